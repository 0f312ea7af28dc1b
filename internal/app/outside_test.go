package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"trialogue/internal/app"
	"trialogue/internal/apptest"
	"trialogue/internal/config"
	"trialogue/internal/oidc/oidctest"
)

// A setting that nobody understands stops the program; a provider that is down does not.
func TestProvidersOfTheSettings(t *testing.T) {
	master, err := apptest.Master()
	apptest.Must(t, err)
	p := oidctest.New(t, apptest.Start().UTC)
	open := func(c config.Config) (int, error) {
		t.Helper()
		c.Database = apptest.SQLite(t)
		a, err := app.New(t.Context(), c, app.Options{Now: apptest.Start().UTC, Master: master})
		if err != nil {
			return 0, err
		}
		defer func() { _ = a.Close() }()
		return len(a.Outside.All()), nil
	}
	bad := p.SettingsFile(t, map[string]any{"isuer": "x"})
	if _, err := open(config.Config{Data: t.TempDir(), Providers: bad}); err == nil || !strings.Contains(err.Error(), `"isuer"`) || !strings.Contains(err.Error(), bad) {
		t.Errorf("a setting that is spelled wrongly: %v", err)
	}
	if _, err := open(config.Config{Data: t.TempDir(), Providers: "nowhere.json"}); err == nil {
		t.Error("a file that is not there")
	}
	good := p.SettingsFile(t, map[string]any{"issuer": "http://127.0.0.1:9"}) // nobody answers there
	if n, err := open(config.Config{Data: filepath.Dir(good)}); err != nil || n != 1 {
		t.Errorf("the file of the data folder: %d, %v", n, err)
	}
	if n, err := open(config.Config{Data: t.TempDir()}); err != nil || n != 0 {
		t.Errorf("none: %d, %v", n, err)
	}
	if _, err := os.Stat(good); err != nil || p.Calls("/.well-known/openid-configuration") != 0 {
		t.Error("nobody is called at the start")
	}
}
