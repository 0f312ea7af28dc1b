package sharing

// Sentence is one plain sentence for the recipient. Pages translate it by Key and Topic; Text is the English.
type Sentence struct {
	Key   string
	Topic string // the topic it speaks of, empty where it speaks of none
	Text  string
}

// Explanation goes with an answer. Because is for the recipient and never empty; Change is for staff alone: the codes of
// what would give a share, empty for a share.
type Explanation struct {
	Because []Sentence
	Change  []string
}

// Explain puts an answer that Decide gave for these facts into words.
func Explain(now Instant, t *Triangle, i *Item, r Request, a Answer) Explanation {
	if a.Shares() {
		return Explanation{Because: whyShared(a), Change: nil}
	}
	topic := ""
	if i != nil {
		topic = i.Topic
	}
	return Explanation{Because: Notice(now, t, r.Recipient, topic), Change: change(now, t, i, r, a)}
}

// Texts gives the English of a list of sentences.
func Texts(sentences []Sentence) []string {
	texts := make([]string, 0, len(sentences))
	for _, s := range sentences {
		texts = append(texts, s.Text)
	}
	return texts
}
