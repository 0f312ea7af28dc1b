package web

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"net/http"
	"strings"

	"trialogue/internal/candour"
)

// exportRecord sends the visitor's whole record for them to keep. The name of
// the file says nothing of anybody.
func (s *Site) exportRecord(w http.ResponseWriter, r *http.Request, v *Visit) error {
	format := candour.Format(r.PostFormValue("format"))
	lines, err := s.Candour.Export(r.Context(), v.Person.ID, v.Place.ID, format)
	if err != nil {
		return err
	}
	if format == candour.CSV {
		body, err := recordCSV(v, lines)
		if err != nil {
			return err
		}
		sendFile(w, "text/csv; charset=utf-8", "record.csv", body)
		return nil
	}
	sendFile(w, "text/plain; charset=utf-8", "record.txt", recordText(v, lines))
	return nil
}

// sendFile sends bytes as a download, so that nothing in them runs here.
func sendFile(w http.ResponseWriter, media, name string, body []byte) {
	w.Header().Set("Content-Type", media)
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	w.Header().Set("Content-Length", fmt.Sprint(len(body)))
	_, _ = w.Write(body) // a reader who has gone away is no error of ours
}

func recordCSV(v *Visit, lines []candour.Line) ([]byte, error) {
	var out bytes.Buffer
	table := csv.NewWriter(&out)
	head := []string{v.Words.T("candour.csv-when"), v.Words.T("candour.csv-who"), v.Words.T("candour.csv-what"), v.Words.T("candour.csv-topic"), v.Words.T("candour.csv-words")}
	if err := table.Write(head); err != nil {
		return nil, err
	}
	for _, l := range lines {
		topic := ""
		if topicKnown(l.Topic) {
			topic = topicName(v.Words, l.Topic)
		}
		cells := []string{recordTime(l.At, v.Words.Location()), recordActor(v, l).Name, recordSentence(v, withoutWords(l)), topic, l.Words}
		for i, cell := range cells {
			cells[i] = safeCell(cell)
		}
		if err := table.Write(cells); err != nil {
			return nil, err
		}
	}
	table.Flush()
	return out.Bytes(), table.Error()
}

func withoutWords(l candour.Line) candour.Line {
	l.Words = ""
	return l
}

// safeCell keeps a spreadsheet from taking words for a formula.
func safeCell(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r\x00", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

func recordText(v *Visit, lines []candour.Line) []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "%s\n%s\n", v.Words.T("candour.record-title"), v.Words.T("candour.record-lead"))
	for _, l := range lines {
		fmt.Fprintf(&out, "\n%s\n%s: %s\n", whenOf(v, l.At), recordActor(v, l).Name, recordSentence(v, withoutWords(l)))
		if l.Words != "" {
			fmt.Fprintf(&out, "%s\n", indent(l.Words))
		}
	}
	return out.Bytes()
}

// indent sets somebody's words apart from what the program says.
func indent(text string) string {
	return "    " + strings.ReplaceAll(text, "\n", "\n    ")
}
