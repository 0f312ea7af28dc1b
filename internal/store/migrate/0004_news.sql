-- What is new for whom, and who was sent a mail about it. Ids and times alone.

-- A job that is being worked on no longer stands for the work that waits, so
-- that what is queued meanwhile is not lost.
DROP INDEX job_unique;
CREATE UNIQUE INDEX job_unique ON job (unique_key) WHERE unique_key <> '' AND done = 0 AND parked = 0 AND leased_until = 0;
CREATE INDEX job_done ON job (done) WHERE done > 0;

CREATE TABLE looked (
  person TEXT NOT NULL,
  triangle TEXT NOT NULL,
  seq BIGINT NOT NULL,                 -- where the chain of the triangle ended when they looked
  at BIGINT NOT NULL,
  PRIMARY KEY (person, triangle)
);

CREATE TABLE notice (
  person TEXT NOT NULL,                -- whom a mail may tell
  entry TEXT NOT NULL,
  triangle TEXT NOT NULL,
  made BIGINT NOT NULL,
  PRIMARY KEY (person, entry)
);

CREATE TABLE mailed (
  person TEXT PRIMARY KEY,
  at BIGINT NOT NULL
);

CREATE TABLE bell (
  person TEXT PRIMARY KEY,
  rings BIGINT NOT NULL                -- only ever compared with what it was
);
