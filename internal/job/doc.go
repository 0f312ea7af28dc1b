// Package job does what was queued in a transaction after that transaction was
// kept. It knows due times, leases, pauses and giving up. It never knows what a
// job is about, and a job names things by id and never by words.
//
// A job is done at least once: a worker that dies leaves a lease, and when that
// runs out somebody else does the job. So a handler must bear being run again.
package job
