package hone

import (
	"errors"
	"fmt"
	"io/fs"
	"time"
)

// spooledAtOnce profiles follow one that arrived, so that a fleet does not fall upon a server that comes back.
const spooledAtOnce = 10

// deliver sends a profile, and then some of those that could not be sent before.
func (p *Profiler) deliver(u upload) {
	err := p.sendPatiently(u)
	switch {
	case err == nil:
		p.counts.sent.Add(1)
		p.deliverSpooled()
	case passing(err):
		p.keep(u, err)
	default:
		p.counts.dropped.Add(1)
		p.tell(fmt.Errorf("a profile was refused: %w", err))
	}
}

// sendPatiently tries several times while that may help, and Stop was not called.
func (p *Profiler) sendPatiently(u upload) error {
	for attempt := 0; ; attempt++ {
		err := p.sender.send(p.sending, u)
		if err == nil || !passing(err) || attempt == attempts-1 {
			return err
		}
		var answer *refusal
		var asked time.Duration
		if errors.As(err, &answer) {
			asked = answer.after
		}
		delay := pause(attempt, asked, p.world.chance())
		if delay > longestWait || !p.world.wait(p.working, delay) {
			return err
		}
	}
}

func (p *Profiler) keep(u upload, why error) {
	dropped, err := p.spool.put(u, p.world.now())
	p.counts.dropped.Add(int64(dropped))
	if err != nil {
		p.counts.dropped.Add(1)
		p.tell(fmt.Errorf("a profile was not sent and is given up: %w (%v)", why, err))
		return
	}
	p.counts.spooled.Add(1)
	p.tell(fmt.Errorf("a profile was not sent and is kept for later: %w", why))
}

// deliverSpooled sends the oldest of what is kept, until something is in the way again.
func (p *Profiler) deliverSpooled() {
	files, err := p.spool.files()
	if err != nil {
		p.tell(fmt.Errorf("the spool cannot be read: %w", err))
		return
	}
	for _, file := range files[:min(len(files), spooledAtOnce)] {
		if p.working.Err() != nil || !p.deliverFile(file.Name()) {
			return
		}
	}
}

// deliverFile says whether to go on with the next.
func (p *Profiler) deliverFile(name string) bool {
	u, err := p.spool.read(name)
	if errors.Is(err, fs.ErrNotExist) {
		return true
	}
	if err != nil && !errors.Is(err, errForeign) {
		p.tell(fmt.Errorf("the spool cannot be read: %w", err))
		return false
	}
	if err == nil {
		err = p.sender.send(p.sending, u)
		if err != nil && passing(err) {
			return false
		}
	}
	if err == nil {
		p.counts.sent.Add(1)
	} else {
		p.counts.dropped.Add(1)
		p.tell(fmt.Errorf("%s of the spool is given up: %w", name, err))
	}
	if err := p.spool.remove(name); err != nil {
		p.tell(fmt.Errorf("the spool cannot be tidied: %w", err))
		return false
	}
	return true
}
