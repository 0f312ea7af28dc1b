-- Conversations. What is said in them are entries; here stands who came and went,
-- who said yes, and what is a question with which answer. Nothing is overwritten,
-- so that it can be read as it was. A row without a conversation is somebody's
-- word on whether others may see what they have read.
CREATE TABLE talk_event (
  id TEXT PRIMARY KEY,
  triangle TEXT NOT NULL,
  conversation TEXT NOT NULL,
  what TEXT NOT NULL,
  person TEXT NOT NULL,
  by_person TEXT NOT NULL,
  entry TEXT NOT NULL,
  answer TEXT NOT NULL,
  made BIGINT NOT NULL
);
-- append only: talk_event
CREATE INDEX talk_event_of ON talk_event (triangle, conversation, made, id);
CREATE INDEX entry_thread ON entry (parent, made, id) WHERE parent <> '';
CREATE INDEX task_kind ON task (kind, done, triangle);
