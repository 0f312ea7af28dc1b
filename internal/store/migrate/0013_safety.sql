-- Pauses, safeguarding holds, private check-ins.

-- What one person sees of a triangle stands still from begins, and from the
-- record with the number seq: two measures, so that no clock that is set back
-- lets anything through.
CREATE TABLE hold (
  id TEXT PRIMARY KEY,
  triangle TEXT NOT NULL REFERENCES triangle (id),
  person TEXT NOT NULL,                     -- who sees nothing new
  made_by TEXT NOT NULL,
  quiet INTEGER NOT NULL,                   -- 1: set by the service user, 0: by a professional
  reason TEXT NOT NULL DEFAULT '',          -- entry with the reason of a professional
  begins BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  confirm_by BIGINT NOT NULL DEFAULT 0,     -- without a second professional it ends then
  confirmed BIGINT NOT NULL DEFAULT 0,
  confirmed_by TEXT NOT NULL DEFAULT '',
  review BIGINT NOT NULL DEFAULT 0,         -- somebody looks again by then
  longer BIGINT NOT NULL DEFAULT 0,         -- a later day that waits for a second professional
  longer_by TEXT NOT NULL DEFAULT '',
  longer_reason TEXT NOT NULL DEFAULT '',
  ended BIGINT NOT NULL DEFAULT 0,
  ended_by TEXT NOT NULL DEFAULT '',
  outcome TEXT NOT NULL DEFAULT ''
);
CREATE INDEX hold_person ON hold (person, ended);
CREATE INDEX hold_triangle ON hold (triangle, ended);

-- Whose yes waits for a private moment.
CREATE TABLE checkin_wish (
  triangle TEXT NOT NULL REFERENCES triangle (id),
  person TEXT NOT NULL,                     -- the service user
  carer TEXT NOT NULL,                      -- one carer, or * for all
  key_worker INTEGER NOT NULL,              -- 1: the key worker asks in private
  made BIGINT NOT NULL,
  PRIMARY KEY (triangle, person, carer)
);

-- A yes that has started nothing yet.
CREATE TABLE pending_yes (
  id TEXT PRIMARY KEY,
  triangle TEXT NOT NULL REFERENCES triangle (id),
  change_id TEXT NOT NULL,
  owner TEXT NOT NULL,
  recipient TEXT NOT NULL,
  topic TEXT NOT NULL,
  answer TEXT NOT NULL,
  circumstance TEXT NOT NULL,
  begins BIGINT NOT NULL,                   -- when it was said
  ends BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX pending_triangle ON pending_yes (triangle, owner, begins);

-- Signed although the recipient's sight was held, by somebody who knew that.
ALTER TABLE release ADD COLUMN despite INTEGER NOT NULL DEFAULT 0;
