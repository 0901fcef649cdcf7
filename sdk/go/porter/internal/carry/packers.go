package carry

import (
	"context"
	"os"
	"runtime"
	"runtime/debug"
	"sync"
)

const (
	mostWaiting = 1024
	seldom      = 400 // percent of what is alive, by which the memory may grow between two collections
)

// packers are threads that pack in the background: they take what is left of the processor by compilers, and a part of the porter's
// own processors, so that fetching goes on meanwhile.
type packers struct {
	all     context.Context // they end with it
	threads int
	begin   sync.Once
	jobs    chan func(*packer)
	places  chan struct{} // of those who work and those who wait
}

func newPackers(all context.Context, processors int) *packers {
	threads := max(1, processors/2)
	return &packers{
		all:     all,
		threads: threads,
		jobs:    make(chan func(*packer)),
		places:  make(chan struct{}, threads+mostWaiting),
	}
}

// enter takes a place, if there is one.
func (p *packers) enter() bool {
	select {
	case p.places <- struct{}{}:
		return true
	default:
		return false
	}
}

func (p *packers) exit() { <-p.places }

// with waits for a thread, and for what it is to do there. A fault of that is an error.
func (p *packers) with(ctx context.Context, use func(*packer) error) error {
	p.begin.Do(func() {
		// A collection stops all threads, and so waits for those that get no processor: half a second on a busy machine.
		if os.Getenv("GOGC") == "" {
			debug.SetGCPercent(seldom)
		}
		for range p.threads {
			go p.work()
		}
	})
	done := make(chan error, 1)
	job := func(one *packer) {
		defer func() {
			if fault := recover(); fault != nil {
				*one = packer{}
				done <- faultOf(fault)
			}
		}()
		done <- use(one)
	}
	select {
	case p.jobs <- job:
		return <-done
	case <-ctx.Done():
		return ctx.Err()
	}
}

// work keeps its thread, which ends with it: nobody else is to be slow.
func (p *packers) work() {
	runtime.LockOSThread()
	beBackground()
	one := &packer{}
	for {
		select {
		case job := <-p.jobs:
			job(one)
		case <-p.all.Done():
			return
		}
	}
}
