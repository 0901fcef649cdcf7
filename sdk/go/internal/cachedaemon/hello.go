package cachedaemon

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"
)

const (
	protocol    = 1
	largestLine = 64 << 10
	largestEnv  = 32 << 10
)

// Hello is what a shim says of itself.
type Hello struct {
	Hone    int
	Version string
	Pid     int
	Age     int64 // microseconds since Begun, put in when it is said
	Cwd     string
	Args    []string
	Env     map[string]string

	Begun time.Time `json:"-"`
}

// NewHello says it for this process, which began then.
func NewHello(version string, begun time.Time, args, environ []string) Hello {
	folder, _ := os.Getwd() // empty where it was removed
	return Hello{Hone: protocol, Version: version, Pid: os.Getpid(), Begun: begun, Cwd: folder, Args: append([]string{}, args...), Env: passed(environ)}
}

// families are beginnings of names, in the order in which they find room.
var families = []string{"HONE_", "CACHEPROG_", "AWS_", "HOME", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy",
	"GOVERSION", "GOFLAGS", "GOOS", "GOARCH", "CGO_ENABLED", "GOEXPERIMENT", "GOAMD64", "GOARM", "CI", "BRANCH_", "CHANGE_", "CIRCLE_BRANCH", "GITLAB_", "BUILDKITE", "JENKINS_", "GITHUB_"}

// passed picks the variables that a daemon may want to know. What is too long is left out.
func passed(environ []string) map[string]string {
	picked, room := map[string]string{}, largestEnv
	for _, family := range families {
		for _, variable := range environ {
			name, value, _ := strings.Cut(variable, "=")
			if _, has := picked[name]; has || !strings.HasPrefix(name, family) {
				continue
			}
			if size := encodedSize(name) + encodedSize(value) + 2; size <= room {
				picked[name] = value
				room -= size
			}
		}
	}
	return picked
}

func encodedSize(text string) int {
	encoded, _ := json.Marshal(text) // never fails for a string
	return len(encoded)
}

// welcome is what a daemon answers.
type welcome struct {
	Hone     int
	Version  string
	Incoming string
	Folder   Folder
	Replace  bool
	Error    string
}

// Folder is where what the daemon has may be read by a shim itself, if it may.
type Folder struct {
	Root       string
	SoundSince time.Time // older files have to be looked at
}

// Refused is what a daemon says that does not want to serve these arguments.
type Refused struct{ Reason string }

func (r *Refused) Error() string { return r.Reason }

var errReplace = errors.New("the daemon is of another version and goes")

// greet exchanges hellos.
func greet(conn net.Conn, hello Hello, until time.Time) (*Link, error) {
	if err := checkPeer(conn); err != nil {
		return nil, err
	}
	if !hello.Begun.IsZero() {
		hello.Age = time.Since(hello.Begun).Microseconds()
	}
	text, err := json.Marshal(hello)
	if err != nil {
		return nil, err
	}
	if len(text) >= largestLine {
		return nil, errors.New("the arguments are too long")
	}
	if err := conn.SetDeadline(until); err != nil {
		return nil, err
	}
	if _, err := conn.Write(append(text, '\n')); err != nil {
		return nil, err
	}
	in := bufio.NewReaderSize(conn, largestLine)
	line, err := in.ReadSlice('\n')
	if err != nil {
		return nil, err
	}
	var answer welcome
	if err := json.Unmarshal(line, &answer); err != nil {
		return nil, fmt.Errorf("%w: %v", errNoHello, err)
	}
	switch {
	case answer.Error != "":
		return nil, &Refused{answer.Error}
	case answer.Replace:
		return nil, errReplace
	case answer.Hone != protocol || !filepath.IsAbs(answer.Incoming):
		return nil, fmt.Errorf("%w: protocol %d, folder %q", errNoHello, answer.Hone, answer.Incoming)
	}
	return newLink(conn, in, answer), conn.SetDeadline(time.Time{})
}

var errNoHello = errors.New("what answers is no daemon of the build cache")
