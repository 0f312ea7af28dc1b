// Package sharing knows who may be shown what: one pure function decides whether one person may be shown one item, now,
// for one purpose. The same facts always give the same answer, and what cannot be evaluated is withheld.
//
// It must never know what an item says, what anybody is called, what time it is now, or where facts are kept: it has no
// context, no clock, no input or output and no log.
package sharing
