// Package organisation knows services and teams, who works there from when until
// when, who covers for whom, who holds an office, and by what a professional
// reaches a triangle. A place there has a reason and, where it was not asked for,
// an end; the service user is told. It never knows what anybody wrote: a reason
// is an entry and goes through the door.
package organisation
