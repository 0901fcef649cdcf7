package hone

import (
	"crypto/sha256"
	"encoding/binary"
	"time"
)

// schedule says when profiles start. Time is cut into slots of one interval; where they begin differs from instance to
// instance, by a hash, so that neither a deployment nor a round hour starts a whole fleet's profiles at once. One profile
// is taken in a slot, put off by a random part of the jitter.
type schedule struct {
	interval, phase, jitter time.Duration
}

func newSchedule(interval, jitter time.Duration, who string) schedule {
	sum := sha256.Sum256([]byte(who))
	phase := binary.BigEndian.Uint64(sum[:8]) % uint64(interval)
	return schedule{interval: interval, phase: time.Duration(phase), jitter: jitter}
}

// slot is the number of the slot that a time lies in.
func (s schedule) slot(at time.Time) int64 {
	return (at.UnixNano() - int64(s.phase)) / int64(s.interval)
}

func (s schedule) begin(slot int64) time.Time {
	return time.Unix(0, int64(s.phase)+slot*int64(s.interval))
}

// next is the slot of the profile after that of slot last, and how long to wait for it. Whoever is late starts at once;
// slots that went by unused are left out. A clock that was set back has nobody wait longer than for the next slot.
func (s schedule) next(now time.Time, last int64, chance float64) (slot int64, wait time.Duration) {
	current := s.slot(now)
	slot = min(max(last+1, current), current+1)
	start := s.begin(slot).Add(time.Duration(chance * float64(s.jitter)))
	return slot, max(start.Sub(now), 0)
}

// budget keeps the time under profile below a share of all time.
type budget struct {
	share float64
	since time.Time
	spent time.Duration
}

// allows says whether another profile may start. So the time under profile is never more than the share and one profile.
func (b *budget) allows(now time.Time) bool {
	return float64(b.spent) <= b.share*float64(now.Sub(b.since))
}
