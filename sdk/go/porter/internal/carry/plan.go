package carry

import (
	"context"
	"encoding/hex"
	"sync"

	"hone.dev/sdk/porter/internal/manifest"
	"hone.dev/sdk/porter/internal/order"
)

// fate is what becomes of an action that a manifest names.
type fate uint8

const (
	coming  fate = iota
	here         // the folder has it
	index        // a module index, which is not brought
	refused      // not what it is said to be
	left         // it did not come
	fates
)

// plan is what is known of the actions of a manifest, for those who wait for one. It is there before the manifest has been read.
type plan struct {
	ready chan struct{} // closed when the manifest has been read, or will not be

	mu       sync.Mutex
	manifest *manifest.Manifest
	entries  []fate
	counts   [fates]int
	waiting  map[int]chan struct{} // by entry; closed when its fate is known
	over     bool
}

func newPlan() *plan { return &plan{ready: make(chan struct{}), waiting: map[int]chan struct{}{}} }

// begin makes everything that the manifest names be on its way.
func (p *plan) begin(m *manifest.Manifest) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.manifest, p.entries = m, make([]fate, len(m.Entries))
	p.counts[coming] = len(m.Entries)
	close(p.ready)
}

// settle is for the first who knows.
func (p *plan) settle(entry int, now fate) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.settleLocked(entry, now)
}

func (p *plan) settleLocked(entry int, now fate) {
	if p.entries[entry] != coming {
		return
	}
	p.entries[entry] = now
	p.counts[coming]--
	p.counts[now]++
	if waiting := p.waiting[entry]; waiting != nil {
		close(waiting)
		delete(p.waiting, entry)
	}
}

// end leaves what has not come.
func (p *plan) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.over {
		return
	}
	p.over = true
	if p.manifest == nil {
		close(p.ready)
	}
	for entry := range p.entries {
		p.settleLocked(entry, left)
	}
}

func (p *plan) isComing(entry int) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.entries[entry] == coming
}

func (p *plan) count(of fate) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.counts[of]
}

// await says what has become of an action, when it is known.
func (p *plan) await(ctx context.Context, action manifest.ID) (string, error) {
	if err := closed(ctx, p.ready); err != nil {
		return "", err
	}
	entry, settled := p.follow(action)
	if settled == nil {
		return order.None, nil
	}
	if err := closed(ctx, settled); err != nil {
		return "", err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	switch p.entries[entry] {
	case here:
		return order.Here, nil
	case index:
		return order.Index, nil
	}
	return order.Lost, nil
}

// follow returns what is closed when the fate of an action is known; nil if the manifest does not name it.
func (p *plan) follow(action manifest.ID) (int, <-chan struct{}) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.manifest == nil {
		return 0, nil
	}
	entry, is := p.manifest.Find(action)
	switch {
	case !is:
		return 0, nil
	case p.entries[entry] != coming:
		return entry, p.ready
	case p.waiting[entry] == nil:
		p.waiting[entry] = make(chan struct{})
	}
	return entry, p.waiting[entry]
}

func closed(ctx context.Context, what <-chan struct{}) error {
	select {
	case <-what:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// await tells what has become of an action of another order.
func (e *errand) await() {
	end := order.None
	if e.plan != nil {
		var action manifest.ID
		_, _ = hex.Decode(action[:], []byte(e.order.Await)) // it was looked at
		var err error
		if end, err = e.plan.await(e.ctx, action); err != nil {
			e.report.failed(troubleOf(e.ctx, err, order.Cancelled))
			return
		}
	}
	e.report.answer(order.Awaited{ID: e.order.ID, End: end})
}
