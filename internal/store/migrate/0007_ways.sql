-- Ways in: passkeys, one-time codes, recovery codes. What opens an account is
-- sealed under a key of the person's own, or kept as a hash alone.

CREATE TABLE passkey (
  id TEXT PRIMARY KEY,                 -- names it in lists and opens nothing
  credential TEXT NOT NULL,            -- what the authenticator calls it, base64url
  person TEXT NOT NULL REFERENCES person (id),
  name TEXT NOT NULL,                  -- what the person calls it
  key_version INTEGER NOT NULL,
  record BLOB NOT NULL,                -- sealed: public key, counter and all flags
  eligible INTEGER NOT NULL,           -- it may be kept in a synced place
  synced INTEGER NOT NULL,             -- it is kept in a synced place now
  made BIGINT NOT NULL,
  used BIGINT NOT NULL DEFAULT 0,
  doubted BIGINT NOT NULL DEFAULT 0    -- since when it may have been copied; then it opens nothing
);
CREATE UNIQUE INDEX passkey_credential ON passkey (credential);
CREATE INDEX passkey_person ON passkey (person, made);

CREATE TABLE challenge (
  hash TEXT PRIMARY KEY,               -- SHA-256 of what the browser's cookie holds
  purpose TEXT NOT NULL,
  person TEXT NOT NULL DEFAULT '',     -- '' while nobody knows who signs in
  state TEXT NOT NULL,                 -- what the answer is checked against
  ends BIGINT NOT NULL
);
CREATE INDEX challenge_ends ON challenge (ends);

CREATE TABLE one_time (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL REFERENCES person (id),
  key_version INTEGER NOT NULL,
  secret BLOB NOT NULL,                -- sealed
  made BIGINT NOT NULL,
  confirmed BIGINT NOT NULL DEFAULT 0, -- 0 until a code was typed back
  step BIGINT NOT NULL DEFAULT 0       -- the last half minute whose code was taken
);
CREATE INDEX one_time_person ON one_time (person, made);

CREATE TABLE recovery_code (
  person TEXT NOT NULL REFERENCES person (id),
  hash TEXT NOT NULL,                  -- argon2id, with the salt of the ten
  salt TEXT NOT NULL,
  made BIGINT NOT NULL,
  used BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (person, hash)
);

CREATE TABLE passkey_hint (
  person TEXT PRIMARY KEY REFERENCES person (id),
  shown BIGINT NOT NULL,               -- after signing in, once
  away BIGINT NOT NULL DEFAULT 0       -- put away for good
);
