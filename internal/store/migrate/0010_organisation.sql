-- Services, who works in which team from when until when, who covers for whom, and by
-- what a professional stands in a triangle.

CREATE TABLE service (
  id TEXT PRIMARY KEY,
  organisation TEXT NOT NULL REFERENCES organisation (id),
  name TEXT NOT NULL,
  made BIGINT NOT NULL
);
ALTER TABLE team ADD COLUMN service TEXT NOT NULL DEFAULT '';

CREATE TABLE team_member (
  id TEXT PRIMARY KEY,
  team TEXT NOT NULL REFERENCES team (id),
  person TEXT NOT NULL REFERENCES person (id),
  role TEXT NOT NULL DEFAULT '',       -- in this team: nurse, key worker …
  lead INTEGER NOT NULL DEFAULT 0,     -- carer lead of this team
  since BIGINT NOT NULL,
  until BIGINT NOT NULL DEFAULT 0,     -- the first moment after it; 0 where no end is set
  made BIGINT NOT NULL
);
CREATE INDEX team_member_team ON team_member (team, since);
CREATE INDEX team_member_person ON team_member (person, since);

-- Who had a team keeps it: their first place in it has their own id.
INSERT INTO team_member (id, team, person, role, since, made)
  SELECT p.id, p.team, p.id, p.role, p.made, p.made FROM person p JOIN team t ON t.id = p.team
  WHERE p.corner = 'professional' AND p.closed = 0;

CREATE TABLE cover (
  id TEXT PRIMARY KEY,
  away TEXT NOT NULL REFERENCES person (id),
  covering TEXT NOT NULL REFERENCES person (id),
  team TEXT NOT NULL REFERENCES team (id), -- in which the covering person works
  since BIGINT NOT NULL,
  until BIGINT NOT NULL,
  set_by TEXT NOT NULL,
  agreed_by TEXT NOT NULL DEFAULT '',  -- whose yes it rests on, where it needs one
  agreed BIGINT NOT NULL DEFAULT 0,    -- 0 while a yes is awaited
  ended BIGINT NOT NULL DEFAULT 0,     -- when it was called off or ended early
  ended_by TEXT NOT NULL DEFAULT '',
  made BIGINT NOT NULL
);
CREATE INDEX cover_away ON cover (away, since);
CREATE INDEX cover_covering ON cover (covering, since);

ALTER TABLE member ADD COLUMN reach TEXT NOT NULL DEFAULT '';     -- '' asked in, team, cover, reason, support
ALTER TABLE member ADD COLUMN rests_on TEXT NOT NULL DEFAULT '';  -- the place in a team, or the cover, with which it ends
ALTER TABLE member ADD COLUMN reach_for TEXT NOT NULL DEFAULT ''; -- for whom somebody covers
ALTER TABLE member ADD COLUMN reason TEXT NOT NULL DEFAULT '';    -- entry with the reason: sealed
ALTER TABLE member ADD COLUMN recorded INTEGER NOT NULL DEFAULT 0; -- its end is in the chain
ALTER TABLE member ADD COLUMN settled INTEGER NOT NULL DEFAULT 0;  -- what follows from its end is done
UPDATE member SET recorded = 1, settled = 1 WHERE until > 0;
UPDATE member SET rests_on = person WHERE corner = 'professional' AND until = 0
  AND EXISTS (SELECT 1 FROM team_member w WHERE w.id = member.person);
CREATE INDEX member_rests ON member (rests_on) WHERE rests_on <> '';
CREATE INDEX member_ending ON member (until) WHERE until > 0 AND settled = 0;

-- Places by a written reason, and for support. One that came about is a row of member with the same id.
CREATE TABLE reached (
  id TEXT PRIMARY KEY,
  triangle TEXT NOT NULL REFERENCES triangle (id),
  person TEXT NOT NULL,
  reach TEXT NOT NULL,                 -- reason, support
  entry TEXT NOT NULL,                 -- the reason: sealed, behind the door
  hours INTEGER NOT NULL,
  second TEXT NOT NULL DEFAULT '',     -- who said yes to support
  answered BIGINT NOT NULL DEFAULT 0,
  answer TEXT NOT NULL DEFAULT '',     -- yes, no
  review_by BIGINT NOT NULL DEFAULT 0, -- of a written reason
  reviewed BIGINT NOT NULL DEFAULT 0,
  reviewed_by TEXT NOT NULL DEFAULT '',
  outcome TEXT NOT NULL DEFAULT '',    -- right, not-right
  made BIGINT NOT NULL
);
CREATE INDEX reached_person ON reached (person, made);
CREATE INDEX reached_open ON reached (reach, reviewed, answered);
CREATE INDEX reached_triangle ON reached (triangle, made);

-- What somebody can be told so that they find a triangle. It opens nothing by itself.
CREATE TABLE triangle_code (
  triangle TEXT PRIMARY KEY REFERENCES triangle (id),
  code TEXT NOT NULL,
  made BIGINT NOT NULL
);
CREATE UNIQUE INDEX triangle_code_code ON triangle_code (code);
