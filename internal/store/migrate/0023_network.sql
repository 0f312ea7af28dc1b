-- Network: until when somebody else helps. The last day that was said for a contact counts; 0 is no end.
CREATE TABLE contact_day (
  id TEXT PRIMARY KEY,
  triangle TEXT NOT NULL,
  contact TEXT NOT NULL,   -- the entry that says who it is
  person TEXT NOT NULL,    -- who said so
  ends BIGINT NOT NULL,
  made BIGINT NOT NULL
);
CREATE INDEX contact_day_of ON contact_day (triangle, contact, made);
-- append only: contact_day
