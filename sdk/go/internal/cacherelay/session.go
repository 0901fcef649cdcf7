// Package cacherelay stands between go and the daemon of the build cache for as long as one go command runs. Whatever becomes of
// the daemon, each request of go is answered, once, and within bounded time.
package cacherelay

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"hone.dev/sdk/internal/bodies"
	"hone.dev/sdk/internal/cachedaemon"
	"hone.dev/sdk/internal/gocacheprog"
)

// Settings are what a session is made of.
type Settings struct {
	Begun   time.Time                         // from when on it counts when go asked
	Find    func() (*cachedaemon.Link, error) // a daemon, found or started
	Answers *gocacheprog.Answers
	Bodies  *bodies.Folder
	Say     func(line string) // to people
	Wait    time.Duration     // how long a request may take
	Last    time.Duration     // how long the answer to a close may take
}

// Session knows what go has asked and was not answered yet. Whoever takes a request out of unanswered answers it, and nobody else.
//
// One goroutine (attend) finds a daemon, hears it, and finds another when it is lost. What the daemon's folder has is answered from
// there, once a daemon has said where that is. Without a daemon the session is alone: what is put is kept until the end and found
// again, all else that is not in the folder is missed.
type Session struct {
	Settings

	mu         sync.Mutex
	unanswered map[int64]*asked
	unwritten  int // requests that are unanswered, or whose answer is being written
	written    sync.Cond
	count      int64 // of requests so far
	largest    int64 // id so far
	kept       map[gocacheprog.ID]kept
	link       *cachedaemon.Link // nil while there is none
	here       here
	given      given
	lost       bool // a daemon, which may have known what the next one does not
	alone      bool
	ending     bool
	wanted     chan struct{} // a daemon is to be found
	closed     chan struct{} // the request to close is answered
	ended      chan struct{}
}

// asked is a request that waits for its answer.
type asked struct {
	gocacheprog.Request
	begun time.Time
	place int64 // requests are sent again in their order
	timer *time.Timer

	mu    sync.Mutex   // held while something is done with the body
	body  *bodies.Body // of a put
	taken bool         // somebody answers it
}

// kept is a put that the session has answered by itself.
type kept struct {
	id   gocacheprog.ID
	path string
	size int64
	time time.Time
}

// Begin starts a session, which looks for a daemon at once.
func Begin(settings Settings) *Session {
	s := &Session{
		Settings:   settings,
		unanswered: map[int64]*asked{},
		kept:       map[gocacheprog.ID]kept{},
		wanted:     make(chan struct{}, 1),
		closed:     make(chan struct{}),
		ended:      make(chan struct{}),
	}
	s.written.L = &s.mu
	s.here.begun = settings.Begun
	s.wanted <- struct{}{}
	go s.attend()
	return s
}

// ask has a request answered, by the daemon if there is one. It does not wait for that.
func (s *Session) ask(request gocacheprog.Request, body *bodies.Body) {
	a := &asked{Request: request, begun: time.Now(), body: body}
	isMine, err := s.admit(request)
	if err != nil {
		s.refuse(request.ID, err)
		return
	}
	if !isMine && s.isHere(a) {
		return
	}
	s.mu.Lock()
	if s.alone || isMine {
		s.mu.Unlock()
		s.answer(a)
		return
	}
	a.place = s.count
	s.count++
	s.unwritten++
	s.unanswered[request.ID] = a
	a.timer = time.AfterFunc(s.Wait, func() { s.overdue(a) })
	link := s.link
	if link == nil {
		s.want()
	}
	s.mu.Unlock()
	if link != nil {
		s.send(link, a)
	}
}

// admit says whether this is a get of what the session has kept by itself.
func (s *Session) admit(request gocacheprog.Request) (isMine bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.unanswered[request.ID] != nil {
		return false, errors.New("the request before with this ID is not answered yet")
	}
	s.largest = max(s.largest, request.ID)
	if request.Command == gocacheprog.Put {
		delete(s.kept, request.ActionID) // its file stays, go may use it
	}
	_, isMine = s.kept[request.ActionID]
	return isMine && request.Command == gocacheprog.Get, nil
}

// want is called with the lock held.
func (s *Session) want() {
	select {
	case s.wanted <- struct{}{}:
	default: // that is known
	}
}

func (s *Session) send(link *cachedaemon.Link, a *asked) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.taken {
		return
	}
	path, can := "", true
	if a.body != nil {
		path, can = a.body.Offer()
	}
	if can {
		s.here.tell(0, func(hits []byte) { link.Send(hits, a.Request, path) })
		return
	}
	if s.take(a.ID, a) != nil {
		a.taken = true
		s.answerTaken(a)
	}
}

// take makes the caller the one who answers, if nobody is yet. A request that is not this one stays.
func (s *Session) take(id int64, only *asked) *asked {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.unanswered[id]
	if a == nil || only != nil && a != only {
		return nil
	}
	delete(s.unanswered, id)
	a.timer.Stop()
	return a
}

// overdue is for a daemon that says nothing. It counts as dead, but its socket is its own, so there can be no other.
func (s *Session) overdue(a *asked) {
	if s.take(a.ID, a) == nil {
		return
	}
	s.answer(a)
	s.goAlone(fmt.Errorf("it did not answer within %v", s.Wait))
}

// Finish ends the session as go's close does, which has this id; 0 if there was none. When it returns everything is answered.
func (s *Session) Finish(id int64) {
	s.mu.Lock()
	if s.ending {
		s.mu.Unlock()
		<-s.ended
		return
	}
	s.ending = true
	s.largest = max(s.largest, id)
	last := gocacheprog.Request{ID: s.largest, Command: gocacheprog.Close}
	if id == 0 {
		last.ID++
	}
	isHeard := s.link != nil || !s.alone && id != 0 && len(s.unanswered) > 0
	s.mu.Unlock()
	if isHeard {
		s.ask(last, nil)
		s.await()
	}
	s.goAlone(nil)
	s.awaitWritten()
	if id == 0 {
		s.Answers.End(nil)
	} else {
		s.Answers.End(&gocacheprog.Answer{ID: id})
	}
	s.here.close()
	close(s.ended)
}

// awaitWritten waits for answers that others are about to give.
func (s *Session) awaitWritten() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.unwritten > 0 {
		s.written.Wait()
	}
}

// wrote is called when a request is answered and that is written.
func (s *Session) wrote(a *asked) {
	if a.timer == nil { // it never waited
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.unwritten--
	s.written.Broadcast()
}

func (s *Session) await() {
	timer := time.NewTimer(s.Last)
	defer timer.Stop()
	select {
	case <-s.closed:
	case <-timer.C:
	}
}
