package seal

import (
	"fmt"
	"io/fs"
	"os"
)

// Which others must not be able to read a secret file.
const (
	ClosedToAll    fs.FileMode = 0o077 // everybody but its owner
	ClosedToOthers fs.FileMode = 0o007 // everybody but its owner and a group
)

// ReadPrivate reads a file that holds a secret, and refuses one that others may
// read. The error names the file and never what is in it.
func ReadPrivate(path string, closed fs.FileMode) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.Mode().Perm()&closed != 0 {
		return nil, fmt.Errorf("%s can be read by other users: set its mode to 0600", path)
	}
	return os.ReadFile(path)
}
