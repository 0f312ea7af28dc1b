// Package worlds walks every route as every person, with and without what is
// withheld from them, and compares the bytes. It also looks for people's words
// in every place where they must never be.
package worlds
