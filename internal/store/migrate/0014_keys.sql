-- State of keys and their rotation. Which master key wrapped a data key is '' for
-- those from before: there was one master key then.

ALTER TABLE data_key ADD COLUMN master TEXT NOT NULL DEFAULT '';       -- id of the master key
ALTER TABLE data_key ADD COLUMN escrow BLOB;                           -- the same key, for the recovery key alone
ALTER TABLE data_key ADD COLUMN escrow_key TEXT NOT NULL DEFAULT '';   -- id of the recovery key
CREATE INDEX entry_space ON entry (space, id);

CREATE TABLE key_lease (
  name TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  until BIGINT NOT NULL
);
