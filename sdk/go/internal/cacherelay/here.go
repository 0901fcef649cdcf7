package cacherelay

import (
	"encoding/binary"
	"math"
	"sync"
	"time"

	"hone.dev/sdk/internal/cachedaemon"
	"hone.dev/sdk/internal/cachefolder"
	"hone.dev/sdk/internal/gocacheprog"
)

const (
	// of what the daemon is told of a hit: 8 bytes for go's number, 32 for the action, 8 for the result's size, and microseconds in 4
	// each, from the session's beginning to the request and from there to the answer
	hitSize  = 56
	mostHits = 850 // of which it is told in one line
)

// here answers from the daemon's folder, which saves waking the daemon, and counts that for it. A daemon that dies takes nothing
// along: what it has said of its folder stays true.
type here struct {
	mu     sync.Mutex
	folder *cachefolder.Folder // nil until a daemon has said where it is
	hits   []byte
	begun  time.Time
}

func (h *here) open(place cachedaemon.Folder) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.folder != nil || place.Root == "" {
		return
	}
	if folder, err := cachefolder.Open(place.Root, place.SoundSince); err == nil { // else the daemon is asked for everything
		h.folder = folder
	}
}

func (h *here) answer(a *asked) (gocacheprog.Answer, bool) {
	if a.Command != gocacheprog.Get {
		return gocacheprog.Answer{}, false
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.folder == nil {
		return gocacheprog.Answer{}, false
	}
	found, is := h.folder.Find(a.ActionID)
	if !is {
		return gocacheprog.Answer{}, false
	}
	if len(h.hits) < mostHits*hitSize {
		h.hits = binary.BigEndian.AppendUint64(h.hits, uint64(a.ID))
		h.hits = append(h.hits, a.ActionID[:]...)
		h.hits = binary.BigEndian.AppendUint64(h.hits, uint64(found.Size))
		h.hits = binary.BigEndian.AppendUint32(h.hits, micros(a.begun.Sub(h.begun)))
		h.hits = binary.BigEndian.AppendUint32(h.hits, micros(time.Since(a.begun)))
	}
	return gocacheprog.Answer{ID: a.ID, OutputID: found.Output[:], Size: found.Size, Time: &found.Time, DiskPath: found.Path}, true
}

// micros goes up to 71 minutes.
func micros(span time.Duration) uint32 {
	return uint32(max(0, min(span.Microseconds(), math.MaxUint32)))
}

// tell hands over what the daemon was not told yet, if there are so many hits. One does so after the other, so that no request
// overtakes what is to be told before it.
func (h *here) tell(least int, handOver func(hits []byte)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.hits) >= least*hitSize {
		handOver(h.hits)
		h.hits = nil
	}
}

func (h *here) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.folder != nil {
		h.folder.Close()
		h.folder = nil
	}
}

// isHere answers a request that nobody else answers yet from the daemon's folder, if that has it. The daemon is told before it is
// asked for something else, or when there is enough for a line.
func (s *Session) isHere(a *asked) bool {
	answer, is := s.here.answer(a)
	if !is {
		return false
	}
	s.given.add(a.ActionID)
	s.Answers.Write(answer)
	s.mu.Lock()
	link := s.link
	s.mu.Unlock()
	if link != nil {
		s.here.tell(mostHits, link.Tell)
	}
	return true
}
