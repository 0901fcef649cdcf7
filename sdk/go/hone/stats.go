package hone

import "sync/atomic"

// Stats counts what became of the profiles since the start.
type Stats struct {
	Profiles int64 // taken
	Busy     int64 // not taken, because somebody else was profiling
	Sent     int64 // arrived, those from the spool too
	Spooled  int64 // kept for later
	Dropped  int64 // given up: refused, too large, or without room in the spool
}

type counts struct {
	profiles, busy, sent, spooled, dropped atomic.Int64
}

// Stats says what was done so far.
func (p *Profiler) Stats() Stats {
	return Stats{
		Profiles: p.counts.profiles.Load(),
		Busy:     p.counts.busy.Load(),
		Sent:     p.counts.sent.Load(),
		Spooled:  p.counts.spooled.Load(),
		Dropped:  p.counts.dropped.Load(),
	}
}
