// Package vault speaks to a key service by the Transit interface of HashiCorp
// Vault and OpenBao. It knows addresses, tokens and wrapped bytes; it never sees
// a text, and no error of it repeats a token or a key.
package vault

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"trialogue/internal/errs"
	"trialogue/internal/seal"
)

// Options say where the key service is and how we may speak to it.
type Options struct {
	Place     string // https://host:8200/transit/keys/NAME
	TokenFile string // read again whenever it has changed
	CAFile    string // certificates to trust instead of the system's; may be empty
	Namespace string // may be empty

	Timeout time.Duration // of one try; 0 means 3 seconds
	Tries   int           // of one call; 0 means 3
	Pause   time.Duration // before the second try, doubled for each later one; 0 means 100 ms
}

// Key is one key of the service. It is a seal.Holder: its versions are one key
// to us, as they are to the service.
type Key struct {
	call  *caller
	mount string
	name  string

	mu      sync.Mutex
	about   *about
	aboutAt time.Time
}

// about is what the service says of the key.
type about struct {
	Type      string `json:"type"`
	Derived   bool   `json:"derived"`
	Latest    int    `json:"latest_version"`
	Oldest    int    `json:"min_decryption_version"`
	Deletable bool   `json:"deletion_allowed"`
}

// Parse reads the place of a key: the address of the service, where the engine
// is mounted, and the name of the key.
func Parse(place string) (address, mount, name string, err error) {
	u, err := url.Parse(place)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return "", "", "", errors.New("a key service is named like vault:https://host:8200/transit/keys/NAME")
	}
	if u.Scheme != "https" && !(u.Scheme == "http" && isLocal(u.Hostname())) {
		return "", "", "", errors.New("a key service is spoken to by https alone, unless it is on this machine")
	}
	mount, name, ok := strings.Cut(strings.Trim(u.Path, "/"), "/keys/")
	if mount = strings.TrimPrefix(mount, "v1/"); !ok || mount == "" || name == "" || strings.Contains(name, "/") {
		return "", "", "", errors.New("a key service is named like vault:https://host:8200/transit/keys/NAME")
	}
	return u.Scheme + "://" + u.Host, mount, name, nil
}

func isLocal(host string) bool { return host == "localhost" || host == "127.0.0.1" || host == "::1" }

// New makes the client. It asks the service nothing yet.
func New(o Options) (*Key, error) {
	address, mount, name, err := Parse(o.Place)
	if err != nil {
		return nil, err
	}
	c, err := newCaller(o, address)
	if err != nil {
		return nil, err
	}
	return &Key{call: c, mount: mount, name: name}, nil
}

// ID names the key by its mount and name: an address may change, and a version
// stands in what was wrapped.
func (k *Key) ID() string { return "vault/" + k.mount + "/" + k.name }

// Quick is false: the service is somewhere else.
func (k *Key) Quick() bool { return false }

// bound tells the service which space a data key belongs to: as the context of
// a derived key, and as associated data of any other.
func (k *Key) bound(a *about, space string, body map[string]any) {
	text := base64.StdEncoding.EncodeToString([]byte("trialogue/data_key/" + space))
	if a.Derived {
		body["context"] = text
	} else {
		body["associated_data"] = text
	}
}

// Wrap encrypts a data key. What comes back has the service's own form.
func (k *Key) Wrap(ctx context.Context, space string, raw []byte) ([]byte, error) {
	a, err := k.look(ctx, lookSeldom)
	if err != nil {
		return nil, err
	}
	body := map[string]any{"plaintext": base64.StdEncoding.EncodeToString(raw)}
	k.bound(a, space, body)
	var out struct {
		Ciphertext string `json:"ciphertext"`
	}
	if err := k.call.post(ctx, k.mount+"/encrypt/"+k.name, body, &out); err != nil {
		return nil, err
	}
	if _, ok := versionOf([]byte(out.Ciphertext)); !ok {
		return nil, strange("it encrypted and gave back nothing that it could decrypt")
	}
	return []byte(out.Ciphertext), nil
}

// Unwrap decrypts a data key. What the service will not open is seal.ErrOpen.
func (k *Key) Unwrap(ctx context.Context, space string, wrapped []byte) ([]byte, error) {
	if _, ok := versionOf(wrapped); !ok {
		return nil, seal.ErrOpen
	}
	a, err := k.look(ctx, lookSeldom)
	if err != nil {
		return nil, err
	}
	body := map[string]any{"ciphertext": string(wrapped)}
	k.bound(a, space, body)
	var out struct {
		Plaintext string `json:"plaintext"`
	}
	err = k.call.post(ctx, k.mount+"/decrypt/"+k.name, body, &out)
	var refused *refusal
	if errors.As(err, &refused) && refused.status == 400 {
		return nil, fmt.Errorf("%w (the key service refused it)", seal.ErrOpen)
	}
	if err != nil {
		return nil, err
	}
	raw, err := base64.StdEncoding.DecodeString(out.Plaintext)
	if err != nil || len(raw) != seal.KeySize {
		return nil, strange("what it decrypted is no data key")
	}
	return raw, nil
}

// Renew wraps with the newest version what an older one wrapped. The service
// can do that alone for a derived key; with associated data it cannot, and the
// data key passes through here once more.
func (k *Key) Renew(ctx context.Context, space string, wrapped []byte) ([]byte, error) {
	a, err := k.look(ctx, lookSeldom)
	if err != nil {
		return nil, err
	}
	if !a.Derived {
		raw, err := k.Unwrap(ctx, space, wrapped)
		if err != nil {
			return nil, err
		}
		return k.Wrap(ctx, space, raw)
	}
	body := map[string]any{"ciphertext": string(wrapped)}
	k.bound(a, space, body)
	var out struct {
		Ciphertext string `json:"ciphertext"`
	}
	if err := k.call.post(ctx, k.mount+"/rewrap/"+k.name, body, &out); err != nil {
		return nil, err
	}
	if _, ok := versionOf([]byte(out.Ciphertext)); !ok {
		return nil, strange("it rewrapped and gave back nothing that it could decrypt")
	}
	return []byte(out.Ciphertext), nil
}

// Stale reports whether an older version of the key wrapped it.
func (k *Key) Stale(ctx context.Context, wrapped []byte) (bool, error) {
	v, ok := versionOf(wrapped)
	if !ok {
		return false, seal.ErrOpen
	}
	a, err := k.look(ctx, lookOften)
	if err != nil {
		return false, err
	}
	return v < a.Latest, nil
}

// Rotate has the service make a new version of the key.
func (k *Key) Rotate(ctx context.Context) error {
	k.mu.Lock()
	k.about = nil
	k.mu.Unlock()
	return k.call.post(ctx, k.mount+"/keys/"+k.name+"/rotate", map[string]any{}, nil)
}

// How old what we know of the key may be: whether it is derived never changes,
// its newest version does.
const (
	lookSeldom = time.Hour
	lookOften  = 10 * time.Second
)

// look asks what the key is like, and refuses one that cannot do what we need.
func (k *Key) look(ctx context.Context, old time.Duration) (*about, error) {
	k.mu.Lock()
	known, at := k.about, k.aboutAt
	k.mu.Unlock()
	if known != nil && time.Since(at) < old {
		return known, nil
	}
	var a about
	if err := k.call.get(ctx, k.mount+"/keys/"+k.name, &a); err != nil {
		return nil, err
	}
	if problem := a.problem(); problem != "" {
		return nil, errs.E(errs.Invalid, "vault.look", "", fmt.Errorf("the key %s of the key service %s", k.name, problem))
	}
	k.mu.Lock()
	k.about, k.aboutAt = &a, time.Now()
	k.mu.Unlock()
	return &a, nil
}

func (a about) problem() string {
	switch {
	case a.Type != "aes256-gcm96" && a.Type != "chacha20-poly1305" && a.Type != "xchacha20-poly1305":
		return fmt.Sprintf("has the type %q; make one of the type aes256-gcm96", a.Type)
	case a.Latest < 1:
		return "says of itself that it has no version"
	}
	return ""
}

// versionOf reads the version out of vault:v3:…
func versionOf(wrapped []byte) (int, bool) {
	rest, ok := strings.CutPrefix(string(wrapped), "vault:v")
	if !ok {
		return 0, false
	}
	number, text, ok := strings.Cut(rest, ":")
	v, err := strconv.Atoi(number)
	return v, ok && err == nil && v > 0 && text != ""
}

// strange is for answers that are no answers.
func strange(what string) error {
	return errs.E(errs.Unavailable, "vault", "", fmt.Errorf("the key service answered, but %s", what))
}

var _ seal.Holder = (*Key)(nil)
