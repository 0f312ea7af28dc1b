-- One text for both databases. TEXT, BLOB and "append only" are spelled out
-- for each when the file is read; nothing else differs. Times are microseconds
-- since 1970 UTC, 0 where there is none; yes and no are 1 and 0.

CREATE TABLE organisation (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  made BIGINT NOT NULL
);

CREATE TABLE team (
  id TEXT PRIMARY KEY,
  organisation TEXT NOT NULL REFERENCES organisation (id),
  name TEXT NOT NULL,
  phone TEXT NOT NULL DEFAULT '',
  hours TEXT NOT NULL DEFAULT '',
  reply_days INTEGER NOT NULL DEFAULT 3,
  made BIGINT NOT NULL
);

CREATE TABLE person (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT NOT NULL DEFAULT '',      -- folded; '' for somebody without an account
  password TEXT NOT NULL DEFAULT '',
  corner TEXT NOT NULL,                -- the corner they signed up as
  role TEXT NOT NULL DEFAULT '',       -- of a professional: nurse, key worker …
  team TEXT NOT NULL DEFAULT '',       -- of a professional
  phone TEXT NOT NULL DEFAULT '',      -- a professional's work number
  admin INTEGER NOT NULL DEFAULT 0,
  lang TEXT NOT NULL DEFAULT 'en',
  zone TEXT NOT NULL DEFAULT 'Europe/London',
  mail INTEGER NOT NULL DEFAULT 1,     -- wants notices by e-mail
  alone INTEGER NOT NULL DEFAULT 0,    -- "ask me alone first"
  made BIGINT NOT NULL,
  closed BIGINT NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX person_email ON person (email) WHERE email <> '';

CREATE TABLE session (
  hash TEXT PRIMARY KEY,               -- SHA-256 of what the cookie holds
  id TEXT NOT NULL,                    -- names it in lists; opens nothing
  person TEXT NOT NULL REFERENCES person (id),
  device TEXT NOT NULL,
  made BIGINT NOT NULL,
  seen BIGINT NOT NULL,
  ends BIGINT NOT NULL,                -- at the latest, however busy
  ended BIGINT NOT NULL DEFAULT 0,
  private_until BIGINT NOT NULL DEFAULT 0 -- "I am alone now" holds until then
);
CREATE INDEX session_person ON session (person, made);

CREATE TABLE triangle (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,                  -- three, or file: a carer's own, without a service user yet
  owner TEXT NOT NULL,                 -- the service user, or the carer whose file it is
  team TEXT NOT NULL DEFAULT '',
  made BIGINT NOT NULL
);
CREATE UNIQUE INDEX triangle_file ON triangle (owner) WHERE kind = 'file';
CREATE INDEX triangle_team ON triangle (team);

CREATE TABLE member (
  id TEXT PRIMARY KEY,
  triangle TEXT NOT NULL REFERENCES triangle (id),
  person TEXT NOT NULL,
  corner TEXT NOT NULL,
  relation TEXT NOT NULL DEFAULT '',   -- of a carer: mother, friend …
  role TEXT NOT NULL DEFAULT '',       -- of a professional here: key worker …
  carer_lead INTEGER NOT NULL DEFAULT 0,
  since BIGINT NOT NULL,
  until BIGINT NOT NULL DEFAULT 0,
  died BIGINT NOT NULL DEFAULT 0,
  accepted_by TEXT NOT NULL DEFAULT '',
  basis TEXT NOT NULL DEFAULT ''       -- legal basis where the service user could not say yes
);
CREATE INDEX member_triangle ON member (triangle);
CREATE INDEX member_person ON member (person);

CREATE TABLE data_key (
  space TEXT NOT NULL,
  version INTEGER NOT NULL,
  wrapped BLOB NOT NULL,
  made BIGINT NOT NULL,
  destroyed BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (space, version)
);

CREATE TABLE decision (
  id TEXT PRIMARY KEY,
  triangle TEXT NOT NULL REFERENCES triangle (id),
  owner TEXT NOT NULL,
  recipient TEXT NOT NULL,             -- a person, or carers, professionals, service-user
  topic TEXT NOT NULL,
  answer TEXT NOT NULL,
  circumstance TEXT NOT NULL,          -- everyday, without-capacity
  begins BIGINT NOT NULL,
  ends BIGINT NOT NULL DEFAULT 0,
  made_by TEXT NOT NULL,
  made BIGINT NOT NULL
);
CREATE INDEX decision_triangle ON decision (triangle, begins);
-- append only: decision

CREATE TABLE capacity (
  id TEXT PRIMARY KEY,
  triangle TEXT NOT NULL REFERENCES triangle (id),
  begins BIGINT NOT NULL,
  ends BIGINT NOT NULL DEFAULT 0,
  found_by TEXT NOT NULL,
  entry TEXT NOT NULL,                 -- decision, reasons, alternatives: sealed, behind the door
  made BIGINT NOT NULL
);
CREATE INDEX capacity_triangle ON capacity (triangle);

CREATE TABLE release (
  id TEXT PRIMARY KEY,
  triangle TEXT NOT NULL REFERENCES triangle (id),
  item TEXT NOT NULL,
  recipient TEXT NOT NULL,
  ground TEXT NOT NULL,
  made_by TEXT NOT NULL,
  countersigned_by TEXT NOT NULL DEFAULT '',
  urgent INTEGER NOT NULL DEFAULT 0,
  begins BIGINT NOT NULL DEFAULT 0,    -- 0 until it is signed
  ends BIGINT NOT NULL,
  review_by BIGINT NOT NULL DEFAULT 0,
  reviewed BIGINT NOT NULL DEFAULT 0,
  told TEXT NOT NULL DEFAULT '',       -- was the person told: told, later
  told_review BIGINT NOT NULL DEFAULT 0,
  entry TEXT NOT NULL,                 -- facts, why not asked, alternatives, consulted: sealed
  made BIGINT NOT NULL
);
CREATE INDEX release_triangle ON release (triangle);

CREATE TABLE topic (
  triangle TEXT NOT NULL,
  name TEXT NOT NULL,
  label BLOB NOT NULL,                 -- a person's own words: sealed
  sensitive INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  made BIGINT NOT NULL,
  PRIMARY KEY (triangle, name)
);

CREATE TABLE entry (
  id TEXT PRIMARY KEY,
  triangle TEXT NOT NULL REFERENCES triangle (id),
  space TEXT NOT NULL,                 -- whose key seals it: the triangle's or a carer's file's
  kind TEXT NOT NULL,
  class TEXT NOT NULL,
  topic TEXT NOT NULL,
  given_by TEXT NOT NULL,
  about TEXT NOT NULL,                 -- ids, parted by spaces
  held_by TEXT NOT NULL DEFAULT '',    -- ids, parted by spaces
  confidence TEXT NOT NULL DEFAULT '',
  influenced INTEGER NOT NULL DEFAULT 0,
  sources INTEGER NOT NULL DEFAULT 1,
  facts TEXT NOT NULL DEFAULT '',      -- rare facts, see disclose.Rare
  parent TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL,
  made BIGINT NOT NULL,
  changed BIGINT NOT NULL,
  withdrawn BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX entry_timeline ON entry (triangle, made, id);
CREATE INDEX entry_parent ON entry (parent) WHERE parent <> '';

CREATE TABLE entry_version (
  entry TEXT NOT NULL REFERENCES entry (id),
  version INTEGER NOT NULL,
  author TEXT NOT NULL,
  key_version INTEGER NOT NULL,
  body BLOB NOT NULL,
  made BIGINT NOT NULL,
  PRIMARY KEY (entry, version)
);

CREATE TABLE attachment (
  id TEXT PRIMARY KEY,
  entry TEXT NOT NULL REFERENCES entry (id),
  version INTEGER NOT NULL,
  key_version INTEGER NOT NULL,
  name BLOB NOT NULL,
  media TEXT NOT NULL,
  size BIGINT NOT NULL,
  body BLOB NOT NULL,
  made BIGINT NOT NULL
);
CREATE INDEX attachment_entry ON attachment (entry, version);

CREATE TABLE ledger (
  triangle TEXT NOT NULL,
  seq BIGINT NOT NULL,
  commitment TEXT NOT NULL,
  chain TEXT NOT NULL,
  PRIMARY KEY (triangle, seq)
);
-- append only: ledger

CREATE TABLE ledger_detail (
  triangle TEXT NOT NULL,
  seq BIGINT NOT NULL,
  at BIGINT NOT NULL,
  kind TEXT NOT NULL,
  actor TEXT NOT NULL,
  person TEXT NOT NULL,
  entry TEXT NOT NULL,
  version INTEGER NOT NULL,
  topic TEXT NOT NULL,
  rule TEXT NOT NULL,
  ground TEXT NOT NULL,
  extra TEXT NOT NULL,
  salt TEXT NOT NULL,
  day BIGINT NOT NULL,                 -- of a sighting: days since 1970 UTC
  PRIMARY KEY (triangle, seq)
);
CREATE UNIQUE INDEX ledger_sighting ON ledger_detail (triangle, actor, day, entry, version, ground) WHERE kind = 'sighting';
CREATE INDEX ledger_entry ON ledger_detail (entry, seq) WHERE entry <> '';
CREATE INDEX ledger_day ON ledger_detail (triangle, actor, day, entry);
CREATE INDEX ledger_time ON ledger_detail (triangle, at);
CREATE INDEX ledger_at ON ledger_detail (triangle, kind, at);
-- never changed: ledger_detail

CREATE TABLE task (
  id TEXT PRIMARY KEY,
  triangle TEXT NOT NULL,
  kind TEXT NOT NULL,
  owner TEXT NOT NULL,                 -- who is to do it
  for_person TEXT NOT NULL DEFAULT '', -- to whom it was promised
  entry TEXT NOT NULL DEFAULT '',
  topic TEXT NOT NULL DEFAULT '',
  ref TEXT NOT NULL DEFAULT '',        -- id of the thing it is about, by kind
  due BIGINT NOT NULL,
  made BIGINT NOT NULL,
  done BIGINT NOT NULL DEFAULT 0,
  done_by TEXT NOT NULL DEFAULT '',
  outcome TEXT NOT NULL DEFAULT ''     -- a code by kind, never words
);
CREATE INDEX task_owner ON task (owner, done, due);
CREATE INDEX task_triangle ON task (triangle, done, due);

CREATE TABLE job (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  unique_key TEXT NOT NULL DEFAULT '',
  payload TEXT NOT NULL,               -- ids only
  run_at BIGINT NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  leased_until BIGINT NOT NULL DEFAULT 0,
  done BIGINT NOT NULL DEFAULT 0,
  parked BIGINT NOT NULL DEFAULT 0,
  made BIGINT NOT NULL
);
CREATE INDEX job_ready ON job (run_at) WHERE done = 0 AND parked = 0;
CREATE UNIQUE INDEX job_unique ON job (unique_key) WHERE unique_key <> '' AND done = 0 AND parked = 0;

CREATE TABLE draft (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  form TEXT NOT NULL,
  triangle TEXT NOT NULL DEFAULT '',
  body BLOB,                           -- sealed with the writer's own key; NULL once sent
  made BIGINT NOT NULL,
  changed BIGINT NOT NULL,
  sent BIGINT NOT NULL DEFAULT 0,
  result TEXT NOT NULL DEFAULT ''      -- id of what it became
);
CREATE INDEX draft_person ON draft (person, changed);

CREATE TABLE tree_hash (
  place BIGINT PRIMARY KEY,
  hash TEXT NOT NULL
);
-- append only: tree_hash

CREATE TABLE tree_leaf (
  place BIGINT PRIMARY KEY,
  triangle TEXT NOT NULL,
  seq BIGINT NOT NULL,
  chain TEXT NOT NULL
);
CREATE UNIQUE INDEX tree_leaf_head ON tree_leaf (triangle, seq);
-- append only: tree_leaf

CREATE TABLE checkpoint (
  size BIGINT PRIMARY KEY,
  note TEXT NOT NULL,
  made BIGINT NOT NULL
);
-- append only: checkpoint

CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

CREATE TABLE attempt (
  name TEXT NOT NULL,                  -- a hash: no address is kept of those who failed
  at BIGINT NOT NULL
);
CREATE INDEX attempt_name ON attempt (name, at);
