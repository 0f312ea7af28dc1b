// Package news knows what is new for somebody since they last looked, and tells
// open pages that there is something, never what. What may be seen it leaves to
// the door and the sharing engine; what is withheld is nowhere, not in a list,
// not in a count and not in a ring of the bell.
package news
