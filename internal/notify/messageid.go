package notify

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// messageID is the same for each try of a job, and tells nobody which job it was.
func messageID(job, from string) string {
	sum := sha256.Sum256([]byte("mail/" + job))
	host := strings.TrimSuffix(from[strings.LastIndexByte(from, '@')+1:], ">")
	return hex.EncodeToString(sum[:16]) + "@" + host
}
