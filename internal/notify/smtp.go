package notify

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"time"

	"github.com/wneessen/go-mail"
)

// ErrRefused means that the mail server will never take a mail for this address.
var ErrRefused = errors.New("notify: the mail server will not take a mail for this address")

// TLS says how the way to the mail server is kept private.
type TLS string

// The ways. The zero value is MustTLS. Port 465 speaks TLS from the first byte.
const (
	MustTLS TLS = "must" // no mail without it
	MayTLS  TLS = "may"  // where the server offers it
	NoTLS   TLS = "none" // for a server on this machine
)

// Server is a mail server and how to speak with it.
type Server struct {
	Addr     string // host:port
	User     string // empty for a server that asks nobody
	Password string
	From     string
	TLS      TLS
	Now      func() time.Time
}

const (
	sendMost  = 30 * time.Second
	directTLS = 465
)

// SMTP sends mails through a mail server, with a connection for each: there are few.
type SMTP struct {
	server Server
	client *mail.Client
}

// NewSMTP checks the settings. It does not connect.
func NewSMTP(s Server) (*SMTP, error) {
	host, portText, err := net.SplitHostPort(s.Addr)
	if err != nil {
		return nil, fmt.Errorf("the mail server is host:port, not %q", s.Addr)
	}
	port, err := strconv.Atoi(portText)
	if err != nil {
		return nil, fmt.Errorf("the port of the mail server is a number, not %q", portText)
	}
	if err := mail.NewMsg().From(s.From); err != nil {
		return nil, fmt.Errorf("the sender of mails (-mail-from) is an e-mail address, not %q", s.From)
	}
	policy, err := s.TLS.policy()
	if err != nil {
		return nil, err
	}
	options := []mail.Option{mail.WithPort(port), mail.WithTimeout(sendMost), mail.WithTLSPolicy(policy), mail.WithoutNoop()}
	if port == directTLS && policy != mail.NoTLS {
		options = append(options, mail.WithSSL())
	}
	if s.User != "" {
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(s.User), mail.WithPassword(s.Password))
	}
	client, err := mail.NewClient(host, options...)
	if err != nil {
		return nil, fmt.Errorf("the mail server cannot be used: %w", err)
	}
	return &SMTP{server: s, client: client}, nil
}

func (t TLS) policy() (mail.TLSPolicy, error) {
	switch t {
	case MustTLS, "":
		return mail.TLSMandatory, nil
	case MayTLS:
		return mail.TLSOpportunistic, nil
	case NoTLS:
		return mail.NoTLS, nil
	}
	return 0, fmt.Errorf("TLS to the mail server is must, may or none, not %q", string(t))
}

// Send hands one mail to the server.
func (s *SMTP) Send(ctx context.Context, m Mail) error {
	msg := mail.NewMsg()
	if err := msg.From(s.server.From); err != nil {
		return errors.New("notify: the sender of mails is no address")
	}
	if err := msg.To(m.To); err != nil {
		return ErrRefused // an address that cannot be written into a mail
	}
	msg.Subject(m.Subject)
	msg.SetDateWithValue(s.server.Now())
	msg.SetMessageIDWithValue(messageID(m.ID, s.server.From))
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetBodyString(mail.TypeTextPlain, m.Text)
	return nameless(s.client.DialAndSendWithContext(ctx, msg))
}

// nameless takes the answer of a server, which may repeat an address, and keeps
// what an operator needs.
func nameless(err error) error {
	if err == nil {
		return nil
	}
	var sent *mail.SendError
	if !errors.As(err, &sent) {
		return fmt.Errorf("notify: the mail server cannot be reached or used: %w", err)
	}
	if sent.Reason == mail.ErrSMTPRcptTo && !sent.IsTemp() {
		return ErrRefused
	}
	return fmt.Errorf("notify: the mail server did not take a mail: %s, code %d", sent.Reason, sent.ErrorCode())
}
