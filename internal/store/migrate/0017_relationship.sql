-- Relationship: where words on arrows belong, the rhythm of prompts, and how services say the tasks.
CREATE TABLE arrow_word (
  entry TEXT PRIMARY KEY,              -- its text is behind the door, like any other
  triangle TEXT NOT NULL,
  arrow TEXT NOT NULL,                 -- "carer-to-service-user"
  task TEXT NOT NULL,
  author TEXT NOT NULL,
  other TEXT NOT NULL,                 -- who stands at the other end
  made BIGINT NOT NULL
);
CREATE INDEX arrow_word_author ON arrow_word (triangle, author, arrow, made);
CREATE INDEX arrow_word_other ON arrow_word (triangle, other, arrow, made);
-- append only: arrow_word

CREATE TABLE arrow_rhythm (
  triangle TEXT NOT NULL,
  person TEXT NOT NULL,                -- nobody else ever sees it
  pace TEXT NOT NULL,                  -- never, weekly, fortnight, monthly
  zone TEXT NOT NULL,
  next BIGINT NOT NULL,                -- 0 for never
  made BIGINT NOT NULL,
  PRIMARY KEY (triangle, person)
);
CREATE INDEX arrow_rhythm_next ON arrow_rhythm (next) WHERE next > 0;

CREATE TABLE task_wording (
  id TEXT PRIMARY KEY,
  service TEXT NOT NULL,               -- '' for all services
  task TEXT NOT NULL,
  number INTEGER NOT NULL,
  title TEXT NOT NULL,                 -- '' puts the words of the program back
  sentence TEXT NOT NULL,
  example TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made BIGINT NOT NULL
);
CREATE UNIQUE INDEX task_wording_number ON task_wording (service, task, number);
-- append only: task_wording

-- How a relationship goes is looked up by giver, however much a triangle holds.
CREATE INDEX entry_giver ON entry (triangle, given_by, made);
CREATE INDEX entry_given ON entry (triangle, given_by, (kind || ' ' || class || ' ' || confidence), made) WHERE withdrawn = 0;
