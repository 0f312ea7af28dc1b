// Package app wires the program, top to bottom, in one place. Tests build the
// same program with other parts.
package app

import (
	"context"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"trialogue/internal/agreement"
	"trialogue/internal/calendar"
	"trialogue/internal/candour"
	"trialogue/internal/config"
	"trialogue/internal/conversation"
	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/entry"
	"trialogue/internal/evidence"
	"trialogue/internal/expertise"
	"trialogue/internal/identity"
	"trialogue/internal/job"
	"trialogue/internal/library"
	"trialogue/internal/meeting"
	"trialogue/internal/network"
	"trialogue/internal/news"
	"trialogue/internal/notify"
	"trialogue/internal/organisation"
	"trialogue/internal/people"
	"trialogue/internal/profile"
	"trialogue/internal/protocol"
	"trialogue/internal/relationship"
	"trialogue/internal/release"
	"trialogue/internal/safety"
	"trialogue/internal/seal"
	"trialogue/internal/signin"
	"trialogue/internal/store"
	"trialogue/internal/store/engine"
	"trialogue/internal/telling"
	"trialogue/internal/today"
	"trialogue/internal/web"
	"trialogue/internal/web/ui"
	"trialogue/internal/weighing"
	"trialogue/internal/words"
)

// App is the wired program.
type App struct {
	Config       config.Config
	Now          func() time.Time
	Log          *slog.Logger
	Store        *store.DB
	SignIn       *signin.Service
	Outside      *signin.Outside
	People       *people.Service
	Entries      *entry.Service
	Protocol     *protocol.Service
	Profile      *profile.Service
	Organisation *organisation.Service

	Today         *today.Service
	Expertise     *expertise.Service
	Agreements    *agreement.Service
	Conversations *conversation.Service
	Meetings      *meeting.Service
	Calendars     *calendar.Service
	Network       *network.Service

	Telling  *telling.Service
	Releases *release.Service
	Weighing *weighing.Service

	Safety        *safety.Service
	Relationships *relationship.Service
	News          *news.Service
	Bell          *news.Bell
	Notify        *notify.Service
	Worker        *job.Worker
	Candour       *candour.Service
	Duties        *duty.Lists
	Identity      *identity.Service
	SignedLog     *candour.Log
	Evidence      *evidence.Service
	words         *words.Catalogue
	render        *ui.Renderer
	library       *library.Library
	metrics       *metrics
	shell         web.Shell
	Scan          web.Scanner // looks at files before they are kept; nil for none
	// stopping is true once the program was told to end.
	stopping atomic.Bool
}

// Options are what tests change. The zero value is right for production.
type Options struct {
	Now    func() time.Time
	Log    *slog.Logger
	Engine engine.Options
	Limits signin.Limits
	// Master, where set, is used instead of the file of the master key.
	Master seal.Master
	// Mail, where set, gets the mails instead of the mail server of the settings.
	Mail notify.Sender
	// Words, where set, is used instead of the catalogue; tests take a strict one.
	Words *words.Catalogue
	// Render and Library, where set, are used instead of reading them anew.
	Render  *ui.Renderer
	Library *library.Library
}

// New opens the database and builds every service.
func New(ctx context.Context, c config.Config, o Options) (*App, error) {
	a := &App{Config: c, Now: o.Now, Log: o.Log, metrics: newMetrics()}
	if a.Now == nil {
		a.Now = time.Now
	}
	if a.Log == nil {
		a.Log = slog.Default()
	}
	if err := a.open(ctx, o); err != nil {
		return nil, err
	}
	for _, step := range []func() error{
		func() error { return a.read(o) }, a.wireShell, func() error { return a.wire(o) }, a.wireOutside, func() error { return a.wireWork(o) }, a.wireCandour,
	} {
		if err := step(); err != nil {
			_ = a.Store.Close()
			return nil, err
		}
	}
	a.metrics.watch(a)
	return a, nil
}

func (a *App) open(ctx context.Context, o Options) (err error) {
	master := o.Master
	if master == nil {
		if master, err = OpenMaster(ctx, a.Config); err != nil {
			return err
		}
	}
	if a.Store, err = store.Open(ctx, a.Config.Database, master, o.Engine); err != nil {
		return err
	}
	a.Store.Watch = a.metrics.transaction
	return nil
}

func (a *App) read(o Options) (err error) {
	if a.words = o.Words; a.words == nil {
		if a.words, err = words.Load(); err != nil {
			return err
		}
	}
	if a.render = o.Render; a.render == nil {
		if a.render, err = ui.NewRenderer(); err != nil {
			return err
		}
	}
	if a.library = o.Library; a.library != nil {
		return nil
	}
	a.library, err = library.Load()
	return err
}

func (a *App) wire(o Options) error {
	door := disclose.NewDoor(a.Now)
	a.SignIn = signin.New(store.Runner(a.Store, func(t *store.Tx) signin.Tx { return t }), a.Now, o.Limits)
	a.People = people.New(store.Runner(a.Store, func(t *store.Tx) people.Tx { return t }), a.Now)
	a.Profile = profile.New(store.Runner(a.Store, func(t *store.Tx) profile.Tx { return t }), a.Now)
	a.Organisation = organisation.New(store.Runner(a.Store, func(t *store.Tx) organisation.Tx { return t }), door, a.Now)
	a.Identity = identity.New(store.Runner(a.Store, func(t *store.Tx) identity.Tx { return t }), a.Now, a.SignIn, a.People)
	a.Duties = duty.NewLists(store.Runner(a.Store, func(t *store.Tx) duty.Tx { return t }), a.Now)
	a.Relationships = relationship.New(store.Runner(a.Store, func(t *store.Tx) relationship.Tx { return t }), door, a.Now)
	a.Entries = entry.New(store.Runner(a.Store, func(t *store.Tx) entry.Tx { return t }), door, a.Now)
	a.Telling = telling.New(store.Runner(a.Store, func(t *store.Tx) telling.Tx { return t }), a.Now)
	a.Releases = release.New(store.Runner(a.Store, func(t *store.Tx) release.Tx { return t }), door, a.Now)
	a.Weighing = weighing.New(store.Runner(a.Store, func(t *store.Tx) weighing.Tx { return t }), a.Now)
	a.Protocol = protocol.New(store.Runner(a.Store, func(t *store.Tx) protocol.Tx { return t }), door, a.Now)
	a.Evidence = evidence.New(store.Runner(a.Store, func(t *store.Tx) evidence.Tx { return t }), a.Now)
	a.Safety = safety.New(store.Runner(a.Store, func(t *store.Tx) safety.Tx { return t }), door, a.Now)
	a.News = news.New(store.Runner(a.Store, func(t *store.Tx) news.Tx { return t }), door, a.Now)
	a.wireTogether(door)
	return a.wireWays()
}

// Handler is the web side. demo is nil on a real service.
func (a *App) Handler(demo web.Demo) http.Handler {
	return web.New(web.Parts{
		Now: a.Now, Log: a.Log, Words: a.words, Render: a.render, Library: a.library, SignIn: a.SignIn, Demo: demo, Secure: a.Config.Secure,
		Shell: a.shell, Scan: a.Scan,
		Bell: a.Bell, Ready: a.Ready, Measure: a.metrics.request,
		Services: web.Services{People: a.People, Identity: a.Identity, Organisation: a.Organisation, Entries: a.Entries, Protocol: a.Protocol, Profile: a.Profile, News: a.News, Outside: a.Outside, Relationships: a.Relationships,
			Today: a.Today, Expertise: a.Expertise, Agreements: a.Agreements, Conversations: a.Conversations, Meetings: a.Meetings, Calendars: a.Calendars, Network: a.Network,
			Telling: a.Telling, Releases: a.Releases, Weighing: a.Weighing, Safety: a.Safety, Duties: a.Duties, Candour: a.Candour, SignedLog: a.SignedLog, Evidence: a.Evidence},
	})
}

// Close ends all work.
func (a *App) Close() error { return a.Store.Close() }
