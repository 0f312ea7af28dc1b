package people

import (
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/id"
)

// Limits of what is typed, in letters.
const (
	nameMost  = 100
	hoursMost = 120
)

// jobs draws jobs before a transaction.
type jobs struct{ at time.Time }

type drawn struct{ disclose.Job }

func (j jobs) draw(kind string, payload map[string]string) drawn {
	job := disclose.Job{ID: id.New(), Kind: kind, Payload: payload, RunAt: j.at.UnixMicro(), Made: j.at.UnixMicro()}
	if one := payload["invitation"]; one != "" {
		job.UniqueKey = kind + "/" + one
	}
	return drawn{job}
}

// to addresses a notice: to whom, where, and a code of what happened.
func (d drawn) to(p id.Person, t id.Triangle, what string) disclose.Job {
	d.Payload = map[string]string{"to": string(p), "triangle": string(t), "what": what}
	return d.Job
}
