// Package cpu takes CPU profiles of this program without disturbing others who do.
package cpu

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"runtime/pprof"
	"sync"
)

// largestProfile is what is kept of one profile; usual ones have a hundredth of that.
const largestProfile = 16 << 20

// ErrTooLarge says that a profile is more than is kept of one.
var ErrTooLarge = errors.New("the profile is larger than 16 MiB")

// Recording is one CPU profile being taken.
type Recording struct {
	mu   sync.Mutex
	data bytes.Buffer
	lost bool // there was more than fits
}

// Start begins one. It fails, as [pprof.StartCPUProfile] does, while somebody else takes one.
func Start() (*Recording, error) {
	r := &Recording{}
	if err := pprof.StartCPUProfile(r); err != nil {
		return nil, err
	}
	return r, nil
}

// Write takes in what the runtime makes of the profile, in a goroutine of its own.
func (r *Recording) Write(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.lost || r.data.Len()+len(p) > largestProfile {
		r.lost = true
		r.data = bytes.Buffer{}
		return 0, ErrTooLarge
	}
	return r.data.Write(p)
}

// End stops the profile and returns it.
//
// The profile is written when it is stopped. If it is complete before, somebody else stopped it, and what runs now may be
// theirs: that is left alone.
func (r *Recording) End() ([]byte, error) {
	if !r.complete() {
		pprof.StopCPUProfile()
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.lost {
		return nil, ErrTooLarge
	}
	return r.data.Bytes(), nil
}

// complete says whether all of the file was written, to the last byte.
func (r *Recording) complete() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.lost {
		return false
	}
	packed, err := gzip.NewReader(bytes.NewReader(r.data.Bytes()))
	if err != nil {
		return false
	}
	_, err = io.Copy(io.Discard, packed)
	return err == nil
}
