package cachedaemon

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"syscall"
	"time"
)

const (
	poll          = 4 * time.Millisecond
	replaced      = 3 // times that a daemon may ask for another one
	failedRest    = 30 * time.Second
	leastGreeting = 2 * time.Second
	hurried       = 500 * time.Millisecond
)

// Finder finds a daemon, or starts one.
type Finder struct {
	Place    Place
	Hello    Hello
	Launcher string        // the path of hone; empty to look for it on PATH
	Limit    time.Duration // how long all of it may take
}

// Find connects to the daemon. It may be called again when that daemon has died.
func (f *Finder) Find() (*Link, error) {
	until := time.Now().Add(f.Limit)
	var err error
	for range replaced + 1 {
		var link *Link
		if link, err = f.once(until); err == nil {
			return link, nil
		}
		if !errors.Is(err, errReplace) && !isGone(err) {
			return nil, err
		}
		time.Sleep(poll)
	}
	return nil, err
}

func (f *Finder) once(until time.Time) (*Link, error) {
	conn, err := f.dial()
	if isAbsent(err) {
		conn, err = f.start(until)
	}
	if err != nil {
		return nil, err
	}
	until = later(until, time.Now().Add(leastGreeting))
	troubled := f.lastFailure() != ""
	if troubled { // it may be one that accepts and says nothing: that is waited for once, not in every go command
		until = time.Now().Add(hurried)
	}
	link, err := greet(conn, f.Hello, until)
	if err != nil {
		_ = conn.Close()
		if errors.Is(err, os.ErrDeadlineExceeded) {
			err = errors.New("it does not answer")
			f.rememberFailure(err.Error())
		}
		return nil, err
	}
	if troubled {
		_ = os.Remove(f.Place.failed())
	}
	return link, nil
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

func (f *Finder) dial() (net.Conn, error) {
	conn, err := net.Dial("unix", f.Place.Socket)
	if errors.Is(err, syscall.EINVAL) {
		return nil, fmt.Errorf("the path %s is too long for a socket; XDG_RUNTIME_DIR or TMPDIR can name a shorter folder", f.Place.Socket)
	}
	return conn, err
}

// isAbsent is for a socket that is not there, or that a dead daemon left, or whose daemon has more callers than it can take.
func isAbsent(err error) bool {
	return errors.Is(err, os.ErrNotExist) || errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, syscall.EAGAIN) || isAbsentHere(err)
}

// isGone is for a daemon that ends while it is greeted.
func isGone(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE)
}
