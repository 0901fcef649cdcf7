package cacherelay

import (
	"errors"
	"fmt"

	"hone.dev/sdk/internal/gocacheprog"
)

// Serve reads what go asks until go closes or is gone, and finishes the session. Whatever fails, it reads on.
func (s *Session) Serve(requests *gocacheprog.Reader) {
	for {
		request, err := requests.Next()
		var malformed *gocacheprog.Malformed
		switch {
		case errors.As(err, &malformed):
			s.refuse(request.ID, err)
			continue
		case err != nil:
			s.Finish(0)
			return
		}
		switch request.Command {
		case gocacheprog.Get:
			s.ask(request, nil)
		case gocacheprog.Put:
			err = s.put(request, requests)
		case gocacheprog.Close:
			s.Finish(request.ID)
			return
		default:
			s.refuse(request.ID, fmt.Errorf("unknown command %q", request.Command))
		}
		if err != nil {
			s.Finish(0)
			return
		}
	}
}

// put fails only when go is gone.
func (s *Session) put(request gocacheprog.Request, requests *gocacheprog.Reader) error {
	body := s.Bodies.New()
	if request.BodySize > 0 {
		if err := requests.Body(request.BodySize, body); err != nil {
			body.Drop()
			var malformed *gocacheprog.Malformed
			if errors.As(err, &malformed) {
				s.refuse(request.ID, err)
				return nil
			}
			return err
		}
	}
	if err := body.Close(request.OutputID); err != nil {
		s.refuse(request.ID, err)
		return nil
	}
	s.ask(request, body)
	return nil
}
