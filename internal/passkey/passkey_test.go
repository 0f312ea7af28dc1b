package passkey_test

import (
	"encoding/json"
	"strings"
	"testing"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/passkey"
	"trialogue/internal/passkeytest"
	"trialogue/internal/signin"
)

func TestPasskeysBelongToAName(t *testing.T) {
	for address, want := range map[string]bool{
		"https://trialogue.example.org": true, "https://trialogue.example.org:8443": true, "http://localhost:8080": true,
		"http://127.0.0.1:8080": false, "http://[::1]:8080": false, "https://192.0.2.7": false, "": false, "http://": false, "://": false,
	} {
		keys, err := passkey.New(address)
		if err != nil || (keys != nil) != want {
			t.Errorf("%q: %v, %v", address, keys != nil, err)
		}
	}
}

func TestAQuestionNamesTheHostAndThePort(t *testing.T) {
	keys, err := passkey.New("http://localhost:8080")
	if err != nil {
		t.Fatal(err)
	}
	who := signin.Holder{ID: id.Person(id.New()), Name: "jo@example.org"}
	for origin, want := range map[string]bool{"http://localhost:8080": true, "http://localhost:8081": false, "https://localhost:8080": false} {
		c, err := keys.Create(who, signin.MayVerify)
		if err != nil {
			t.Fatal(err)
		}
		_, err = keys.Created(who, c.State, []byte(passkeytest.New(t, origin, "localhost").Make(c.Options)))
		if (err == nil) != want || err != nil && errs.KeyOf(err) != "passkey.no-fit" {
			t.Errorf("made at %s: %v", origin, err)
		}
	}
}

// The record keeps every flag and the counter: without them a passkey cannot be checked later.
func TestTheRecordKeepsFlagsAndCounter(t *testing.T) {
	keys, err := passkey.New("https://trialogue.example.org")
	if err != nil {
		t.Fatal(err)
	}
	who := signin.Holder{ID: id.Person(id.New()), Name: "jo@example.org"}
	device := passkeytest.New(t, "https://trialogue.example.org", "trialogue.example.org")
	device.Eligible, device.Count = true, 5
	c, err := keys.Create(who, signin.MustVerify)
	if err != nil {
		t.Fatal(err)
	}
	made, err := keys.Created(who, c.State, []byte(device.Make(c.Options)))
	if err != nil {
		t.Fatal(err)
	}
	if !made.Eligible || made.Synced || !made.Verified || made.Credential != device.Credential() {
		t.Errorf("made: %+v", made)
	}
	who.Records = [][]byte{made.Record}
	find := func(string) (signin.Holder, error) { return who, nil }
	device.Synced = true
	for _, want := range []struct {
		count  uint32
		copied bool
	}{{9, false}, {20, false}, {3, true}, {20, true}, {30, false}} {
		device.Count = want.count - 1
		c, err := keys.Ask(&who, signin.MustVerify)
		if err != nil {
			t.Fatal(err)
		}
		got, err := keys.Answered(c.State, []byte(device.Sign(c.Options)), find)
		if err != nil || got.Copied != want.copied || !got.Synced {
			t.Errorf("counter %d: %+v, %v", want.count, got, err)
		}
		var record struct {
			Flags struct {
				BackupEligible, BackupState, UserVerified bool
			}
			Authenticator struct{ SignCount uint32 }
		}
		if err := json.Unmarshal(got.Record, &record); err != nil || !record.Flags.BackupEligible || !record.Flags.BackupState || !record.Flags.UserVerified {
			t.Errorf("the record lost a flag: %+v, %v", record, err)
		}
		if !got.Copied {
			if record.Authenticator.SignCount != want.count {
				t.Errorf("the record has counter %d and not %d", record.Authenticator.SignCount, want.count)
			}
			who.Records = [][]byte{got.Record}
		}
	}
}

func FuzzAnswersDoNotBreakAnything(f *testing.F) {
	keys, err := passkey.New("https://trialogue.example.org")
	if err != nil {
		f.Fatal(err)
	}
	who := signin.Holder{ID: id.Person(id.New()), Name: "jo@example.org"}
	device := passkeytest.New(f, "https://trialogue.example.org", "trialogue.example.org")
	asked, err := keys.Create(who, signin.MayVerify)
	if err != nil {
		f.Fatal(err)
	}
	good := device.Make(asked.Options)
	f.Add(good)
	f.Add(strings.Replace(good, "AAAA", "____", 1))
	f.Add(`{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"","authenticatorData":"AA","signature":"","userHandle":""}}`)
	f.Fuzz(func(t *testing.T, answer string) {
		made, err := keys.Created(who, asked.State, []byte(answer))
		if err == nil && made.Credential != device.Credential() {
			t.Errorf("something else was taken: %q", answer)
		}
		question, err := keys.Ask(nil, signin.MayVerify)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := keys.Answered(question.State, []byte(answer), func(string) (signin.Holder, error) { return who, nil }); err == nil {
			t.Errorf("an answer that nobody signed was taken: %q", answer)
		}
	})
}
