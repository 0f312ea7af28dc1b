// Package notify tells people that there is something new for them: on the
// pages they have open, and by a mail that says this and the address, and
// nothing else. Whether somebody may be told is decided when the telling
// happens, not when it was queued.
//
// It knows members, answers of the sharing engine and mail servers. It must
// never know words that people wrote: it does not open what is sealed.
package notify
