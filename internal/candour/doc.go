// Package candour keeps the promise of no surprises: who has seen what somebody
// gave or what is about them, what came of it, what they want to ask about it,
// and how they can prove that nothing was taken out.
//
// It knows sightings, questions, outcomes, a person's own record, and the signed
// log. It never decides who may see an entry: the door and the engine do, and a
// sighting is shown only beside an entry that they showed. It never knows SQL,
// pages, or the words in which things are said.
package candour
