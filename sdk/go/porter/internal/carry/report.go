package carry

import (
	"sync"
	"time"

	"hone.dev/sdk/porter/internal/order"
)

const (
	holdBelow = 256 << 10
	holdFor   = 20 * time.Millisecond
)

// report tells the daemon about one order. The status of a small body is held back for some moments, because its end may go into
// the same line: half the lines, and half of what the daemon wakes up for.
type report struct {
	answers *order.Answers
	id      int64
	leave   func() // lets the daemon use the number again, which it may as soon as it has read the end

	mu    sync.Mutex
	held  *order.Status
	ended bool
}

// status is told first, once.
func (r *report) status(s order.Status) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if s.Stored < 0 || s.Stored > holdBelow {
		r.answers.Write(s)
		return
	}
	r.held = &s
	time.AfterFunc(holdFor, func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.release()
	})
}

func (r *report) release() {
	if r.held != nil {
		r.answers.Write(*r.held)
		r.held = nil
	}
}

// done says whether somebody may have heard it.
func (r *report) done(stored, size int64, sha256 string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.end() {
		return false
	}
	if r.held == nil {
		return r.answers.Write(order.Fetched{ID: r.id, End: order.Done, Stored: stored, Bytes: size, SHA256: sha256})
	}
	whole := *r.held
	r.held = nil
	whole.Stored, whole.End, whole.Bytes, whole.SHA256 = stored, order.Done, &size, sha256
	return r.answers.Write(whole)
}

// line is one before the end.
func (r *report) line(line any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.ended {
		r.answers.Write(line)
	}
}

// answer is the last line about an order, and mostly the only one. It says whether somebody may have heard it.
func (r *report) answer(line any) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.end() && r.answers.Write(line)
}

func (r *report) failed(t *trouble) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.end() {
		r.release()
		r.answers.Write(order.Fail(r.id, t.why, t.text))
	}
}

// end is for the first who wants to tell one.
func (r *report) end() bool {
	if r.ended {
		return false
	}
	r.ended = true
	r.leave()
	return true
}
