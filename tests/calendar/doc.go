// Package calendar reads our calendar files with the parser of somebody else, so that a mistake of
// ours is not read back by our own eyes. The files stand in internal/ical/testdata, where a test
// holds them to be what the program writes.
package calendar
