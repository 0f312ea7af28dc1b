-- What somebody needs so that we reach them well and safely. Each part is one
-- sealed text in the person's own key space, "person/<id>": that somebody needs
-- braille, or may not be rung at home, is nobody's business but its readers'.

CREATE TABLE profile (
  person TEXT NOT NULL REFERENCES person (id),
  part TEXT NOT NULL,                  -- needs, reach, safe, photo
  version INTEGER NOT NULL,            -- two windows at once are noticed by it
  key_version INTEGER NOT NULL,
  body BLOB NOT NULL,                  -- sealed
  review BIGINT NOT NULL DEFAULT 0,    -- when to ask whether it is still right
  changed BIGINT NOT NULL,
  PRIMARY KEY (person, part)
);

-- How pages are drawn is needed with every page, before anything is opened.
ALTER TABLE person ADD COLUMN larger INTEGER NOT NULL DEFAULT 0;  -- larger letters
ALTER TABLE person ADD COLUMN easy INTEGER NOT NULL DEFAULT 0;    -- the short version first
