-- The protocol of three: choices that belong to one change, topics of one's own,
-- questions for a choice, and versions of what was agreed.

ALTER TABLE decision ADD COLUMN change_id TEXT NOT NULL DEFAULT ''; -- what was changed with one press

DROP TABLE topic;
CREATE TABLE topic (
  triangle TEXT NOT NULL REFERENCES triangle (id),
  name TEXT NOT NULL,
  entry TEXT NOT NULL,                 -- what its owner calls it: sealed, behind the door
  sensitive INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  made BIGINT NOT NULL,
  PRIMARY KEY (triangle, name)
);

CREATE TABLE ask (
  id TEXT PRIMARY KEY,
  triangle TEXT NOT NULL REFERENCES triangle (id),
  owner TEXT NOT NULL,                 -- whose information
  asker TEXT NOT NULL,
  recipient TEXT NOT NULL,             -- a person, or professionals
  topic TEXT NOT NULL,
  put_to TEXT NOT NULL,                -- the owner, or a professional where the owner cannot be asked
  made BIGINT NOT NULL,
  closed BIGINT NOT NULL DEFAULT 0,
  outcome TEXT NOT NULL DEFAULT ''     -- a code, for the owner alone
);
CREATE UNIQUE INDEX ask_open ON ask (triangle, owner, asker, recipient, topic) WHERE closed = 0;
CREATE INDEX ask_put_to ON ask (put_to, closed);

CREATE TABLE agreement (
  id TEXT PRIMARY KEY,
  triangle TEXT NOT NULL REFERENCES triangle (id),
  number INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  pledge TEXT NOT NULL DEFAULT '',     -- entry with what the team commits itself to
  made BIGINT NOT NULL,
  UNIQUE (triangle, number)
);
-- append only: agreement

CREATE TABLE agreement_line (
  agreement TEXT NOT NULL REFERENCES agreement (id),
  owner TEXT NOT NULL,
  recipient TEXT NOT NULL,
  topic TEXT NOT NULL,
  circumstance TEXT NOT NULL,
  answer TEXT NOT NULL,
  ends BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (agreement, owner, recipient, topic, circumstance)
);
-- append only: agreement_line

CREATE TABLE agreement_word (
  agreement TEXT NOT NULL REFERENCES agreement (id),
  person TEXT NOT NULL,
  corner TEXT NOT NULL,
  reservation TEXT NOT NULL DEFAULT '', -- entry with what they do not agree to
  made BIGINT NOT NULL,
  PRIMARY KEY (agreement, person)
);
-- append only: agreement_word
