package hone

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"
)

const (
	warmUp    = time.Minute // what a program does first is not what it does
	shortest  = time.Second // of a profile that was cut short; less says too little
	afterStop = time.Second // for what ends by itself
)

var errBusy = errors.New("somebody else is profiling this program; it is tried again later")

// Profiler is the one that runs in this program, from [Start] to [Profiler.Stop]. Its methods may be called from anywhere.
type Profiler struct {
	config   Config
	world    world
	origin   origin
	schedule schedule
	sender   *sender
	spool    *spool

	// What only the profiler's goroutine touches.
	slot   int64 // of the last profile
	busy   int   // how often in a row somebody else was profiling
	budget budget

	working context.Context // ends when Stop is called: nothing is waited for any more
	retire  context.CancelFunc
	sending context.Context // ends when the time given to Stop is over
	abandon context.CancelFunc
	once    sync.Once
	done    chan struct{}

	counts counts
}

// run is the life of the profiler's goroutine.
func (p *Profiler) run() {
	defer func() {
		p.sender.close()
		p.retire()
		p.abandon()
		running.Store(false)
		close(p.done)
	}()
	for p.working.Err() == nil {
		if !p.guarded(p.cycle) {
			p.world.wait(p.working, p.config.Interval)
		}
	}
}

// guarded runs a part of the work; a panic in it ends there, is told, and makes it false.
func (p *Profiler) guarded(work func()) (fine bool) {
	defer func() {
		if cause := recover(); cause != nil {
			p.tell(fmt.Errorf("panic: %v", cause))
		}
	}()
	work()
	return true
}

// cycle waits until a profile is due, takes it, and hands it in.
func (p *Profiler) cycle() {
	slot, delay := p.schedule.next(p.world.now(), p.slot, p.world.chance())
	if p.busy > 0 {
		delay = p.backOff()
	}
	if !p.world.wait(p.working, delay) {
		return
	}
	now := p.world.now()
	slot = max(slot, p.schedule.slot(now)) // backing off may have led into a later one
	if !p.budget.allows(now) {
		p.slot = slot
		return
	}
	body, err := p.profile()
	if errors.Is(err, errBusy) {
		p.wasBusy()
		return
	}
	p.slot, p.busy = slot, 0
	if err != nil {
		p.counts.dropped.Add(1)
		p.tell(err)
		return
	}
	if body != nil {
		p.deliver(upload{p.origin, body})
	}
}

// profile takes one, for as long as is configured or until Stop; nil when that was too soon.
func (p *Profiler) profile() ([]byte, error) {
	recording, err := p.world.record()
	if err != nil {
		return nil, err
	}
	began := p.world.now()
	whole := false
	var body []byte
	// Whatever happens here, no profile is left running.
	func() {
		defer func() { body, err = recording.End() }()
		whole = p.world.wait(p.working, p.config.Duration)
	}()
	took := p.world.now().Sub(began)
	p.budget.spent += took
	if err != nil {
		return nil, err
	}
	p.counts.profiles.Add(1)
	if !whole && took < min(shortest, p.config.Duration) {
		return nil, nil
	}
	return body, nil
}

// backOff is how long to leave another profiler alone: for as long as a profile takes, and longer each time.
func (p *Profiler) backOff() time.Duration {
	longer := min(p.config.Duration<<min(p.busy-1, 10), p.config.Interval)
	return time.Duration(float64(longer) * (1 + 0.5*p.world.chance()))
}

func (p *Profiler) wasBusy() {
	p.busy++
	p.counts.busy.Add(1)
	if p.busy == 1 {
		p.tell(errBusy)
	}
}

// tell hands an error to whoever wants to know.
func (p *Profiler) tell(err error) {
	defer func() { _ = recover() }() // a callback that panics has nobody else to tell
	err = fmt.Errorf("hone: %w", err)
	if p.config.OnError != nil {
		p.config.OnError(err)
		return
	}
	slog.Default().Warn(err.Error())
}

// Stop ends profiling. A profile that is being taken ends now, and is sent, or spooled, if it is a second long. Stop returns
// when all is done, or with the context's error soon after the context ended; what was not done by then is given up.
// Stopping again does no harm.
func (p *Profiler) Stop(ctx context.Context) error {
	p.once.Do(p.retire)
	select {
	case <-p.done:
		return nil
	case <-ctx.Done():
	}
	p.abandon()
	grace := time.NewTimer(afterStop)
	defer grace.Stop()
	select {
	case <-p.done:
	case <-grace.C:
	}
	return ctx.Err()
}
