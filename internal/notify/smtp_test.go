package notify

import (
	"bufio"
	"errors"
	"net"
	"strings"
	"testing"
	"time"
)

// postOffice is a mail server that speaks as it is told to and keeps what it hears.
type postOffice struct {
	addr  string
	heard chan string
}

// open starts a server. answers replace the usual answer to a command.
func open(t *testing.T, answers map[string]string) *postOffice {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	p := &postOffice{addr: l.Addr().String(), heard: make(chan string, 10)}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			p.serve(c, answers)
		}
	}()
	return p
}

func (p *postOffice) serve(c net.Conn, answers map[string]string) {
	defer func() { _ = c.Close() }()
	_ = c.SetDeadline(time.Now().Add(10 * time.Second))
	say := func(line string) { _, _ = c.Write([]byte(line + "\r\n")) }
	say("220 here")
	var all strings.Builder
	inData := false
	for lines := bufio.NewScanner(c); lines.Scan(); {
		line := lines.Text()
		all.WriteString(line + "\n")
		if inData {
			if line == "." {
				inData = false
				say("250 kept")
			}
			continue
		}
		command, _, _ := strings.Cut(strings.ToUpper(line), " ")
		answer, changed := answers[command]
		switch {
		case changed:
			say(answer)
		case command == "DATA":
			inData = true
			say("354 go on")
		case command == "QUIT":
			say("221 bye")
			p.heard <- all.String()
			return
		default:
			say("250 fine")
		}
	}
	p.heard <- all.String()
}

func server(t *testing.T, addr string, tls TLS) *SMTP {
	t.Helper()
	s, err := NewSMTP(Server{Addr: addr, From: "Trialogue <post@trialogue.test>", TLS: tls, Now: func() time.Time { return time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC) }})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func message() Mail {
	return Mail{ID: "mail/1", To: "jo@example.org", Subject: "Something new in Trialogue", Text: "Something new in Trialogue\n\nhttps://trialogue.test\n"}
}

func TestMailReachesServer(t *testing.T) {
	office := open(t, nil)
	s := server(t, office.addr, NoTLS)
	if err := s.Send(t.Context(), message()); err != nil {
		t.Fatal(err)
	}
	heard := <-office.heard
	for _, want := range []string{"RCPT TO:<jo@example.org>", "Subject: Something new in Trialogue", "https://trialogue.test", "Auto-Submitted: auto-generated", "@trialogue.test>"} {
		if !strings.Contains(heard, want) {
			t.Errorf("the server did not hear %q:\n%s", want, heard)
		}
	}
	if err := s.Send(t.Context(), message()); err != nil {
		t.Fatal(err)
	}
	if again := <-office.heard; messageIDLine(again) != messageIDLine(heard) {
		t.Error("a repetition should have the same Message-ID")
	}
}

func messageIDLine(heard string) string {
	for line := range strings.SplitSeq(heard, "\n") {
		if strings.HasPrefix(strings.ToLower(line), "message-id:") {
			return line
		}
	}
	return ""
}

func TestRefusalIsForGoodAndNamesNobody(t *testing.T) {
	office := open(t, map[string]string{"RCPT": "550 5.1.1 jo@example.org is nobody here"})
	err := server(t, office.addr, NoTLS).Send(t.Context(), message())
	if !errors.Is(err, ErrRefused) {
		t.Fatalf("got %v, want ErrRefused", err)
	}
}

func TestServersTroubleIsTriedAgainAndNamesNobody(t *testing.T) {
	for command, answer := range map[string]string{
		"RCPT": "451 4.3.0 try jo@example.org later",
		"MAIL": "550 5.7.1 this sender may not write to jo@example.org",
		"DATA": "554 5.3.4 no room for jo@example.org",
	} {
		office := open(t, map[string]string{command: answer})
		err := server(t, office.addr, NoTLS).Send(t.Context(), message())
		if err == nil || errors.Is(err, ErrRefused) {
			t.Errorf("%s %q: got %v, want an error to try again", command, answer, err)
			continue
		}
		if strings.Contains(err.Error(), "jo@") {
			t.Errorf("%s: the error names somebody: %v", command, err)
		}
	}
}

func TestWithoutTLSNothingIsSent(t *testing.T) {
	office := open(t, nil) // offers no TLS
	for _, policy := range []TLS{MustTLS, ""} {
		if err := server(t, office.addr, policy).Send(t.Context(), message()); err == nil {
			t.Errorf("policy %q: a mail went without TLS", policy)
		}
		if heard := <-office.heard; strings.Contains(heard, "example.org") {
			t.Errorf("policy %q: the address went over an open line", policy)
		}
	}
	if err := server(t, office.addr, MayTLS).Send(t.Context(), message()); err != nil {
		t.Errorf("where TLS is a wish, a server without it is fine: %v", err)
	}
}

func TestServerThatIsNotThere(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	_ = l.Close()
	if err := server(t, addr, NoTLS).Send(t.Context(), message()); err == nil || errors.Is(err, ErrRefused) {
		t.Errorf("got %v, want an error to try again", err)
	}
}

func TestSettingsThatCannotWorkAreRefusedAtTheStart(t *testing.T) {
	for name, s := range map[string]Server{
		"no port":        {Addr: "mail.example.org", From: "a@example.org"},
		"port in words":  {Addr: "mail.example.org:smtp", From: "a@example.org"},
		"no sender":      {Addr: "mail.example.org:587"},
		"sender no mail": {Addr: "mail.example.org:587", From: "nobody"},
		"unknown TLS":    {Addr: "mail.example.org:587", From: "a@example.org", TLS: "perhaps"},
	} {
		if _, err := NewSMTP(s); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestCatcherForgetsTheOldest(t *testing.T) {
	var c Catcher
	for n := range caughtMost + 5 {
		if err := c.Send(t.Context(), Mail{ID: string(rune('a' + n%26))}); err != nil {
			t.Fatal(err)
		}
	}
	if got := c.Mails(); len(got) != caughtMost || got[0].ID != "f" {
		t.Errorf("%d kept, the first is %q", len(got), got[0].ID)
	}
}
