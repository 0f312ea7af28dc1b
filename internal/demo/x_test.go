package demo_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"trialogue/internal/apptest"
)

func TestX(t *testing.T) {
	p := filled(t, apptest.SQLite(t), monday())
	h := p.Handler(p.House)
	people, _ := p.House.People(t.Context())
	for _, one := range people {
		r := httptest.NewRequest("POST", "/demo/sign-in", strings.NewReader(url.Values{"person": {string(one.ID)}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		c := w.Result().Cookies()
		get := func(path string) int {
			r := httptest.NewRequest("GET", path, nil)
			for _, k := range c { r.AddCookie(k) }
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			return w.Code
		}
		line := fmt.Sprint(one.Name, " ", w.Code, " / ", get("/"))
		mine, _ := p.App.People.Of(t.Context(), one.ID)
		for _, tri := range mine {
			me, _ := tri.Member(one.ID)
			line += " [" + string(me.Corner)
			for _, s := range []string{"", "/timeline", "/seen", "/sharing", "/people", "/record", "/questions", "/agreement", "/write", "/releases", "/capacity", "/kept","/question", "/told-me"} {
				line += fmt.Sprint(" ", s, get("/t/"+string(tri.ID)+s))
			}
			line += "]"
		}
		t.Log(line)
	}
	_ = http.StatusOK
	t.Log(p.Logs.String())
}
