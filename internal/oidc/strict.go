package oidc

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// deepest is how far JSON from outside may be nested.
const deepest = 20

// strict reads a JSON object in which no name stands twice, since two programs
// could read two different things in it. Numbers stay as they are written.
func strict(text []byte) (map[string]any, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	value, err := strictValue(d, 0)
	if err != nil {
		return nil, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("there is more after the end")
	}
	object, ok := value.(map[string]any)
	if !ok {
		return nil, errors.New("this is no JSON object")
	}
	return object, nil
}

func strictValue(d *json.Decoder, depth int) (any, error) {
	token, err := d.Token()
	if err != nil {
		return nil, fmt.Errorf("this is no JSON: %w", err)
	}
	if depth > deepest {
		return nil, errors.New("this is nested too deeply")
	}
	switch token {
	case json.Delim('{'):
		return strictObject(d, depth)
	case json.Delim('['):
		list := []any{}
		for d.More() {
			value, err := strictValue(d, depth+1)
			if err != nil {
				return nil, err
			}
			list = append(list, value)
		}
		_, err := d.Token()
		return list, err
	}
	return token, nil
}

func strictObject(d *json.Decoder, depth int) (any, error) {
	object := map[string]any{}
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return nil, fmt.Errorf("this is no JSON: %w", err)
		}
		name, _ := token.(string) // inside an object the decoder gives nothing else
		if _, twice := object[name]; twice {
			return nil, fmt.Errorf("a name stands twice")
		}
		if object[name], err = strictValue(d, depth+1); err != nil {
			return nil, err
		}
	}
	_, err := d.Token()
	return object, err
}
