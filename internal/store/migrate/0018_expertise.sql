-- Two views: what people say about a matter besides their words. Each row stands
-- for ever; the latest of a person counts.
-- append only: matter_said

CREATE TABLE matter_said (
  id TEXT PRIMARY KEY,
  triangle TEXT NOT NULL REFERENCES triangle (id),
  matter TEXT NOT NULL,                     -- the entry that says what is seen differently
  go_on TEXT NOT NULL DEFAULT '',           -- the entry that a yes or no is about
  person TEXT NOT NULL,
  word TEXT NOT NULL,                       -- yes, no, stands, alike, look
  due BIGINT NOT NULL DEFAULT 0,            -- of look: when people look again
  made BIGINT NOT NULL
);
CREATE INDEX matter_said_about ON matter_said (matter, made, id);
