-- Agreements: who does what by when. The words are entries; here stand ids, days, and who said what when.

CREATE TABLE agreed (
  id TEXT PRIMARY KEY,                      -- the entry that first said what is agreed
  triangle TEXT NOT NULL REFERENCES triangle (id),
  kind TEXT NOT NULL,                       -- action, or level: how much support, until when
  made_by TEXT NOT NULL,
  made BIGINT NOT NULL
);
CREATE INDEX agreed_triangle ON agreed (triangle, kind, made, id);
-- append only: agreed

-- A wording. A change is a new one; the one before stays in force until it is accepted.
CREATE TABLE agreed_version (
  id TEXT PRIMARY KEY,                      -- the entry with its words
  agreement TEXT NOT NULL REFERENCES agreed (id),
  number INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  parties TEXT NOT NULL,                    -- people, and "team"
  owner TEXT NOT NULL,                      -- who is to do it
  needs TEXT NOT NULL,                      -- whose yes it needs
  due BIGINT NOT NULL DEFAULT 0,            -- the last moment of its day
  review BIGINT NOT NULL DEFAULT 0,         -- looked at again by then
  after TEXT NOT NULL DEFAULT '',           -- an agreement that comes first
  made BIGINT NOT NULL,
  UNIQUE (agreement, number)
);
-- append only: agreed_version

CREATE TABLE agreed_step (
  id TEXT PRIMARY KEY,                      -- the entry that says what it is
  version TEXT NOT NULL REFERENCES agreed_version (id),
  place INTEGER NOT NULL,
  owner TEXT NOT NULL
);
CREATE INDEX agreed_step_version ON agreed_step (version, place);
-- append only: agreed_step

-- What happened, in order: a yes, a no, done, late. made_by is empty for what follows from the calendar.
CREATE TABLE agreed_event (
  id TEXT PRIMARY KEY,
  agreement TEXT NOT NULL REFERENCES agreed (id),
  number INTEGER NOT NULL,                  -- the wording that it is about
  kind TEXT NOT NULL,
  made_by TEXT NOT NULL,
  person TEXT NOT NULL DEFAULT '',          -- whom it concerns
  step TEXT NOT NULL DEFAULT '',
  words TEXT NOT NULL DEFAULT '',           -- an entry
  ref TEXT NOT NULL DEFAULT '',             -- the duty that it follows from
  place INTEGER NOT NULL,                   -- among the events of its agreement
  made BIGINT NOT NULL
);
CREATE INDEX agreed_event_agreement ON agreed_event (agreement, place);
CREATE INDEX agreed_event_kind ON agreed_event (kind, ref);
-- append only: agreed_event

CREATE INDEX task_entry ON task (entry, kind);

-- What a team can and cannot do, in words for everybody it works with.
CREATE TABLE team_limits (
  id TEXT PRIMARY KEY,
  team TEXT NOT NULL,
  number INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  can TEXT NOT NULL,
  cannot TEXT NOT NULL,
  out_of_hours TEXT NOT NULL,
  away TEXT NOT NULL,
  made BIGINT NOT NULL,
  UNIQUE (team, number)
);
-- append only: team_limits
