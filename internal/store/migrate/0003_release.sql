-- What a release needs to know beside its item: whose choice it overrides, who is
-- asked to sign or look back, which finding it rests on, and that somebody closed it.

ALTER TABLE release ADD COLUMN concerns TEXT NOT NULL DEFAULT '';
ALTER TABLE release ADD COLUMN second TEXT NOT NULL DEFAULT '';
ALTER TABLE release ADD COLUMN finding TEXT NOT NULL DEFAULT '';
ALTER TABLE release ADD COLUMN closed BIGINT NOT NULL DEFAULT 0;
CREATE INDEX task_ref ON task (triangle, ref);
