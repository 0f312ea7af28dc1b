package sharing

// Reader is one person of the triangle and what they would be answered.
type Reader struct {
	Person Person
	Answer Answer
}

// Audience answers for everybody who is in the triangle now, in the order of its list, as if they asked in care for the
// item: what a page shows beside an entry before it is written.
func Audience(now Instant, t *Triangle, i *Item) []Reader {
	readers := make([]Reader, 0, len(t.People))
	for _, p := range t.People {
		a := Decide(now, t, i, Request{Recipient: p.ID, Purpose: Care})
		if a.Ground != GroundNotAMember {
			readers = append(readers, Reader{Person: p, Answer: a})
		}
	}
	return readers
}
