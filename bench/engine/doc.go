// Package engine compares the sharing engine with a policy engine for general use, each inside the same process and on
// the same questions. It is a module of its own, so that the product never depends on the other engine.
package engine
