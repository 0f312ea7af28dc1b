// Package faults breaks the whole program on purpose and looks at what is left:
// a process killed at any statement, a full disk, a database that is gone, a
// clock that was set back, rows that somebody changed. It holds tests alone, and
// nothing imports it.
package faults
