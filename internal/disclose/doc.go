// Package disclose is the one door. Text that people gave comes out of the
// store sealed, and nothing but this package can open it: it asks the sharing
// engine, has the answer recorded, waits until the record is durable, and only
// then hands out what may be shown.
//
// It knows rules, records and their order. It never knows SQL or HTTP, and no
// other package of the program has a way to the text.
package disclose
