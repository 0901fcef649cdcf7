package carry

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"hone.dev/sdk/porter/internal/order"
)

const (
	mostPuts = 16
	putIdle  = 4 * time.Second        // less than any server keeps a connection: a body that meets a closed one is lost
	hearing  = 500 * time.Millisecond // for an answer that is there when the rest of the body cannot be sent any more
	settling = 50 * time.Millisecond
)

// newBringer is the transport of what is brought.
func newBringer() *http.Transport {
	bringer := newTransport()
	dial := bringer.DialContext
	bringer.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return &hearingConn{Conn: conn, closed: make(chan struct{})}, nil
	}
	bringer.MaxIdleConnsPerHost = mostPuts
	bringer.IdleConnTimeout = putIdle
	bringer.ExpectContinueTimeout = time.Second
	bringer.WriteBufferSize = 64 << 10
	return bringer
}

// hearingConn does not fail at once when the server takes no more. It may have answered before, and the transport, which reads at the
// same time, would forget the answer for the failure.
type hearingConn struct {
	net.Conn
	once   sync.Once
	closed chan struct{}
}

func (c *hearingConn) Write(p []byte) (int, error) {
	n, err := c.Conn.Write(p)
	if err != nil {
		select {
		case <-c.closed:
		case <-time.After(hearing):
		}
	}
	return n, err
}

func (c *hearingConn) Close() error {
	c.once.Do(func() { close(c.closed) })
	return c.Conn.Close()
}

// outgoing is a file as the body of a request: as many bytes as it had, or a failure.
type outgoing struct {
	file   *os.File
	left   int64
	failed atomic.Pointer[trouble]
	once   sync.Once
	closed chan struct{}
}

func (b *outgoing) Read(p []byte) (int, error) {
	if b.left == 0 {
		return 0, io.EOF
	}
	n, err := b.file.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	switch {
	case err == io.EOF:
		return n, b.fail(order.Broken, fmt.Sprintf("%s got %d bytes shorter while it was sent", b.file.Name(), b.left))
	case err != nil:
		return n, b.fail(order.Folder, err.Error())
	}
	return n, nil
}

func (b *outgoing) fail(why, text string) error {
	failed := &trouble{why, text}
	b.failed.CompareAndSwap(nil, failed)
	return failed
}

// Close may come from the transport later than its answer.
func (b *outgoing) Close() error {
	b.once.Do(func() { _ = b.file.Close(); close(b.closed) })
	return nil
}

// isClosed waits for it.
func (b *outgoing) isClosed(patience time.Duration) bool {
	select {
	case <-b.closed:
		return true
	case <-time.After(patience):
		return false
	}
}

// put brings a file, and tells what the server said.
func (e *errand) put() {
	if err := enter(e.ctx, e.porter.putPlaces); err != nil {
		e.report.failed(troubleOf(e.ctx, err, order.Cancelled))
		return
	}
	defer func() { <-e.porter.putPlaces }()
	file, size, err := openSource(e.order.File)
	if err != nil {
		e.report.failed(troubleOf(e.ctx, err, order.Folder))
		return
	}
	body := &outgoing{file: file, left: size, closed: make(chan struct{})}
	defer body.Close()
	e.wait(e.patience + earned(size, e.poor))
	defer e.watch.Stop()
	response, err := e.send(body, size)
	if err != nil {
		body.isClosed(settling) // so that nobody reads what the daemon may remove
		if failed := body.failed.Load(); failed != nil {
			err = failed
		}
		e.report.failed(e.noResponse(err))
		return
	}
	defer response.Body.Close()
	e.tell(response, body)
}

// send does so once. There is no GetBody, so that the transport does not send it again by itself.
func (e *errand) send(body *outgoing, size int64) (*http.Response, error) {
	request, err := e.request(http.MethodPut, order.Request{URL: e.order.Put, Headers: e.order.Headers})
	if err != nil {
		return nil, err
	}
	request.ContentLength = size
	if size > 0 {
		request.Body = body
	} else {
		request.Body = http.NoBody
		_ = body.Close()
	}
	return e.porter.bringer.RoundTrip(request)
}

// tell reads the beginning of what the server says, as far as it comes in time.
func (e *errand) tell(response *http.Response, body *outgoing) {
	beginning := make([]byte, textMost)
	n, _ := io.ReadFull(response.Body, beginning)
	if given := troubleOf(e.ctx, context.Canceled, ""); given.why == order.Cancelled {
		e.report.failed(given)
		return
	}
	if !body.isClosed(settling) { // an answer before its time; what is left of the body is of no use
		_ = response.Body.Close()
		body.isClosed(hearing)
	}
	e.report.answer(order.Answered{
		ID: e.order.ID, Status: response.StatusCode, Headers: headersOf(response), End: order.Ended, Text: textOf(beginning[:n]),
	})
	if response.ContentLength <= drainMost {
		_, _ = io.CopyN(io.Discard, response.Body, drainMost+1-int64(n))
	}
}
