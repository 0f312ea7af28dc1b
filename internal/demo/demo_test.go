package demo_test

import (
	"bytes"
	"log/slog"
	"testing"
	"time"

	"trialogue/internal/app"
	"trialogue/internal/apptest"
	"trialogue/internal/config"
	"trialogue/internal/demo"
	"trialogue/internal/seal"
	"trialogue/internal/words"
)

// play is a demonstration on a database, with a real time that stands still.
type play struct {
	*app.App
	House *demo.House
	Clock *demo.Clock
	Logs  *bytes.Buffer
}

func monday() time.Time { return time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC) }

// open opens the program on a database, without a story in it.
func open(t *testing.T, database, data string, now time.Time) *play {
	t.Helper()
	master, err := seal.MasterFromBytes(bytes.Repeat([]byte{7}, seal.KeySize))
	apptest.Must(t, err)
	catalogue, err := words.Load()
	apptest.Must(t, err)
	p := &play{Clock: demo.NewClock(func() time.Time { return now }), Logs: &bytes.Buffer{}}
	p.App, err = app.New(t.Context(), config.Config{Database: database, URL: "http://trialogue.test", Data: data}, app.Options{
		Now: p.Clock.Now, Log: slog.New(slog.NewTextHandler(p.Logs, &slog.HandlerOptions{Level: slog.LevelDebug})), Master: master, Words: catalogue.Strict(),
	})
	apptest.Must(t, err)
	t.Cleanup(func() { _ = p.App.Close() })
	return p
}

func filled(t *testing.T, database string, now time.Time) *play {
	t.Helper()
	p := open(t, database, t.TempDir(), now)
	var err error
	p.House, err = demo.Fill(t.Context(), p.App, p.Clock)
	apptest.Must(t, err)
	return p
}

func TestTheStoryIsTold(t *testing.T) {
	start := time.Now()
	filled(t, apptest.SQLite(t), monday())
	t.Log(time.Since(start))
}
