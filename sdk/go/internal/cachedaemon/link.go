package cachedaemon

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"sync"

	"hone.dev/sdk/internal/gocacheprog"
)

// Link is a connection to a daemon that has said hello.
type Link struct {
	Incoming string // where it takes bodies from
	Folder   Folder

	conn net.Conn
	in   *bufio.Reader

	mu    sync.Mutex
	ready sync.Cond
	queue [][]byte
	ended bool
}

// request is what a daemon is asked, in the order in which it is written.
type request struct {
	ID       int64
	Command  string
	ActionID []byte `json:",omitempty"`
	OutputID []byte `json:",omitempty"`
	BodySize int64  `json:",omitempty"`
	BodyPath string `json:",omitempty"`
}

func newLink(conn net.Conn, in *bufio.Reader, answer welcome) *Link {
	link := &Link{Incoming: answer.Incoming, Folder: answer.Folder, conn: conn, in: in}
	link.ready.L = &link.mu
	go link.write()
	return link
}

// Send hands a request over, and before it what there is to Tell. It never waits, and it never fails: that a daemon is gone shows
// when its answers end.
func (l *Link) Send(hits []byte, asked gocacheprog.Request, bodyPath string) {
	wire := request{ID: asked.ID, Command: asked.Command}
	if asked.Command != gocacheprog.Close {
		wire.ActionID = asked.ActionID[:]
	}
	if asked.Command == gocacheprog.Put {
		wire.OutputID = asked.OutputID[:]
		wire.BodySize, wire.BodyPath = asked.BodySize, bodyPath
	}
	if len(hits) > 0 {
		l.say(telling(hits), wire)
	} else {
		l.say(wire)
	}
}

// Tell says what the shim has answered by itself, for the daemon to count: sizes of results, and for how long go waited.
func (l *Link) Tell(hits []byte) { l.say(telling(hits)) }

// told has no answer.
type told struct {
	Command string
	Hits    []byte
}

func telling(hits []byte) told { return told{Command: "told", Hits: hits} }

// say hands lines over that are written at once, with nothing between them.
func (l *Link) say(lines ...any) {
	texts := make([][]byte, len(lines))
	for i, line := range lines {
		text, _ := json.Marshal(line) // there is nothing in it that could not be written
		texts[i] = append(text, '\n')
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.queue = append(l.queue, texts...)
	l.ready.Signal()
}

func (l *Link) write() {
	for {
		l.mu.Lock()
		for len(l.queue) == 0 && !l.ended {
			l.ready.Wait()
		}
		lines := net.Buffers(l.queue)
		l.queue = nil
		ended := l.ended
		l.mu.Unlock()
		if ended {
			return
		}
		if _, err := lines.WriteTo(l.conn); err != nil {
			l.Close()
		}
	}
}

// Heard is something that a daemon says: an answer, with the line as it is, or a line for people.
type Heard struct {
	gocacheprog.Answer
	Line []byte // valid until the next call
	Say  string
}

// Hear waits for what the daemon says next. What go could not read is an error, as is the end.
func (l *Link) Hear() (Heard, error) {
	line, err := l.in.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		err = fmt.Errorf("it said more than %d bytes in one line", largestLine)
	}
	if err != nil {
		return Heard{}, err
	}
	heard := Heard{Line: line}
	said := struct {
		*gocacheprog.Answer
		Say *string
	}{&heard.Answer, &heard.Say}
	if err := json.Unmarshal(line, &said); err != nil {
		return Heard{}, fmt.Errorf("what it said is no answer: %w", err)
	}
	return heard, nil
}

// Close ends the connection. Hear fails from then on.
func (l *Link) Close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ended = true
	l.ready.Signal()
	_ = l.conn.Close() // nothing is lost that would matter
}
