package carry

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync/atomic"
	"time"

	"hone.dev/sdk/porter/internal/order"
)

// call is one request and its response, with the time that they may take.
type call struct {
	ctx       context.Context
	cancel    context.CancelCauseFunc
	patience  time.Duration // until the headers of the response; and what the body may stall
	poor      int64
	watch     *time.Timer // ends it as late
	connected atomic.Bool
}

// wait ends the call as late if there is no response in time.
func (c *call) wait(patience time.Duration) {
	c.watch = time.AfterFunc(patience, func() {
		c.cancel(&trouble{order.Late, fmt.Sprintf("no response within %v", patience)})
	})
}

// get returns when the headers of the response are there.
func (c *call) get(transport http.RoundTripper, what order.Request) (*http.Response, error) {
	request, err := c.request(http.MethodGet, what)
	if err != nil {
		return nil, err
	}
	response, err := transport.RoundTrip(request)
	if err == nil {
		c.watch.Stop()
	}
	return response, err
}

// request is as it was told.
func (c *call) request(method string, what order.Request) (*http.Request, error) {
	trace := &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { c.connected.Store(true) }}
	request, err := http.NewRequestWithContext(httptrace.WithClientTrace(c.ctx, trace), method, what.URL, nil)
	if err != nil {
		return nil, &trouble{order.Senseless, "url: it cannot be asked for"}
	}
	request.Header.Set("User-Agent", "hone/porter")
	for name, value := range what.Headers {
		if strings.EqualFold(name, "Host") {
			request.Host = value
		} else {
			request.Header.Set(name, value)
		}
	}
	return request, nil
}

func (c *call) noResponse(err error) *trouble {
	why := order.Unreachable
	if c.connected.Load() {
		why = order.Broken
	}
	return troubleOf(c.ctx, err, why)
}
