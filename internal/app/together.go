package app

import (
	"context"

	"trialogue/internal/agreement"
	"trialogue/internal/calendar"
	"trialogue/internal/conversation"
	"trialogue/internal/disclose"
	"trialogue/internal/expertise"
	"trialogue/internal/job"
	"trialogue/internal/meeting"
	"trialogue/internal/network"
	"trialogue/internal/people"
	"trialogue/internal/relationship"
	"trialogue/internal/store"
	"trialogue/internal/today"
)

// wireTogether builds what brings three corners together.
func (a *App) wireTogether(door *disclose.Door) {
	a.Today = today.New(store.Runner(a.Store, func(t *store.Tx) today.Tx { return t }), door, a.Now)
	a.Expertise = expertise.New(store.Runner(a.Store, func(t *store.Tx) expertise.Tx { return t }), door, a.Now)
	a.Agreements = agreement.New(store.Runner(a.Store, func(t *store.Tx) agreement.Tx { return t }), door, a.Now)
	a.Conversations = conversation.New(store.Runner(a.Store, func(t *store.Tx) conversation.Tx { return t }), door, a.Now)
	a.Meetings = meeting.New(store.Runner(a.Store, func(t *store.Tx) meeting.Tx { return t }), door, a.Now)
	a.Calendars = calendar.New(store.Runner(a.Store, func(t *store.Tx) calendar.Tx { return t }), door, a.Now, a.Config.URL)
	a.Calendars.Ask(a.Meetings)
	a.Network = network.New(store.Runner(a.Store, func(t *store.Tx) network.Tx { return t }), door, a.Now)
}

// togetherJobs say who does which job of working together.
func (a *App) togetherJobs() map[string]job.Handler {
	notice := a.Notify.Letters(a.People)[people.NoticeJob]
	all := map[string]job.Handler{agreement.NoticeJob: notice, meeting.NoticeJob: notice}
	for _, some := range []map[string]func(context.Context, disclose.Job) error{a.Agreements.Jobs(), a.Conversations.Jobs(), a.Meetings.Jobs()} {
		for kind, do := range some {
			all[kind] = do
		}
	}
	return all
}

// togetherEvery plans what comes up by the calendar alone.
func (a *App) togetherEvery() {
	a.Worker.Every(relationship.PromptJob, relationship.PromptEvery, a.Relationships.Prompts(a.Bell.Ring))
	a.Worker.Every(agreement.SweepJob, agreement.SweepEvery, a.Agreements.Sweep)
	a.Worker.Every(conversation.SweepJob, conversation.SweepEvery, a.Conversations.Sweep)
	a.Worker.Every(meeting.WatchJob, meeting.WatchEvery, a.Meetings.Watch)
}
