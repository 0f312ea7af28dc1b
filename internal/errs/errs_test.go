package errs

import (
	"errors"
	"fmt"
	"testing"
)

func TestEveryKindHasAName(t *testing.T) {
	seen := map[string]bool{}
	for k := Internal; k <= Unavailable; k++ {
		if name := k.String(); seen[name] || name == "" || KeyOf(E(k, "op", "", nil)) != "error."+name {
			t.Errorf("kind %d is named %q, with the words %q", k, name, KeyOf(E(k, "op", "", nil)))
		} else {
			seen[name] = true
		}
	}
	for _, k := range []Kind{-1, Unavailable + 1} {
		if k.String() != "internal" {
			t.Errorf("kind %d is %s", k, k)
		}
	}
}

func TestWhatNobodyClassifiedIsOurFault(t *testing.T) {
	for _, err := range []error{errors.New("strange"), nil, fmt.Errorf("around: %w", errors.New("strange"))} {
		if KindOf(err) != Internal || KeyOf(err) != "error.internal" || ProblemsOf(err) != nil {
			t.Errorf("%v is %v with %s", err, KindOf(err), KeyOf(err))
		}
	}
	if Is(nil, Internal) {
		t.Error("no error is of no kind")
	}
	if KeyOf(&Error{Kind: Conflict}) != "error.internal" {
		t.Error("an error without words takes the general ones")
	}
}

func TestTheOutermostKindCounts(t *testing.T) {
	inner := E(NotFound, "store.Row", "", errors.New("no rows"))
	outer := E(Conflict, "feature.Do", "feature.busy", fmt.Errorf("around: %w", inner))
	if KindOf(outer) != Conflict || !Is(outer, Conflict) || Is(outer, NotFound) || KeyOf(outer) != "feature.busy" || !errors.Is(outer, inner) {
		t.Errorf("%v", outer)
	}
	if got, want := outer.Error(), "feature.Do: conflict: around: store.Row: not-found: no rows"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := Missing("web.page").Error(); got != "web.page: not-found" {
		t.Errorf("%q", got)
	}
}

func TestABreadcrumbKeepsKindWordsAndProblems(t *testing.T) {
	var p Problems
	p.Add("email", "signin.no-match", "most", 3)
	cause := p.Err("signin.In")
	err := fmt.Errorf("around: %w", cause)
	Wrap("web.signIn", &err)
	if KindOf(err) != Invalid || KeyOf(err) != "error.invalid" || !errors.Is(err, cause) {
		t.Errorf("%v", err)
	}
	if got := ProblemsOf(err); len(got) != 1 || got[0].Field != "email" || got[0].Key != "signin.no-match" || len(got[0].Args) != 2 {
		t.Errorf("%+v", got)
	}
	strange := errors.New("strange")
	err = strange
	Wrap("web.page", &err)
	if KindOf(err) != Internal || !errors.Is(err, strange) || err.Error() != "web.page: internal: strange" {
		t.Errorf("%v", err)
	}
	err = nil
	if Wrap("web.page", &err); err != nil {
		t.Errorf("nothing became %v", err)
	}
	if err := (Problems{}).Err("op"); err != nil {
		t.Errorf("no problem became %v", err)
	}
}
