package carry

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"

	"hone.dev/sdk/porter/internal/order"
)

// packReadWhole is a stored body that is read before it is its turn to be unpacked. So hardly any waits for the network then.
const packReadWhole = 2 << 20

// fetchPack brings what is needed of a pack while it comes. What does not come is left.
func (u *unpacking) fetchPack(pack int) {
	times := order.Times{Pack: pack, Asked: u.micros()}
	defer func() { u.timed(times) }()
	ctx, cancel := context.WithCancelCause(u.ctx)
	defer cancel(nil)
	c := &call{ctx: ctx, cancel: cancel, patience: u.patience, poor: u.poor}
	c.wait(c.patience)
	defer c.watch.Stop()
	u.requests.Add(1)
	response, err := c.get(u.porter.transport, u.order.Packs[pack])
	if err != nil {
		times.Ended = u.micros()
		u.note(fmt.Sprintf("the pack at %d: %s", pack, c.noResponse(err).text))
		return
	}
	times.Status, times.Answered = response.StatusCode, u.micros()
	defer response.Body.Close()
	body := newMeter(c, response.Body)
	defer func() {
		u.stored.Add(body.stored)
		times.Stored = body.stored
	}()
	if response.StatusCode != http.StatusOK {
		u.note(fmt.Sprintf("the pack at %d: the answer is %d", pack, response.StatusCode))
	} else if u.takePack(pack, c, body) {
		times.Came = body.last.Sub(u.begun).Microseconds()
	}
	times.Ended = u.micros()
	if isLost(response, body, u.manifest.Packs[pack]) {
		u.lose(pack)
	}
	if response.ContentLength-body.stored <= drainMost { // so that the connection can be used again
		_, _ = io.CopyN(io.Discard, body, drainMost+1)
	}
}

// isLost says whether the server has no pack any more, or a shorter one than it should. A body that only the end of the connection
// ends may have been cut.
func isLost(response *http.Response, body *meter, size int64) bool {
	switch {
	case response.StatusCode == http.StatusNotFound || response.StatusCode == http.StatusGone:
		return true
	case response.StatusCode != http.StatusOK:
		return false
	case response.ContentLength >= 0:
		return response.ContentLength < size
	}
	return body.err == io.EOF && body.stored < size && slices.Contains(response.TransferEncoding, "chunked")
}

// takePack says whether all came that is needed.
func (u *unpacking) takePack(pack int, from *call, body *meter) bool {
	in := &stretch{in: bufio.NewReaderSize(body, 64<<10), body: body, ctx: from.ctx, pack: pack}
	bodies, first := u.manifest.Of(pack)
	var buffer []byte
	for i, b := range bodies {
		if !u.needs(first + i) {
			continue
		}
		if b.Stored <= packReadWhole {
			buffer = slices.Grow(buffer[:0], int(b.Stored))[:b.Stored]
			if err := in.take(b.At, buffer); err != nil {
				u.note(err.Error())
				return false
			}
			u.bringStored(first+i, buffer)
		} else if !u.bringStream(first+i, in) {
			return false
		}
	}
	return true
}

// bringStream brings a body while it comes, and says whether all of it came.
func (u *unpacking) bringStream(body int, from *stretch) bool {
	b := u.manifest.Bodies[body]
	if err := from.take(b.At, nil); err != nil {
		u.note(err.Error())
		return false
	}
	came := false
	u.bring(body, func(to io.Writer) error {
		stored := &io.LimitedReader{R: from, N: int64(b.Stored)}
		err := u.unpackStream(b.Zstd, stored, to)
		_, _ = io.Copy(io.Discard, stored) // where the next one begins
		if came = stored.N == 0; !came {
			return from.broken()
		}
		return err
	})
	return came
}

func (u *unpacking) unpackStream(packed bool, stored io.Reader, to io.Writer) error {
	if packed {
		return u.porter.unpackers.stream(u.ctx, stored, to)
	}
	buffer := buffers.Get().(*[]byte)
	defer buffers.Put(buffer)
	_, err := io.CopyBuffer(to, stored, *buffer)
	return err
}

// stretch is a pack from its beginning to the last body that is needed.
type stretch struct {
	in    *bufio.Reader
	body  *meter
	ctx   context.Context
	pack  int
	place int64
}

// take passes over what is before a place, and fills a buffer with what is there. It fails with a *trouble.
func (s *stretch) take(at uint32, buffer []byte) error {
	passed, err := s.in.Discard(int(int64(at) - s.place))
	s.place += int64(passed)
	if err == nil {
		_, err = io.ReadFull(s, buffer)
	}
	if err != nil {
		return s.broken()
	}
	return nil
}

func (s *stretch) Read(p []byte) (int, error) {
	n, err := s.in.Read(p)
	s.place += int64(n)
	return n, err
}

// broken is why there is no more.
func (s *stretch) broken() *trouble {
	failed := s.body.broken(s.ctx)
	if failed == nil {
		failed = &trouble{order.Broken, fmt.Sprintf("it ends after %d bytes", s.place)}
	}
	return &trouble{failed.why, fmt.Sprintf("the pack at %d: %s", s.pack, failed.text)}
}
