package web

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"trialogue/internal/errs"
	"trialogue/internal/evidence"
	"trialogue/internal/web/ui"
)

// evidenceAccess shows who may reach what, and why.
func (s *Site) evidenceAccess(w http.ResponseWriter, r *http.Request, v *Visit) error {
	all, err := s.Evidence.Reaches(r.Context(), v.Person)
	if err != nil {
		return err
	}
	page := &ui.ListPage{
		Base: s.base(v), BackTo: &ui.Link{Href: "/evidence", Text: v.Words.T("evidence.title")}, Title: v.Words.T("evidence.access"), Lead: v.Words.T("evidence.access-lead"),
	}
	table := &ui.SimpleTable{ID: "access", Caption: v.Words.T("evidence.access"), Head: accessHead(v)}
	for _, one := range all {
		table.Rows = append(table.Rows, accessRow(v, one, func(us int64) string { return whenOf(v, us) }))
	}
	section := ui.ListSection{ID: "places", Title: v.Words.T("evidence.access-places"), Table: table}
	if len(all) == 0 {
		section.Table, section.Empty = nil, &ui.Empty{Title: v.Words.T("evidence.access-none")}
	}
	page.Sections = []ui.ListSection{section}
	return s.page(w, http.StatusOK, page)
}

func accessHead(v *Visit) []string {
	return []string{v.Words.T("evidence.who"), v.Words.T("evidence.role"), v.Words.T("evidence.triangle"), v.Words.T("evidence.why"), v.Words.T("evidence.since"), v.Words.T("evidence.ends")}
}

func accessRow(v *Visit, one evidence.Reach, when func(int64) string) []string {
	role, triangle, ends := one.Role, markOf(string(one.Triangle)), v.Words.T("evidence.no-end")
	if one.CarerLead && !strings.Contains(strings.ToLower(one.Role), strings.ToLower(v.Words.T("evidence.lead-word"))) {
		role = v.Words.T("evidence.carer-lead", "role", one.Role)
	}
	if one.Team != "" {
		triangle += ", " + one.Team
	}
	if one.Until != 0 {
		ends = when(one.Until)
	}
	return []string{one.Name, role, triangle, v.Words.T("evidence.ground-" + groundOf(one)), when(one.Since), ends}
}

// groundOf is why somebody stands in a triangle.
func groundOf(one evidence.Reach) string {
	if one.Ground == "" {
		return "invited"
	}
	return one.Ground
}

// evidenceCopy sends report and lines in one archive, with a list of what is in
// it and the newest signed checkpoint, so that others can check it.
func (s *Site) evidenceCopy(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if !evidence.MayLook(v.Person) {
		return errs.Missing("web.evidenceCopy")
	}
	f, typed, err := filterOf(v, r.PostFormValue)
	var taken evidence.Copy
	if err == nil {
		taken, err = s.Evidence.Copy(r.Context(), v.Person, f)
	}
	if errs.Is(err, errs.Invalid) || errs.Is(err, errs.TooMuch) {
		page := s.evidencePage(v, typed)
		withErrors(&page.Base, v, err)
		if errs.Is(err, errs.TooMuch) {
			page.Errors = append(page.Errors, ui.FieldError{Text: v.Words.T(errs.KeyOf(err))})
		}
		return s.page(w, http.StatusUnprocessableEntity, page)
	}
	if err != nil {
		return err
	}
	checkpoint, err := s.SignedLog.Published(r.Context())
	if err != nil && !errs.Is(err, errs.NotFound) {
		return err
	}
	body, err := archive(v, taken, checkpoint)
	if err != nil {
		return err
	}
	sendFile(w, "application/zip", "evidence.zip", body)
	return nil
}

// archive makes the files and their list. Times are UTC, as in the chain.
func archive(v *Visit, c evidence.Copy, checkpoint []byte) ([]byte, error) {
	utc := func(us int64) string { return timeOf(us).UTC().Format(time.RFC3339Nano) }
	access, log := [][]string{accessHead(v)}, [][]string{logHead(v)}
	for _, one := range c.Reaches {
		access = append(access, accessRow(v, one, utc))
	}
	for _, l := range c.Lines {
		log = append(log, []string{
			strconv.FormatInt(l.Seq, 10), utc(l.At), string(l.Kind), l.Ground, somebodyOf(v, l.Actor, l.ActorName, l.ActorCorner),
			somebodyOf(v, l.Person, l.PersonName, l.PersonCorner), extraOf(l.Extra), l.Commitment, l.Chain,
		})
	}
	files := []zipped{{name: "access.csv", rows: access}, {name: "log.csv", rows: log}, {name: "checkpoint.txt", body: checkpoint}}
	var list strings.Builder
	fmt.Fprintf(&list, "%s\n\n%s\n%s\n\n", v.Words.T("evidence.title"), v.Words.T("evidence.copy-what"), utc(c.At))
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, one := range files {
		body, err := one.bytes()
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(body)
		fmt.Fprintf(&list, "%s  %s\n", hex.EncodeToString(sum[:]), one.name)
		if err := intoZip(z, one.name, body); err != nil {
			return nil, err
		}
	}
	if err := intoZip(z, "contents.txt", []byte(list.String())); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil { // writes what makes it whole
		return nil, err
	}
	return out.Bytes(), nil
}

// zipped is one file of the archive: rows of a table, or bytes.
type zipped struct {
	name string
	rows [][]string
	body []byte
}

func (z zipped) bytes() ([]byte, error) {
	if z.rows == nil {
		return z.body, nil
	}
	var out bytes.Buffer
	table := csv.NewWriter(&out)
	for _, row := range z.rows {
		for i := range row {
			row[i] = safeCell(row[i])
		}
		if err := table.Write(row); err != nil {
			return nil, err
		}
	}
	table.Flush()
	return out.Bytes(), table.Error()
}

func intoZip(z *zip.Writer, name string, body []byte) error {
	f, err := z.Create(name)
	if err != nil {
		return err
	}
	_, err = f.Write(body)
	return err
}

func logHead(v *Visit) []string {
	return []string{
		v.Words.T("evidence.number"), v.Words.T("evidence.when"), v.Words.T("evidence.what"), v.Words.T("evidence.code"), v.Words.T("evidence.who"),
		v.Words.T("evidence.whom"), v.Words.T("evidence.further"), v.Words.T("evidence.commitment"), v.Words.T("evidence.chain"),
	}
}

// extraOf spells out the further codes of a record, sorted. An id becomes its mark.
func extraOf(extra map[string]string) string {
	var out []string
	for _, key := range slices.Sorted(maps.Keys(extra)) {
		value := extra[key]
		if len(value) == len(nobodys) && strings.Count(value, "-") == 4 {
			value = markOf(value)
		}
		out = append(out, key+"="+value)
	}
	return strings.Join(out, " ")
}

// nobodys has the length of an id.
const nobodys = "01900000-0000-7000-8000-000000000000"
