package pgtest

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
)

// server is a running server. It stops when held is closed, so held must stay reachable: the collector would close it.
type server struct {
	address string
	held    io.Closer
}

// ownServer starts one server for this process, at the first call.
var ownServer = sync.OnceValues(startServer)

// startServer runs the same script as the whole test run does. The script's command waits on a pipe that only this
// process holds open, so the server ends with the process, also when that is killed.
func startServer() (server, error) {
	script, err := findScript()
	if err != nil {
		return server{}, err
	}
	cmd := exec.Command(script, "sh", "-c", `echo "$`+ServerVariable+`"; exec cat >/dev/null`)
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	held, err := cmd.StdinPipe()
	if err != nil {
		return server{}, err
	}
	answer, err := cmd.StdoutPipe()
	if err != nil {
		return server{}, err
	}
	if err := cmd.Start(); err != nil {
		return server{}, err
	}
	line, err := bufio.NewReader(answer).ReadString('\n')
	if err != nil {
		_ = held.Close()
		_ = cmd.Wait()
		return server{}, fmt.Errorf("it did not start: %s", strings.TrimSpace(complaint.String()))
	}
	return server{address: strings.TrimSpace(line), held: held}, nil
}

// findScript looks from the folder of the test, where "go test" starts it, up to the top of the module.
func findScript() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		script := filepath.Join(dir, "scripts", "with-postgres")
		if _, err := os.Stat(script); err == nil {
			return script, nil
		}
		above := filepath.Dir(dir)
		if above == dir {
			return "", errors.New("scripts/with-postgres is not in any folder above this test")
		}
		dir = above
	}
}
