package app

import (
	"trialogue/internal/agreement"
	"trialogue/internal/calendar"
	"trialogue/internal/conversation"
	"trialogue/internal/disclose"
	"trialogue/internal/expertise"
	"trialogue/internal/job"
	"trialogue/internal/meeting"
	"trialogue/internal/network"
	"trialogue/internal/store"
)

// wireTogether builds what brings three corners together.
func (a *App) wireTogether(door *disclose.Door) {
	a.Expertise = expertise.New(store.Runner(a.Store, func(t *store.Tx) expertise.Tx { return t }), door, a.Now)
	a.Agreements = agreement.New(store.Runner(a.Store, func(t *store.Tx) agreement.Tx { return t }), door, a.Now)
	a.Conversations = conversation.New(store.Runner(a.Store, func(t *store.Tx) conversation.Tx { return t }), door, a.Now)
	a.Meetings = meeting.New(store.Runner(a.Store, func(t *store.Tx) meeting.Tx { return t }), door, a.Now)
	a.Calendars = calendar.New(store.Runner(a.Store, func(t *store.Tx) calendar.Tx { return t }), door, a.Now, a.Config.URL)
	a.Network = network.New(store.Runner(a.Store, func(t *store.Tx) network.Tx { return t }), door, a.Now)
}

// togetherJobs say who does which job of working together.
func (a *App) togetherJobs() map[string]job.Handler {
	return map[string]job.Handler{}
}

// togetherEvery plans what comes up by the calendar alone.
func (a *App) togetherEvery() {
}
