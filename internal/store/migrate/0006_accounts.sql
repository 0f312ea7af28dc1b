-- How sure we are who somebody is, how they wish to be named, and what a
-- session was opened with. Sessions from before end: nobody knows how they began.

ALTER TABLE person ADD COLUMN governs INTEGER NOT NULL DEFAULT 0;   -- information-governance lead
ALTER TABLE person ADD COLUMN identity TEXT NOT NULL DEFAULT '';    -- '' said, known, checked
ALTER TABLE person ADD COLUMN pronouns TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN photo BIGINT NOT NULL DEFAULT 0;      -- when the photograph was changed

ALTER TABLE session ADD COLUMN way TEXT NOT NULL DEFAULT 'password';
ALTER TABLE session ADD COLUMN level INTEGER NOT NULL DEFAULT 1;    -- factors proved
ALTER TABLE session ADD COLUMN proved BIGINT NOT NULL DEFAULT 0;    -- when, last
UPDATE session SET ended = made WHERE ended = 0;
