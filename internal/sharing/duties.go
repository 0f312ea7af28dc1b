package sharing

// Duties is a set of things that staff must do when an answer is used.
type Duties uint8

// The duties.
const (
	ListenOpen    Duties = 1 << iota // say that we always listen
	OfferGeneral                     // offer information that is true of anyone, and help for the carer
	ReviewRefusal                    // talk about the choice again at a good time
	TellGiver                        // tell who gave the item that it was used
	WeighTelling                     // weigh and record whether to tell the service user
	RecordMinimum                    // share only what is needed, and record it
)

// Has reports whether all of these duties are in the set.
func (d Duties) Has(o Duties) bool { return d&o == o }

// Words gives the codes of the set, always in the same order; empty, not nil, where there are none.
func (d Duties) Words() []string {
	codes := [...]string{"listen-open", "offer-general", "review-refusal", "tell-giver", "weigh-telling", "record-minimum"}
	words := make([]string, 0, len(codes))
	for n, code := range codes {
		if d.Has(1 << n) {
			words = append(words, code)
		}
	}
	return words
}
