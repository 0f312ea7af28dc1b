-- Working together: what was promised to somebody is looked up by them.
CREATE INDEX task_promised ON task (triangle, for_person, done, due);
CREATE INDEX entry_kind ON entry (triangle, kind, made, id);

-- What is new for somebody, the latest first.
CREATE INDEX ledger_news ON ledger_detail (triangle, seq) WHERE kind IN ('entry-written', 'entry-corrected', 'section-shared', 'release-signed');
