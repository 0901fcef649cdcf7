package cacherelay

import (
	"time"

	"hone.dev/sdk/internal/gocacheprog"
)

// answer answers a request without a daemon. The caller has taken it.
func (s *Session) answer(a *asked) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.taken = true
	s.answerTaken(a)
}

func (s *Session) answerTaken(a *asked) {
	defer s.wrote(a)
	switch a.Command {
	case gocacheprog.Get:
		s.Answers.Write(s.look(a.Request))
	case gocacheprog.Put:
		s.Answers.Write(s.keep(a))
	case gocacheprog.Close:
		close(s.closed)
	}
}

func (s *Session) look(request gocacheprog.Request) gocacheprog.Answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	found, is := s.kept[request.ActionID]
	if !is {
		return s.miss(request)
	}
	return gocacheprog.Answer{
		ID: request.ID, OutputID: found.id[:], Size: found.size, Time: &found.time, DiskPath: found.path,
	}
}

// miss says that something is not there. But what go would take for empty then it is told of all the same, and finds that it cannot
// be opened: then it makes it again.
func (s *Session) miss(request gocacheprog.Request) gocacheprog.Answer {
	if s.given.hasPrinted(request.ActionID) {
		if path, err := s.Bodies.Unopenable(); err == nil { // else there is nothing better
			return gocacheprog.Answer{ID: request.ID, OutputID: make([]byte, 32), DiskPath: path}
		}
	}
	return gocacheprog.Answer{ID: request.ID, Miss: true}
}

func (s *Session) keep(a *asked) gocacheprog.Answer {
	path, err := a.body.Keep()
	if err != nil {
		return gocacheprog.Answer{ID: a.ID, Err: err.Error()}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.kept[a.ActionID] = kept{id: a.OutputID, path: path, size: a.body.Size(), time: time.Now().UTC()}
	return gocacheprog.Answer{ID: a.ID, DiskPath: path}
}

// refuse answers a request that cannot be served. One without an id cannot even be answered.
func (s *Session) refuse(id int64, reason error) {
	if id <= 0 {
		s.Say("passed over: " + reason.Error())
		return
	}
	s.Answers.Write(gocacheprog.Answer{ID: id, Err: reason.Error()})
}
