package store

import (
	"fmt"
	"strings"
)

// listMost is how many ids stand in one statement.
const listMost = 100

// in spells out a list that is not empty for SQL, after arguments that are there
// already. It is filled up with its last one, so that few different statements
// are prepared.
func in[T ~string](list []T, args []any) (marks string, all []any) {
	size := 1
	for size < len(list) {
		size *= 4
	}
	var out strings.Builder
	for n := range size {
		if n > 0 {
			out.WriteString(", ")
		}
		args = append(args, string(list[min(n, len(list)-1)]))
		fmt.Fprintf(&out, "$%d", len(args))
	}
	return out.String(), args
}

// inChunks does something for a list of ids, a hundred at a time. first is the
// number of the first placeholder.
func inChunks[T ~string](list []T, first int, fn func(marks string, values []any) error) error {
	for ; len(list) > 0; list = list[min(listMost, len(list)):] {
		marks, args := in(list[:min(listMost, len(list))], make([]any, first-1))
		if err := fn(marks, args[first-1:]); err != nil {
			return err
		}
	}
	return nil
}
