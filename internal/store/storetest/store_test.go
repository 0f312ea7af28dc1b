package storetest

import (
	"bytes"
	"testing"

	"trialogue/internal/seal"
)

func otherMaster(t *testing.T) seal.Master {
	t.Helper()
	m, err := seal.MasterFromBytes(bytes.Repeat([]byte{8}, seal.KeySize))
	Must(t, err)
	return m
}
