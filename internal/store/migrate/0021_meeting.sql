-- Network meetings.

-- What was done about a meeting, one step a row: a time was set, somebody was
-- invited, answered, was there, read the note. A meeting has the id of the entry
-- that says why people meet. Its state is all its steps, one after another, so
-- that somebody whose sight is held can be shown it as it was.
CREATE TABLE meeting_step (
  id TEXT PRIMARY KEY,
  triangle TEXT NOT NULL REFERENCES triangle (id),
  meeting TEXT NOT NULL,                    -- entry; empty for what a person wishes at every meeting
  kind TEXT NOT NULL,
  by_person TEXT NOT NULL,
  person TEXT NOT NULL DEFAULT '',          -- whom it is about
  entry TEXT NOT NULL DEFAULT '',           -- a guest, a question, the note
  version INTEGER NOT NULL DEFAULT 0,       -- of the note; of the time that an answer is about
  begins BIGINT NOT NULL DEFAULT 0,
  minutes INTEGER NOT NULL DEFAULT 0,
  zone TEXT NOT NULL DEFAULT '',            -- in which the time was said
  word TEXT NOT NULL DEFAULT '',            -- a code
  made BIGINT NOT NULL,
  place INTEGER NOT NULL,                   -- in the order of its meeting, whatever a clock says
  UNIQUE (triangle, meeting, place)
);
-- append only: meeting_step
CREATE INDEX meeting_step_time ON meeting_step (kind, begins);
