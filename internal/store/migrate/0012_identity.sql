-- NHS numbers, joined accounts, closed accounts.

ALTER TABLE invitation ADD COLUMN word TEXT NOT NULL DEFAULT '';      -- hash of the check word; '' where a mail carried the link
ALTER TABLE invitation ADD COLUMN wrong INTEGER NOT NULL DEFAULT 0;   -- words that did not fit
ALTER TABLE invitation ADD COLUMN astray BIGINT NOT NULL DEFAULT 0;   -- when somebody else first opened it
ALTER TABLE invitation ADD COLUMN holder TEXT NOT NULL DEFAULT '';    -- who gave the word: it opens for them alone

ALTER TABLE person ADD COLUMN joined_to TEXT NOT NULL DEFAULT '';     -- the account that signs in for this one
CREATE INDEX person_joined ON person (joined_to) WHERE joined_to <> '';
ALTER TABLE session ADD COLUMN self TEXT NOT NULL DEFAULT '';         -- the joined account that is looked through; '' for one's own

-- How sure we are who somebody is, and on what that rests. The level in force
-- stands in person.identity.
CREATE TABLE identity_step (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  level TEXT NOT NULL,
  way TEXT NOT NULL,                   -- known, a kind of paper, provider
  reason TEXT NOT NULL DEFAULT '',     -- of a lower level
  set_by TEXT NOT NULL,                -- '' where another organisation vouches
  triangle TEXT NOT NULL DEFAULT '',
  at BIGINT NOT NULL
);
CREATE INDEX identity_step_person ON identity_step (person, at);
-- append only: identity_step

CREATE TABLE find_key (
  name TEXT PRIMARY KEY,
  key_version INTEGER NOT NULL,
  body BLOB NOT NULL                   -- key of a keyed hash, sealed in the space find
);

CREATE TABLE nhs_number (
  person TEXT PRIMARY KEY,
  key_version INTEGER NOT NULL,
  body BLOB NOT NULL,                  -- sealed with the key of the person
  mark TEXT NOT NULL,                  -- keyed hash: the number can be found and not be guessed
  entered_by TEXT NOT NULL,
  made BIGINT NOT NULL
);
CREATE INDEX nhs_number_mark ON nhs_number (mark);

CREATE TABLE identity_case (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,                  -- same-number, joined-wrongly
  one TEXT NOT NULL,
  other TEXT NOT NULL,
  made BIGINT NOT NULL,
  done BIGINT NOT NULL DEFAULT 0,
  done_by TEXT NOT NULL DEFAULT '',
  outcome TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX identity_case_open ON identity_case (kind, one, other) WHERE done = 0;

CREATE TABLE joining (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL,               -- stays
  other TEXT NOT NULL,                 -- was proved, and is looked through from then on
  made BIGINT NOT NULL,
  ends BIGINT NOT NULL,                -- of the time to say yes
  done BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX joining_account ON joining (account, made);

CREATE TABLE closing (
  person TEXT PRIMARY KEY,
  made BIGINT NOT NULL,
  ends BIGINT NOT NULL,                -- the account can come back before
  file INTEGER NOT NULL DEFAULT 0      -- erase their own file too
);

CREATE TABLE erasure (
  id TEXT PRIMARY KEY,
  triangle TEXT NOT NULL,              -- a triangle, or a carer's own file
  ground TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  asked BIGINT NOT NULL,
  second TEXT NOT NULL DEFAULT '',
  done BIGINT NOT NULL DEFAULT 0,
  dropped BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX erasure_triangle ON erasure (triangle, asked);

CREATE TABLE legal_hold (
  id TEXT PRIMARY KEY,
  triangle TEXT NOT NULL,
  ground TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made BIGINT NOT NULL,
  ended BIGINT NOT NULL DEFAULT 0,
  ended_by TEXT NOT NULL DEFAULT ''
);
CREATE INDEX legal_hold_triangle ON legal_hold (triangle) WHERE ended = 0;
