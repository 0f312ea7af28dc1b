package signin

import (
	"context"
	"strings"

	"trialogue/internal/id"
	"trialogue/internal/ledger"
)

// OtherDevice reports whether two short names of devices are clearly not one
// device: another browser, or another family of systems. A new version has the
// same short name. A phone that asks for the page of a large screen calls itself
// a computer of the same family, so the two are one. What is not known is no sign.
func OtherDevice(before, now string) bool {
	oldBrowser, oldSystem := familyOf(before)
	browser, system := familyOf(now)
	return differ(oldBrowser, browser) || differ(oldSystem, system)
}

func differ(a, b string) bool { return a != "" && b != "" && a != b }

// familyOf reads "Chrome, Android"; empty is not known.
func familyOf(device string) (browser, system string) {
	browser, system, ok := strings.Cut(device, ", ")
	if !ok {
		return "", ""
	}
	if browser == "browser" {
		browser = ""
	}
	switch system {
	case "iPhone", "iPad", "Mac":
		system = "apple"
	case "Android", "Linux":
		system = "linux"
	case "Windows":
	default:
		system = ""
	}
	return browser, system
}

// EndStolen ends a session that is used from a device other than the one it
// began on, puts that on record, and asks its person. Their others stay.
func (s *Service) EndStolen(ctx context.Context, one Session, device string) error {
	record, err := s.note(ledger.TurnedAway, nobody, one.Person, DeviceChanged)
	if err != nil {
		return err
	}
	asked := s.asking(one, UsedChanged, device)
	return s.run.UpdateScope(ctx, id.Organisation, func(t Tx) error {
		if err := t.EndSession(ctx, one.Person, one.ID, s.now().UnixMicro()); err != nil {
			return err
		}
		if err := asked(ctx, t); err != nil {
			return err
		}
		_, err := record.In(ctx, t)
		return err
	})
}
