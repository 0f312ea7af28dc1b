// Package archtest holds the shape of the program as tests: who may import whom, who may open what is sealed, how
// long things may be, what may not stand in any file.
//
// It knows the source text and nothing of what the program does. Each rule is a function from source to problems, so
// each has two tests: the program keeps it, and a planted breach is found. A problem says where, and what to do.
package archtest
