-- Calendar: one private address a person, under which calendar programs fetch what comes up.
-- Only the hash of its secret is here. Who switches it off has no row.
CREATE TABLE feed (
  person TEXT PRIMARY KEY,
  hash TEXT NOT NULL,      -- of the secret in the address
  titles TEXT NOT NULL,    -- what a title may say: nothing, kind, words
  remind BIGINT NOT NULL,  -- 1 where the calendar should remind
  made BIGINT NOT NULL,
  changed BIGINT NOT NULL  -- when a choice was last made
);
CREATE UNIQUE INDEX feed_hash ON feed (hash);
