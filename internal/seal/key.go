// Package seal encrypts free text before it reaches the database. It knows keys
// and bytes; it never knows whose text it is or where it is kept.
package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
)

// KeySize is the size of master and data keys in bytes (AES-256).
const KeySize = 32

// MostVersions is how many versions a data key can have: the number before each
// sealed text is one byte.
const MostVersions = 255

// ErrOpen means that a sealed text does not belong where it was found, was
// changed, or was sealed with another key.
var ErrOpen = errors.New("seal: text cannot be opened: changed, moved, or sealed with another key")

// Key seals and opens text. It is safe for use by several goroutines.
type Key struct {
	aead    cipher.AEAD
	version byte
}

// NewKey builds a key from 32 bytes. The version is written before each sealed
// text, so that texts under an older version can still be told apart.
func NewKey(raw []byte, version byte) (*Key, error) {
	if len(raw) != KeySize {
		return nil, fmt.Errorf("seal: a key has %d bytes, not %d", KeySize, len(raw))
	}
	block, err := aes.NewCipher(raw)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, err
	}
	return &Key{aead: aead, version: version}, nil
}

// Random draws the bytes of a new key.
func Random() ([]byte, error) {
	raw := make([]byte, KeySize)
	_, err := io.ReadFull(rand.Reader, raw)
	return raw, err
}

// Seal encrypts text and binds it to a place, such as "entry_version/body/<id>/2".
func (k *Key) Seal(place string, text []byte) []byte {
	out := make([]byte, 1, 1+len(text)+k.aead.Overhead())
	out[0] = k.version
	return k.aead.Seal(out, nil, text, k.bound(place))
}

// bound is what a text cannot be opened without: where it stands, and under
// which version of the key.
func (k *Key) bound(place string) []byte { return append([]byte{k.version}, place...) }

// Open decrypts what Seal made for the same place. Any doubt is ErrOpen.
func (k *Key) Open(place string, sealed []byte) ([]byte, error) {
	if len(sealed) < 1 || sealed[0] != k.version {
		return nil, ErrOpen
	}
	text, err := k.aead.Open(nil, nil, sealed[1:], k.bound(place))
	if err != nil {
		return nil, ErrOpen
	}
	return text, nil
}

// Version is the number written before each text sealed with this key.
func (k *Key) Version() byte { return k.version }
