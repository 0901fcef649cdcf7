package cacherelay

import (
	"errors"
	"fmt"
	"sort"
	"time"

	"hone.dev/sdk/internal/cachedaemon"
	"hone.dev/sdk/internal/gocacheprog"
)

// pauses are made before another daemon takes the place of a lost one, and so many may be lost.
var pauses = []time.Duration{20 * time.Millisecond, 200 * time.Millisecond, time.Second}

// attend has a daemon as long as one is needed.
func (s *Session) attend() {
	for lost := 0; s.isWanted(); lost++ {
		link, err := s.Find()
		if err != nil {
			s.goAlone(err)
			return
		}
		if !s.adopt(link) {
			link.Close()
			return
		}
		err = s.hear(link)
		link.Close()
		if !s.lose() {
			s.goAlone(nil)
			return
		}
		if lost == len(pauses) {
			s.goAlone(fmt.Errorf("it was lost %d times, at last because of: %w", lost+1, err))
			return
		}
		time.Sleep(pauses[lost])
	}
}

func (s *Session) isWanted() bool {
	select {
	case <-s.wanted:
		return true
	case <-s.ended:
		return false
	}
}

// adopt hands everything that waits to a daemon, unless nobody needs it any more.
func (s *Session) adopt(link *cachedaemon.Link) bool {
	s.mu.Lock()
	if s.alone {
		s.mu.Unlock()
		return false
	}
	s.link = link
	select {
	case <-s.wanted: // by requests that came while it was looked for
	default:
	}
	s.Bodies.MoveTo(link.Incoming)
	waiting := s.waiting()
	s.mu.Unlock()
	s.here.open(link.Folder)
	for _, a := range waiting {
		s.settle(link, a)
	}
	return true
}

// settle has something that waited for a daemon answered.
func (s *Session) settle(link *cachedaemon.Link, a *asked) {
	answer, is := s.here.answer(a)
	if !is {
		s.send(link, a)
		return
	}
	if s.take(a.ID, a) != nil {
		s.given.add(a.ActionID)
		s.Answers.Write(answer)
		s.wrote(a)
	}
}

// waiting lists what is not answered, in order. It is called with the lock held.
func (s *Session) waiting() []*asked {
	list := make([]*asked, 0, len(s.unanswered))
	for _, a := range s.unanswered {
		list = append(list, a)
	}
	sort.Slice(list, func(i, j int) bool { return list[i].place < list[j].place })
	return list
}

// lose says whether another daemon is needed when the link is gone.
func (s *Session) lose() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.link, s.lost = nil, true
	if len(s.unanswered) > 0 {
		s.want()
	}
	return !s.alone && !s.ending
}

// goAlone gives up daemons, and answers everything that waits for one. People hear why, unless it is the end.
func (s *Session) goAlone(reason error) {
	s.mu.Lock()
	isNews := !s.alone && !s.ending && reason != nil
	s.alone = true
	link := s.link
	s.Bodies.Forget()
	waiting := s.waiting()
	s.mu.Unlock()
	if isNews {
		s.Say(without(reason))
	}
	if link != nil {
		link.Close()
	}
	for _, a := range waiting {
		if s.take(a.ID, a) != nil {
			s.answer(a)
		}
	}
}

func without(reason error) string {
	var refused *cachedaemon.Refused
	if errors.As(reason, &refused) {
		return refused.Reason + " (this build goes on without the cache)"
	}
	return fmt.Sprintf("no daemon (%v); this build goes on without the cache", reason)
}

// hear hands on the daemon's answers until it is gone.
func (s *Session) hear(link *cachedaemon.Link) error {
	for {
		heard, err := link.Hear()
		if err != nil {
			return err
		}
		if heard.Say != "" {
			s.Say(heard.Say)
			continue
		}
		if a := s.take(heard.ID, nil); a != nil { // go dies of an answer that it did not ask for
			s.handOn(a, heard)
		}
	}
}

// handOn gives go the daemon's answer as it is. But what the daemon cannot keep is kept here: go may need it.
func (s *Session) handOn(a *asked, heard cachedaemon.Heard) {
	if a.Command == gocacheprog.Put && (heard.Err != "" || heard.DiskPath == "") {
		s.Bodies.Spill(errors.New("the daemon says: " + heard.Err))
		s.answer(a)
		return
	}
	defer s.wrote(a)
	a.mu.Lock()
	a.taken = true
	if a.body != nil {
		a.body.Release()
	}
	a.mu.Unlock()
	if a.Command == gocacheprog.Close {
		close(s.closed)
		return
	}
	if a.Command == gocacheprog.Get && heard.Miss && s.hasLost() {
		s.Answers.Write(s.miss(a.Request))
		return
	}
	if a.Command == gocacheprog.Get && heard.DiskPath != "" {
		s.given.add(a.ActionID)
	}
	s.Answers.WriteLine(heard.Line)
}

func (s *Session) hasLost() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.lost
}
