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
	hitSize  = 52  // of what the daemon is told of a hit: 8 bytes for go's number, 32 for the action, 8 for the result's size, 4 for microseconds
	mostHits = 900 // of which it is told in one line
)

// here answers from the daemon's folder, which saves waking the daemon, and counts that for it. A daemon that dies takes nothing
// along: what it has said of its folder stays true.
type here struct {
	mu     sync.Mutex
	folder *cachefolder.Folder // nil until a daemon has said where it is
	hits   []byte
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
		h.hits = binary.BigEndian.AppendUint32(h.hits, uint32(min(time.Since(a.begun).Microseconds(), math.MaxUint32)))
	}
	return gocacheprog.Answer{ID: a.ID, OutputID: found.Output[:], Size: found.Size, Time: &found.Time, DiskPath: found.Path}, true
}

// untold gives what the daemon is to be told, if there is enough of it, or at the end.
func (h *here) untold(atTheEnd bool) []byte {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.hits) == 0 || !atTheEnd && len(h.hits) < mostHits*hitSize {
		return nil
	}
	hits := h.hits
	h.hits = nil
	return hits
}

func (h *here) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.folder != nil {
		h.folder.Close()
		h.folder = nil
	}
}

// isHere answers a request that nobody else answers yet from the daemon's folder, if that has it.
func (s *Session) isHere(a *asked) bool {
	answer, is := s.here.answer(a)
	if is {
		s.Answers.Write(answer)
	}
	return is
}

// tell has a daemon, if there is one, count what it was not asked for.
func (s *Session) tell(atTheEnd bool) {
	s.mu.Lock()
	link := s.link
	s.mu.Unlock()
	if link == nil {
		return
	}
	if hits := s.here.untold(atTheEnd); hits != nil {
		link.Tell(hits)
	}
}
