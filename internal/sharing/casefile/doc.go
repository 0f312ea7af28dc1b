// Package casefile knows how a case for the sharing engine and its answer are written down, one JSON object a line. It
// must never know how an answer is found, nor read or print anything itself.
package casefile
