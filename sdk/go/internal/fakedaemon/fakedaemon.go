// Package fakedaemon is a daemon of the build cache for tests: a plain folder, and whatever goes wrong when a test says so.
package fakedaemon

import (
	"bufio"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"

	"hone.dev/sdk/internal/cachedaemon"
	"hone.dev/sdk/internal/gocacheprog"
)

// Request is what a shim asks.
type Request struct {
	ID       int64
	Command  string
	ActionID []byte
	OutputID []byte
	BodySize int64
	BodyPath string
	Hits     []byte
}

// Daemon listens in the place of a real one.
type Daemon struct {
	// Greet says hello, if it is set; empty closes the connection.
	Greet func(hello cachedaemon.Hello) string
	// Note is told of each request in the order in which they come, if it is set.
	Note func(request Request)
	// Serve answers a request and says so, if it is set.
	Serve func(conn *Conn, request Request) bool

	place    cachedaemon.Place
	listener net.Listener

	mu       sync.Mutex
	conns    map[*Conn]struct{}
	requests []Request
	hellos   []cachedaemon.Hello
}

// Conn is one shim.
type Conn struct {
	net.Conn
	mu sync.Mutex
}

// Say writes something to the shim.
func (c *Conn) Say(format string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, _ = fmt.Fprintf(c, format, args...) // a shim may be gone
}

// Listen begins. The functions are those of the prototype.
func Listen(place cachedaemon.Place, prototype *Daemon) (*Daemon, error) {
	_ = os.Remove(place.Socket) // of one that died
	listener, err := net.Listen("unix", place.Socket)
	if err != nil {
		return nil, err
	}
	d := &Daemon{Greet: prototype.Greet, Note: prototype.Note, Serve: prototype.Serve, place: place, listener: listener, conns: map[*Conn]struct{}{}}
	for _, folder := range []string{"objects", "actions"} {
		if err := os.MkdirAll(filepath.Join(place.Root, folder), 0o700); err != nil {
			return nil, err
		}
	}
	go d.accept()
	return d, nil
}

// Deafen stops listening and keeps the connections.
func (d *Daemon) Deafen() { _ = d.listener.Close() }

// Die ends as a killed process does.
func (d *Daemon) Die() {
	d.Deafen()
	d.mu.Lock()
	defer d.mu.Unlock()
	for conn := range d.conns {
		_ = conn.Close()
	}
}

// Requests are all that came so far.
func (d *Daemon) Requests() []Request {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]Request{}, d.requests...)
}

// Hellos are those of all shims so far.
func (d *Daemon) Hellos() []cachedaemon.Hello {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]cachedaemon.Hello{}, d.hellos...)
}

// Connections says how many shims there are.
func (d *Daemon) Connections() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.conns)
}

func (d *Daemon) accept() {
	for {
		raw, err := d.listener.Accept()
		if err != nil {
			return
		}
		conn := &Conn{Conn: raw}
		d.mu.Lock()
		d.conns[conn] = struct{}{}
		d.mu.Unlock()
		go d.attend(conn)
	}
}

func (d *Daemon) attend(conn *Conn) {
	defer func() {
		_ = conn.Close()
		d.mu.Lock()
		delete(d.conns, conn)
		d.mu.Unlock()
	}()
	lines := bufio.NewReaderSize(conn, 64<<10)
	var hello cachedaemon.Hello
	if line, err := lines.ReadBytes('\n'); err != nil || json.Unmarshal(line, &hello) != nil {
		return
	}
	d.mu.Lock()
	d.hellos = append(d.hellos, hello)
	d.mu.Unlock()
	greeting := fmt.Sprintf(`{"Hone":1,"Version":"0.1.0","Incoming":%q}`+"\n", d.place.Incoming())
	if d.Greet != nil {
		greeting = d.Greet(hello)
	}
	if greeting == "" {
		return
	}
	conn.Say("%s", greeting)
	for {
		line, err := lines.ReadBytes('\n')
		var request Request
		if err != nil || json.Unmarshal(line, &request) != nil {
			return
		}
		d.mu.Lock()
		d.requests = append(d.requests, request)
		d.mu.Unlock()
		if d.Note != nil {
			d.Note(request)
		}
		go func() {
			if d.Serve == nil || !d.Serve(conn, request) {
				d.Answer(conn, request)
			}
		}()
	}
}

// Answer does what a daemon should.
func (d *Daemon) Answer(conn *Conn, request Request) {
	answer := gocacheprog.Answer{ID: request.ID}
	var err error
	switch request.Command {
	case gocacheprog.Get:
		answer = d.get(request)
	case gocacheprog.Put:
		answer.DiskPath, err = d.Take(request)
	}
	if err != nil {
		answer.Err = err.Error()
	}
	text, _ := json.Marshal(answer) // there is nothing in it that could fail
	conn.Say("%s\n", text)
}

func (d *Daemon) get(request Request) gocacheprog.Answer {
	answer := gocacheprog.Answer{ID: request.ID, Miss: true}
	text, err := os.ReadFile(d.file("actions", request.ActionID))
	if err == nil && json.Unmarshal(text, &answer) == nil {
		answer.ID, answer.Miss = request.ID, false
	}
	return answer
}

func (d *Daemon) file(folder string, id []byte) string {
	return filepath.Join(d.place.Root, folder, hex.EncodeToString(id))
}

// Take takes a body away and keeps it.
func (d *Daemon) Take(request Request) (string, error) {
	path := d.file("objects", request.OutputID)
	err := error(nil)
	if request.BodyPath == "" {
		err = os.WriteFile(path, nil, 0o600)
	} else {
		err = os.Rename(request.BodyPath, path)
	}
	if err != nil {
		return "", err
	}
	now := time.Now().UTC()
	text, err := json.Marshal(gocacheprog.Answer{OutputID: request.OutputID, Size: request.BodySize, Time: &now, DiskPath: path})
	if err != nil {
		return "", err
	}
	action := d.file("actions", request.ActionID)
	part := fmt.Sprintf("%s.%d.%p", action, request.ID, &now)
	if err := os.WriteFile(part, text, 0o600); err != nil {
		return "", err
	}
	return path, os.Rename(part, action)
}
