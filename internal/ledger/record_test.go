package ledger

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func anyRecord(t *rapid.T) Record {
	word := rapid.OneOf(rapid.StringN(0, 6, -1), rapid.SampledFrom([]string{"", "\x00", "\xff\xfe", "a\nb", "\"", "\ufeff", "\r\n"}))
	r := Record{
		Triangle: word.Draw(t, "triangle"), Seq: rapid.Int64().Draw(t, "seq"), At: rapid.Int64().Draw(t, "at"),
		Kind: Kind(word.Draw(t, "kind")), Actor: word.Draw(t, "actor"), Person: word.Draw(t, "person"),
		Entry: word.Draw(t, "entry"), Version: rapid.Int().Draw(t, "version"), Topic: word.Draw(t, "topic"),
		Rule: word.Draw(t, "rule"), Ground: word.Draw(t, "ground"),
	}
	if extra := rapid.MapOfN(word, word, 0, 4).Draw(t, "extra"); len(extra) > 0 {
		r.Extra = extra
	}
	return r
}

func TestCanonicalReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyRecord(t)
		back, err := DecodeRecord(r.Canonical())
		if err != nil || !reflect.DeepEqual(back, r) {
			t.Fatalf("wrote %+v, read %+v, %v", r, back, err)
		}
	})
}

func TestCanonicalKeepsRecordsApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyRecord(t), anyRecord(t)
		if same := bytes.Equal(a.Canonical(), b.Canonical()); same != reflect.DeepEqual(a, b) {
			t.Fatalf("one form for %+v and %+v", a, b)
		}
	})
	// The same letters in other fields are another record.
	a, b := Record{Actor: "ab"}, Record{Actor: "a", Person: "b"}
	if bytes.Equal(a.Canonical(), b.Canonical()) {
		t.Fatal("letters flow from field to field")
	}
}

func TestCanonicalOfEmptyExtra(t *testing.T) {
	if !bytes.Equal(Record{}.Canonical(), Record{Extra: map[string]string{}}.Canonical()) {
		t.Fatal("an empty map is another record than none")
	}
}

// The form must never change, or old commitments no longer open.
func TestCanonicalIsFrozen(t *testing.T) {
	r := Record{Triangle: "t", Seq: 1, At: 2, Kind: Sighting, Version: 3, Extra: map[string]string{"b": "2", "a": "1"}}
	want := tagRecord + "\x00\x00\x00\x00\x00\x00\x00\x01t" + "\x00\x00\x00\x00\x00\x00\x00\x01" + "\x00\x00\x00\x00\x00\x00\x00\x02" +
		"\x00\x00\x00\x00\x00\x00\x00\x08sighting" + strings.Repeat("\x00", 24) + "\x00\x00\x00\x00\x00\x00\x00\x03" +
		strings.Repeat("\x00", 24) + "\x00\x00\x00\x00\x00\x00\x00\x02" +
		"\x00\x00\x00\x00\x00\x00\x00\x01a" + "\x00\x00\x00\x00\x00\x00\x00\x011" + "\x00\x00\x00\x00\x00\x00\x00\x01b" + "\x00\x00\x00\x00\x00\x00\x00\x012"
	if got := string(r.Canonical()); got != want {
		t.Fatalf("got %q\nwant %q", got, want)
	}
	frozen := map[string]Hash{
		"c805c0b88642593fbc4e9082979f2f4a404fcf97b5992ae0f4633b962e0d2416": Commit(Salt{1}, r),
		"b6d9145f6a380ad666553046a760c5de347e01e0c1e0732b8f461dc6fd86fa2a": Link(Hash{1}, "t", 2, Hash{3}),
		"c08d9e70436fa3c2c10760b9966baed014ce04085438b5b6e07d01dd9c9a16a2": HeadLeaf(Blind(Salt{1}, "t"), 2, Hash{3}),
	}
	for want, got := range frozen {
		if got.String() != want {
			t.Errorf("hash is %s, was %s", got, want)
		}
	}
}

func TestDecodeRefusesOtherSpellings(t *testing.T) {
	good := Record{Triangle: "t", Extra: map[string]string{"a": "1", "b": "2"}}.Canonical()
	swapped := bytes.Replace(bytes.Replace(bytes.Replace(good, []byte("\x01a"), []byte("\x01?"), 1),
		[]byte("\x01b"), []byte("\x01a"), 1), []byte("\x01?"), []byte("\x01b"), 1)
	twice := bytes.Replace(good, []byte("\x01b"), []byte("\x01a"), 1)
	negative := append(Record{}.Canonical()[:len(Record{}.Canonical())-8], 255, 255, 255, 255, 255, 255, 255, 255)
	for name, b := range map[string][]byte{
		"nothing": nil, "other version": append([]byte("trialogue/record/2\n"), good[len(tagRecord):]...),
		"more": append(bytes.Clone(good), 0), "keys swapped": swapped, "key twice": twice, "negative count": negative,
	} {
		if r, err := DecodeRecord(b); !errors.Is(err, ErrNotCanonical) || !reflect.DeepEqual(r, Record{}) {
			t.Errorf("%s: got %+v, %v", name, r, err)
		}
	}
	for n := range good {
		if _, err := DecodeRecord(good[:n]); !errors.Is(err, ErrNotCanonical) {
			t.Errorf("cut at %d: %v", n, err)
		}
	}
}

func FuzzDecodeRecord(f *testing.F) {
	f.Add(Record{Triangle: "t", Extra: map[string]string{"a": "1"}}.Canonical())
	f.Add([]byte(tagRecord))
	f.Fuzz(func(t *testing.T, b []byte) {
		if r, err := DecodeRecord(b); err == nil && !bytes.Equal(r.Canonical(), b) {
			t.Fatalf("%x is a second form of %+v", b, r)
		}
	})
}

func TestKinds(t *testing.T) {
	seen := map[Kind]bool{}
	for _, k := range Kinds() {
		if seen[k] || k == "" || !k.Known() || strings.ToLower(string(k)) != string(k) {
			t.Errorf("kind %q is listed badly", k)
		}
		seen[k] = true
	}
	if Kind("gossip").Known() {
		t.Error("an unknown kind is known")
	}
}

func TestHashText(t *testing.T) {
	h := Hash(saltOf("x"))
	j, err := json.Marshal(h)
	must(t, err)
	var back Hash
	must(t, json.Unmarshal(j, &back))
	if back != h || h.String() != hex.EncodeToString(h[:]) || h.IsZero() || !(Hash{}).IsZero() {
		t.Fatalf("%s became %s", h, back)
	}
	if err := back.UnmarshalText([]byte("zz")); err == nil || back != h {
		t.Fatal("a bad text changed the hash")
	}
	for _, bad := range []string{"", h.String()[1:], h.String() + "0", strings.ToUpper(h.String()), "g" + h.String()[1:], " " + h.String()[1:]} {
		if got, err := ParseHash(bad); err == nil || got != (Hash{}) {
			t.Errorf("%q was read as %s", bad, got)
		}
	}
}

func TestSalt(t *testing.T) {
	s, err := NewSalt(&sequence{})
	must(t, err)
	back, err := ParseSalt(s.Hex())
	must(t, err)
	if back != s || s.IsZero() || !(Salt{}).IsZero() {
		t.Fatal("the salt does not read back")
	}
	if _, err := NewSalt(bytes.NewReader(make([]byte, 31))); err == nil {
		t.Fatal("a short source was enough")
	}
	for _, verb := range []string{"%v", "%s", "%x", "%d", "%+v", "%#v", "%q"} {
		shown := fmt.Sprintf(verb, Detail{Salt: s}) + fmt.Sprintf(verb, s)
		if strings.Contains(shown, s.Hex()) || strings.Contains(shown, fmt.Sprint(s[0], " ", s[1])) || !strings.Contains(shown, "hidden") {
			t.Errorf("%s shows the salt: %s", verb, shown)
		}
	}
}

func FuzzParseHash(f *testing.F) {
	f.Add(strings.Repeat("0a", 32))
	f.Fuzz(func(t *testing.T, s string) {
		if h, err := ParseHash(s); err == nil && h.String() != s {
			t.Fatalf("%q is a second spelling", s)
		}
	})
}
