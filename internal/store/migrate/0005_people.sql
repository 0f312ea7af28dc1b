-- Who is offered a corner. Name and address are forgotten when an invitation
-- is settled or has ended; the code opens nothing but this.

CREATE TABLE invitation (
  id TEXT PRIMARY KEY,
  triangle TEXT NOT NULL,              -- where it was made: a triangle, or a carer's own file
  made_by TEXT NOT NULL,
  corner TEXT NOT NULL,
  team TEXT NOT NULL DEFAULT '',       -- a team that is asked, instead of one person
  name TEXT NOT NULL DEFAULT '',
  email TEXT NOT NULL DEFAULT '',      -- folded; where given, it opens for this address alone
  relation TEXT NOT NULL DEFAULT '',
  basis TEXT NOT NULL DEFAULT '',      -- legal basis instead of the service user's yes
  code TEXT NOT NULL DEFAULT '',       -- SHA-256 of what the link holds; '' until there is a link
  made BIGINT NOT NULL,
  ends BIGINT NOT NULL,
  agreed BIGINT NOT NULL DEFAULT 0,    -- 0 while the service user's yes is awaited
  paused BIGINT NOT NULL DEFAULT 0,    -- "not now": nobody is asked again before
  settled BIGINT NOT NULL DEFAULT 0,
  outcome TEXT NOT NULL DEFAULT '',    -- accepted, declined, withdrawn, not-agreed
  settled_by TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX invitation_code ON invitation (code) WHERE code <> '';
CREATE INDEX invitation_triangle ON invitation (triangle, made);
CREATE INDEX invitation_team ON invitation (team, made) WHERE team <> '';
CREATE INDEX invitation_ends ON invitation (ends) WHERE settled = 0;

CREATE INDEX person_team ON person (team) WHERE team <> '';
CREATE INDEX task_for_person ON task (for_person, kind);
