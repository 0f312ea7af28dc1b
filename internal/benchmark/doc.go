// Package benchmark measures the whole program: what the door costs, how fast
// first sightings are recorded, how quickly it starts and how much it holds.
// Figures are ratios within one run wherever two things can be compared.
package benchmark
