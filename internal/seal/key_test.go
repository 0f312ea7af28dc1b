package seal

import (
	"bytes"
	"crypto/rand"
	"errors"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"
)

func key(t testing.TB, fill, version byte) *Key {
	t.Helper()
	k, err := NewKey(bytes.Repeat([]byte{fill}, KeySize), version)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestWhatIsSealedOpensInItsPlaceAlone(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.SliceOfN(rapid.Byte(), 0, 300).Draw(r, "text")
		place, elsewhere := rapid.String().Draw(r, "place"), rapid.String().Draw(r, "elsewhere")
		fill, version := rapid.Byte().Draw(r, "key"), rapid.ByteMax(254).Draw(r, "version")
		k := key(t, fill, version)
		sealed := k.Seal(place, text)
		if got, err := k.Open(place, sealed); err != nil || !bytes.Equal(got, text) {
			r.Fatalf("%q came back as %q (%v)", text, got, err)
		}
		if len(text) > 8 && bytes.Contains(sealed, text) {
			r.Fatal("the text stands in what was sealed")
		}
		if bytes.Equal(sealed, k.Seal(place, text)) {
			r.Fatal("the same text sealed twice looks the same")
		}
		refused := func(what string, k *Key, place string, sealed []byte) {
			if got, err := k.Open(place, sealed); !errors.Is(err, ErrOpen) || got != nil {
				r.Fatalf("%s: opened %q (%v)", what, got, err)
			}
		}
		if place != elsewhere {
			refused("another place", k, elsewhere, sealed)
		}
		refused("another key", key(t, fill+1, version), place, sealed)
		refused("another version", key(t, fill, version+1), place, sealed)
		relabelled := bytes.Clone(sealed)
		relabelled[0]++
		refused("another version's label", key(t, fill, version+1), place, relabelled)
		flipped := bytes.Clone(sealed)
		flipped[rapid.IntRange(0, len(sealed)-1).Draw(r, "byte")] ^= 1 << rapid.IntRange(0, 7).Draw(r, "bit")
		refused("a flipped bit", k, place, flipped)
		refused("cut off", k, place, sealed[:rapid.IntRange(0, len(sealed)-1).Draw(r, "length")])
		refused("something behind", k, place, append(bytes.Clone(sealed), 0))
	})
}

func TestEveryBitCounts(t *testing.T) {
	k := key(t, 7, 1)
	sealed := k.Seal("entry/1", []byte("Sam sleeps badly"))
	for i := range sealed {
		for bit := range 8 {
			bad := bytes.Clone(sealed)
			bad[i] ^= 1 << bit
			if _, err := k.Open("entry/1", bad); !errors.Is(err, ErrOpen) {
				t.Fatalf("bit %d of byte %d does not count: %v", bit, i, err)
			}
		}
	}
}

func FuzzOpen(f *testing.F) {
	f.Add("entry/1", []byte{}, []byte("x"))
	f.Add("", []byte{1}, []byte(""))
	f.Fuzz(func(t *testing.T, place string, forged, text []byte) {
		k := key(t, 7, 1)
		if got, err := k.Open(place, forged); err == nil {
			t.Fatalf("forged bytes opened as %q", got)
		}
		if got, err := k.Open(place, k.Seal(place, text)); err != nil || !bytes.Equal(got, text) {
			t.Fatalf("%q came back as %q (%v)", text, got, err)
		}
	})
}

func TestKeysHaveOneLength(t *testing.T) {
	for _, n := range []int{0, 16, 31, 33, 64} {
		if k, err := NewKey(make([]byte, n), 1); err == nil {
			t.Errorf("%d bytes made a key: %v", n, k)
		}
	}
	if v := key(t, 1, 9).Version(); v != 9 {
		t.Errorf("version %d", v)
	}
	a, err := Random()
	b, err2 := Random()
	if err = errors.Join(err, err2); err != nil || len(a) != KeySize || bytes.Equal(a, b) {
		t.Errorf("drew %x and %x: %v", a, b, err)
	}
}

func TestWithoutChanceThereIsNoKey(t *testing.T) {
	old := rand.Reader
	rand.Reader = iotest.ErrReader(errors.New("no chance"))
	defer func() { rand.Reader = old }()
	if _, err := Random(); err == nil {
		t.Error("drew a key without chance")
	}
	if _, err := MasterFromFileOrNew(t.TempDir() + "/key"); err == nil {
		t.Error("made a master key without chance")
	}
}
