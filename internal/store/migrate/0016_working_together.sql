-- Working together: what was promised to somebody is looked up by them.
CREATE INDEX task_promised ON task (triangle, for_person, done, due);
CREATE INDEX entry_kind ON entry (triangle, kind, made, id);
