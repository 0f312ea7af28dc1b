package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"trialogue/internal/config"
	"trialogue/internal/keys"
	"trialogue/internal/seal"
)

// keyReport is what trialogue keys says, in words and as JSON.
type keyReport struct {
	Place     string         `json:"place"`
	Master    string         `json:"master"`
	Current   int            `json:"current"`
	Older     int            `json:"older"`
	Destroyed int            `json:"destroyed"`
	Rewrap    int            `json:"waiting_for_rewrap"`
	Masters   map[string]int `json:"data_keys_by_master"`
	Recovery  string         `json:"recovery_key"`
	NoEscrow  int            `json:"without_escrow"`
	Turned    string         `json:"master_turned,omitempty"`
	Data      string         `json:"data_turned,omitempty"`
	Old       []oldMaster    `json:"old_masters,omitempty"`
	Wrong     []string       `json:"wrong,omitempty"`
}

type oldMaster struct {
	File   string `json:"file"`
	ID     string `json:"id"`
	Needed int    `json:"needed_by"`
}

func keysState(ctx context.Context, k *keyroom, a keyArgs) error {
	if len(a.rest) > 0 {
		return errUsage
	}
	s, err := k.service.State(ctx)
	if err != nil {
		return err
	}
	r := k.report(ctx, s)
	if a.json {
		text, err := json.MarshalIndent(r, "", "  ")
		if err != nil {
			return err
		}
		k.say("%s", text)
	} else {
		k.tell(r)
	}
	if len(r.Wrong) > 0 {
		return errWrong
	}
	return nil
}

func (k *keyroom) report(ctx context.Context, s keys.State) keyReport {
	r := keyReport{Place: placeWords(k.config.MasterKey), Master: s.Master, Current: s.Current, Older: s.Older, Destroyed: s.Destroyed, Rewrap: s.Rewrap(),
		Masters: s.Masters, Recovery: s.Recovery, Turned: dayOf(s.Turned), Data: dayOf(s.Data)}
	if s.Recovery != "" {
		r.NoEscrow = s.Unclosed()
	}
	for _, file := range seal.OldFiles(k.config.MasterKey) {
		one, err := seal.FromFile(file)
		if err != nil {
			r.Wrong = append(r.Wrong, err.Error())
			continue
		}
		r.Old = append(r.Old, oldMaster{file, one.ID(), s.Masters[one.ID()]})
	}
	r.Wrong = append(r.Wrong, k.missing(ctx, s)...)
	if len(r.Wrong) == 0 {
		if n, err := k.service.Waiting(ctx, s.Master); err != nil {
			r.Wrong = append(r.Wrong, err.Error())
		} else {
			r.Rewrap = n
		}
	}
	if r.Rewrap > 0 {
		r.Wrong = append(r.Wrong, fmt.Sprintf("%d data keys wait to be wrapped with the master key in use: run trialogue keys finish", r.Rewrap))
	}
	if r.NoEscrow > 0 {
		r.Wrong = append(r.Wrong, fmt.Sprintf("%d data keys have no copy for the recovery key: run trialogue keys finish", r.NoEscrow))
	}
	if s.Highest >= seal.MostVersions {
		r.Wrong = append(r.Wrong, fmt.Sprintf("a space has had all %d versions of its data key and cannot get another", seal.MostVersions))
	}
	return r
}

// missing names each master key that data keys need and nobody holds, or that
// does not open what it should.
func (k *keyroom) missing(ctx context.Context, s keys.State) (out []string) {
	if s.Current > 0 && s.Master == "" {
		return []string{"the database is from an earlier version: start the service once, so that it learns which master key it uses"}
	}
	for _, id := range slices.Sorted(maps.Keys(s.Masters)) {
		if _, err := k.set.Holder(ctx, id); err != nil {
			out = append(out, fmt.Sprintf("%d data keys: %v", s.Masters[id], err))
		}
	}
	if _, err := k.set.Holder(ctx, s.Master); err != nil && s.Masters[s.Master] == 0 && s.Master != "" {
		out = append(out, err.Error())
	}
	if len(out) == 0 && s.Master != "" {
		if err := k.service.Try(ctx); err != nil {
			out = append(out, problemWords(err))
		}
	}
	return out
}

func problemWords(err error) string {
	if errors.Is(err, seal.ErrOpen) {
		return "the master key does not open what it should: " + err.Error()
	}
	return err.Error()
}

func (k *keyroom) tell(r keyReport) {
	if r.Current+r.Destroyed == 0 {
		k.say("There are no keys yet: they are made when the service starts for the first time.")
		return
	}
	k.say("Master key: %s, id %s.", r.Place, r.Master)
	if r.Turned == "" {
		k.say("It has not been changed since the database was made.")
	} else {
		k.say("It was last changed on %s.", r.Turned)
	}
	k.say("Data keys: %d in use, %d older ones that earlier texts need, %d destroyed.", r.Current, r.Older, r.Destroyed)
	if r.Data != "" {
		k.say("A space last got a new data key on %s.", r.Data)
	}
	if r.Recovery == "" {
		k.say("There is no recovery key: if the master key is lost, all texts are lost. trialogue keys escrow-new makes one.")
	} else {
		k.say("Recovery key: id %s. %d data keys have no copy for it.", r.Recovery, r.NoEscrow)
	}
	for _, old := range r.Old {
		if old.Needed > 0 {
			k.say("Older master key: %s (id %s), still needed by %d data keys.", old.File, old.ID, old.Needed)
		} else {
			k.say("Older master key: %s (id %s), needed by nothing here. Backups from before the change still need it.", old.File, old.ID)
		}
	}
	if len(r.Wrong) == 0 {
		k.say("All is well.")
		return
	}
	for _, w := range r.Wrong {
		k.say("WRONG: %s", w)
	}
}

func placeWords(place string) string {
	switch {
	case place == config.FromEnvironment:
		return "in the environment"
	case strings.HasPrefix(place, "vault:"):
		return "the key service at " + strings.TrimPrefix(place, "vault:")
	}
	return "the file " + place
}

func dayOf(us int64) string {
	if us == 0 {
		return ""
	}
	return time.UnixMicro(us).UTC().Format("2006-01-02 15:04 UTC")
}
