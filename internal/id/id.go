// Package id names things. Ids are text, sort by the time they were drawn, and
// say nothing about what they name. They are drawn before a transaction starts.
package id

import "github.com/google/uuid"

// One type a thing, so that the compiler notices a mix-up.
type (
	// Person is somebody with an account, or somebody expected.
	Person string
	// Triangle is one service user with carers and professionals, or a carer's own file.
	Triangle string
	// Entry is a piece of information that somebody gave.
	Entry string
	// Team is a team of professionals.
	Team string
)

// Organisation names the chain of what happens to accounts, teams and keys. It
// is no triangle: nobody stands in it and nothing is written there.
const Organisation Triangle = "organisation"

// New draws a new id.
func New() string { return uuid.Must(uuid.NewV7()).String() }

// Valid reports whether text from outside has the shape of an id.
func Valid(s string) bool {
	if len(s) != 36 {
		return false
	}
	_, err := uuid.Parse(s)
	return err == nil
}
