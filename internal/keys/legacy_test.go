package keys_test

import (
	"strings"
	"testing"

	"trialogue/internal/apptest"
	"trialogue/internal/errs"
	"trialogue/internal/seal"
	"trialogue/internal/store"
	"trialogue/internal/store/engine"
)

// A database from before master keys had names learns the name of its own, and
// of no other.
func TestADatabaseFromBeforeKeysHadNames(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		_, right := shelfOf(t, keyOf(t, 7))
		r := open(t, h, right, engine.Options{})
		e := r.written(t, "From before.")
		apptest.Must(t, r.Engine().Update(t.Context(), func(x *engine.Tx) error {
			if _, err := x.Exec(t.Context(), "DELETE FROM setting WHERE name = 'master'"); err != nil {
				return err
			}
			_, err := x.Exec(t.Context(), "UPDATE data_key SET master = ''")
			return err
		}))
		_, wrong := shelfOf(t, keyOf(t, 8))
		_, none := shelfOf(t)
		for name, set := range map[string]*seal.Set{"another": wrong, "none": none} {
			if db, err := store.Open(t.Context(), h.Config.Database, set, engine.Options{}); !errs.Is(err, errs.Invalid) || !strings.Contains(err.Error(), "does not belong") {
				t.Errorf("with %s: %v %v", name, db, err)
			}
		}
		if s := r.state(t); s.Master != "" || s.Masters[""] != s.Current {
			t.Errorf("a wrong key was believed: %+v", s)
		}
		db, err := store.Open(t.Context(), h.Config.Database, right, engine.Options{})
		apptest.Must(t, err)
		apptest.Must(t, db.Close())
		if s := r.state(t); s.Master != keyOf(t, 7).ID() || s.Masters[s.Master] != s.Current {
			t.Errorf("%+v", s)
		}
		r.reads(t, e, "From before.")
	})
}
