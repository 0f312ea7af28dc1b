package sharing

// Corner is the side of the triangle on which a person stands.
type Corner string

// The three corners.
const (
	ServiceUser  Corner = "service-user"
	Carer        Corner = "carer"
	Professional Corner = "professional"
)

func (c Corner) known() bool { return c == ServiceUser || c == Carer || c == Professional }

// group is the word by which a decision names a whole corner.
func (c Corner) group() string {
	switch c {
	case Carer:
		return "carers"
	case Professional:
		return "professionals"
	}
	return string(c)
}

// Choice is what an owner has said about sharing.
type Choice string

// Share is both a choice and an outcome, so it has no type of its own.
const Share = "share"

// The other choices.
const (
	Ask  Choice = "ask"
	Keep Choice = "keep"
)

func (c Choice) known() bool { return c == Share || c == Ask || c == Keep }

// caution orders choices; a word that is none of them is as careful as keep.
func (c Choice) caution() int {
	switch c {
	case Share:
		return 0
	case Ask:
		return 1
	}
	return 2
}

// When says which time a choice is made for. The zero value is every day.
type When string

// The two times.
const (
	Everyday        When = "everyday"
	WithoutCapacity When = "without-capacity"
)

func (w When) known() bool { return w == "" || w == Everyday || w == WithoutCapacity }

// Class is how an item is to be guarded.
type Class string

// The classes.
const (
	General   Class = "general"
	Personal  Class = "personal"
	Sensitive Class = "sensitive"
	CarersOwn Class = "carer"
)

func (c Class) known() bool {
	return c == General || c == Personal || c == Sensitive || c == CarersOwn
}

// Confidence is what a carer asked of us when telling us something. The zero value is absent.
type Confidence string

// The confidences: may be told with my name, without my name, to the team only, to the carer lead only.
const (
	Named   Confidence = "named"
	Unnamed Confidence = "unnamed"
	Team    Confidence = "team"
	Sealed  Confidence = "sealed"
)

func (c Confidence) known() bool {
	return c == "" || c == Named || c == Unnamed || c == Team || c == Sealed
}

// Purpose is what a request is for. The zero value is care.
type Purpose string

// The purposes.
const (
	Care          Purpose = "care"
	Research      Purpose = "research"
	SubjectAccess Purpose = "subject-access"
)

func (p Purpose) known() bool {
	return p == "" || p == Care || p == Research || p == SubjectAccess
}

// Two words that stand where an id or a topic could, and one that stands where a span could.
const (
	theService = "service"
	anyTopic   = "*"
	sourceSpan = "source"
)
