-- A password that somebody was given stops working: a week after it was given,
-- an hour after it was used. 0 for one of a person's own.

ALTER TABLE person ADD COLUMN password_ends BIGINT NOT NULL DEFAULT 0;
