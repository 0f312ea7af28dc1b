-- Identities that other organisations vouch for.

-- One way in by another organisation. "who" is a hash of issuer and subject: the program only ever
-- compares it, so a copy of the database does not say who somebody is elsewhere.
CREATE TABLE outside_way (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL REFERENCES person (id),
  provider TEXT NOT NULL,      -- id of the settings
  who TEXT NOT NULL,
  made BIGINT NOT NULL,
  used BIGINT NOT NULL         -- when it was last come in by
);
CREATE UNIQUE INDEX outside_way_who ON outside_way (who);
CREATE UNIQUE INDEX outside_way_person ON outside_way (person, provider);

-- One walk to another organisation and back. What proves that the same browser comes back is derived from
-- a secret in its cookie, so nothing here can finish a walk that somebody else began.
CREATE TABLE outside_attempt (
  state TEXT PRIMARY KEY,      -- hash
  provider TEXT NOT NULL,
  purpose TEXT NOT NULL,       -- sign-in, link or prove
  next TEXT NOT NULL,          -- a path of ours
  person TEXT NOT NULL,        -- of link and prove
  session TEXT NOT NULL,       -- of link and prove
  made BIGINT NOT NULL,
  ends BIGINT NOT NULL,
  used BIGINT NOT NULL DEFAULT 0,
  -- Who was vouched for and has no account yet, until they begin or the walk ends.
  who TEXT NOT NULL DEFAULT '',
  identity TEXT NOT NULL DEFAULT '',
  level INTEGER NOT NULL DEFAULT 0,
  email TEXT NOT NULL DEFAULT '',
  proved BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX outside_attempt_made ON outside_attempt (made);
