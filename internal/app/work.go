package app

import (
	"context"
	"errors"
	"sync"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/identity"
	"trialogue/internal/job"
	"trialogue/internal/news"
	"trialogue/internal/notify"
	"trialogue/internal/organisation"
	"trialogue/internal/people"
	"trialogue/internal/signin"
	"trialogue/internal/store"
	"trialogue/internal/store/engine"
)

// hearEvery is how often a process asks what others on its database have rung for.
const hearEvery = 3 * time.Second

// wireWork builds what happens after a commit: telling people, and jobs.
func (a *App) wireWork(o Options) error {
	sender, err := a.sender(o)
	if err != nil {
		return err
	}
	a.Bell = news.NewBell()
	a.Notify = notify.New(store.Runner(a.Store, func(t *store.Tx) notify.Tx { return t }), notify.Options{
		Now: a.Now, Log: a.Log, Bell: a.Bell, Words: a.words, URL: a.Config.URL, Mail: sender, Note: a.metrics.mail,
	})
	a.Worker = job.New(store.Runner(a.Store, func(t *store.Tx) job.Tx { return t }), a.handlers(), job.Options{
		Now: a.Now, Log: a.Log, Hint: a.Store.JobHint(), Done: a.metrics.job,
	})
	a.Worker.Every(signin.SweepJob, 24*time.Hour, a.SignIn.Sweep)
	a.Worker.Every(organisation.SweepJob, organisation.SweepEvery, a.Organisation.Sweep)
	a.togetherEvery()
	return nil
}

// handlers say who does which kind of job.
func (a *App) handlers() map[string]job.Handler {
	all := map[string]job.Handler{
		disclose.NewsJob: a.Notify.News,
		notify.MailJob:   a.Notify.SendMail,
	}
	for kind, do := range a.Notify.Letters(a.People) {
		all[kind] = do
	}
	for kind, do := range a.Notify.GuardLetters(a.SignIn) {
		all[kind] = do
	}
	all[signin.RefusalsJob] = a.SignIn.RecordRefusals
	all[organisation.NoticeJob] = all[people.NoticeJob]
	for kind, do := range a.Organisation.Jobs() {
		all[kind] = do
	}
	for kind, do := range a.Safety.Jobs() {
		all[kind] = do
	}
	for kind, do := range a.Identity.Jobs() {
		all[kind] = do
	}
	all[identity.TellJob] = a.Notify.Account
	for kind, do := range a.Protocol.Jobs() {
		all[kind] = do
	}
	for kind, do := range a.togetherJobs() {
		all[kind] = do
	}
	return all
}

// sender is the mail server of the settings, or what a test or demonstration
// takes instead. Without either no mail is sent.
func (a *App) sender(o Options) (notify.Sender, error) {
	if o.Mail != nil || a.Config.SMTP == "" {
		return o.Mail, nil
	}
	return notify.NewSMTP(notify.Server{
		Addr: a.Config.SMTP, User: a.Config.SMTPUser, Password: a.Config.SMTPPass, From: a.Config.MailFrom, TLS: notify.TLS(a.Config.SMTPTLS), Now: a.Now,
	})
}

// Work does jobs and listens to other processes until ctx ends. It returns when
// what was running has ended.
func (a *App) Work(ctx context.Context) {
	var all sync.WaitGroup
	all.Go(func() { a.Worker.Run(ctx) })
	all.Go(func() { a.tendKeys(ctx) })
	if a.Store.Engine().Dialect() == engine.Postgres { // a SQLite file has one process
		all.Go(func() {
			tick := time.NewTicker(hearEvery)
			defer tick.Stop()
			a.Bell.Keep(ctx, store.Runner(a.Store, func(t *store.Tx) news.RingTx { return t }), tick.C, func(err error) {
				a.Log.Debug("rings could not be read", "kind", errs.KindOf(err).String())
			})
		})
	}
	all.Wait()
}

// errStopping is why a program that is about to end is not ready.
var errStopping = errors.New("the program is stopping")

// Ready reports whether the program can answer.
func (a *App) Ready(ctx context.Context) error {
	if a.stopping.Load() {
		return errStopping
	}
	return a.Store.Ready(ctx)
}

// Stopping makes the program not ready, and ends the streams of open pages.
func (a *App) Stopping() {
	a.stopping.Store(true)
	a.Bell.Stop()
}
