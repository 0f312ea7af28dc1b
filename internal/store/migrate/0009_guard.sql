-- Attempts, notices of sign-in, recovery after a lost device. Names of lanes are
-- hashes with a secret of this database: a copy of it tells no address.

CREATE TABLE guess (
  name TEXT PRIMARY KEY,               -- hash of what is counted: an account at an address, an address, a device
  tries INTEGER NOT NULL,
  at BIGINT NOT NULL,                  -- of the last try
  until BIGINT NOT NULL                -- no try is taken before
);
CREATE INDEX guess_at ON guess (at);

CREATE TABLE turned_away (
  person TEXT NOT NULL,                -- '' for all addresses that nobody has here
  ground TEXT NOT NULL,
  since BIGINT NOT NULL,               -- beginning of the quarter of an hour
  tries INTEGER NOT NULL,
  PRIMARY KEY (person, ground, since)
);

CREATE TABLE device (
  hash TEXT NOT NULL,                  -- SHA-256 of what the cookie holds
  person TEXT NOT NULL REFERENCES person (id),
  name TEXT NOT NULL,
  made BIGINT NOT NULL,
  seen BIGINT NOT NULL,
  PRIMARY KEY (hash, person)
);
CREATE INDEX device_person ON device (person);

CREATE TABLE arrival (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL REFERENCES person (id),
  session TEXT NOT NULL,               -- id of the session that is asked about
  device TEXT NOT NULL,
  kind TEXT NOT NULL,                  -- new: not used before. changed: a session used from elsewhere, and ended
  at BIGINT NOT NULL,
  answered BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX arrival_person ON arrival (person, answered, at);

CREATE TABLE recovery (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL,                -- '' where nobody has the address: the same work
  link TEXT NOT NULL DEFAULT '',       -- SHA-256 of what the mail holds
  mailed BIGINT NOT NULL DEFAULT 0,
  opened BIGINT NOT NULL DEFAULT 0,
  browser TEXT NOT NULL DEFAULT '',    -- SHA-256 of what the cookie of that browser holds
  need TEXT NOT NULL DEFAULT '',       -- second, wait
  number TEXT NOT NULL DEFAULT '',     -- hash of the number that is said to the second person
  wrong INTEGER NOT NULL DEFAULT 0,
  vouched_by TEXT NOT NULL DEFAULT '',
  vouched BIGINT NOT NULL DEFAULT 0,
  ready BIGINT NOT NULL DEFAULT 0,     -- from when it can be finished
  ends BIGINT NOT NULL,
  made BIGINT NOT NULL,
  settled BIGINT NOT NULL DEFAULT 0,
  outcome TEXT NOT NULL DEFAULT ''     -- recovered, refused, stopped, replaced, unsent
);
CREATE INDEX recovery_person ON recovery (person, settled);
CREATE INDEX recovery_link ON recovery (link) WHERE link <> '';
CREATE INDEX recovery_browser ON recovery (browser) WHERE browser <> '';
CREATE INDEX recovery_open ON recovery (ends) WHERE settled = 0;
