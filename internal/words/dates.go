package words

import (
	"strings"
	"time"
)

// Date says a day: "Tuesday 24 November", with the year when it is not this one.
func (p *Printer) Date(t time.Time) string {
	t = t.In(p.loc)
	return p.T("date.full", "weekday", p.T(weekdayKeys()[t.Weekday()]), "day", p.ShortDate(t))
}

// ShortDate says a day without its weekday: "24 November", or "1 March 2027".
func (p *Printer) ShortDate(t time.Time) string {
	t = t.In(p.loc)
	month := p.T(monthKeys()[t.Month()-1])
	if t.Year() == p.Now().Year() {
		return p.T("date.short", "day", t.Day(), "month", month)
	}
	return p.T("date.short-year", "day", t.Day(), "month", month, "year", t.Year())
}

// Clock says a time of day: "2:30pm", "9am", "midday".
func (p *Printer) Clock(t time.Time) string {
	t = t.In(p.loc)
	switch {
	case t.Minute() == 0 && t.Hour() == 0:
		return p.T("time.midnight")
	case t.Minute() == 0 && t.Hour() == 12:
		return p.T("time.midday")
	case t.Minute() == 0:
		return strings.ToLower(t.Format("3pm"))
	default:
		return strings.ToLower(t.Format("3:04pm"))
	}
}

// DateTime says a moment: "Tuesday 24 November, 2:30pm".
func (p *Printer) DateTime(t time.Time) string {
	return p.T("date.time", "date", p.Date(t), "time", p.Clock(t))
}

// Day says today, yesterday or tomorrow, and any other day as Date does.
func (p *Printer) Day(t time.Time) string {
	switch p.DaysFromNow(t) {
	case 0:
		return p.T("date.today")
	case -1:
		return p.T("date.yesterday")
	case 1:
		return p.T("date.tomorrow")
	default:
		return p.Date(t)
	}
}

// Ago says how long ago something was; what lies ahead, or over two weeks back, it says as Day.
func (p *Printer) Ago(t time.Time) string {
	days, since := p.DaysFromNow(t), p.now().Sub(t)
	switch {
	case since < 0 || days < -14:
		return p.Day(t)
	case since < time.Minute:
		return p.T("ago.now")
	case since < time.Hour:
		return p.T("ago.minutes", "count", int(since/time.Minute))
	case days == 0:
		return p.T("ago.hours", "count", int(since/time.Hour))
	case days == -1:
		return p.T("date.yesterday")
	default:
		return p.T("ago.days", "count", -days)
	}
}

// DaysFromNow counts midnights in the reader's place between now and t: 1 is tomorrow.
func (p *Printer) DaysFromNow(t time.Time) int {
	return dayNumber(t.In(p.loc)) - dayNumber(p.Now())
}

// dayNumber counts calendar days, so that a day of 23 or 25 hours is still one.
func dayNumber(t time.Time) int {
	midnight := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	return int(midnight.Unix() / (24 * 60 * 60))
}

func weekdayKeys() []string {
	return []string{
		K("date.sunday"), K("date.monday"), K("date.tuesday"), K("date.wednesday"),
		K("date.thursday"), K("date.friday"), K("date.saturday"),
	}
}

func monthKeys() []string {
	return []string{
		K("date.january"), K("date.february"), K("date.march"), K("date.april"),
		K("date.may"), K("date.june"), K("date.july"), K("date.august"),
		K("date.september"), K("date.october"), K("date.november"), K("date.december"),
	}
}
