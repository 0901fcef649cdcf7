package carry

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptrace"
	"os"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"time"

	"hone.dev/sdk/porter/internal/order"
)

// errand is one order under way.
type errand struct {
	porter    *Porter
	order     order.Order
	ctx       context.Context
	cancel    context.CancelCauseFunc
	watch     *time.Timer // ends the order as late
	connected atomic.Bool
	report    report
}

func newErrand(p *Porter, o order.Order, ctx context.Context, cancel context.CancelCauseFunc) *errand {
	e := &errand{porter: p, order: o, ctx: ctx, cancel: cancel}
	e.report = report{answers: p.answers, id: o.ID, leave: func() { p.leave(o) }}
	if o.Pack == "" && o.Put == "" {
		e.wait(o.Patience())
	}
	return e
}

// wait ends the order as late if there is no response in time.
func (e *errand) wait(patience time.Duration) {
	e.watch = time.AfterFunc(patience, func() {
		e.cancel(&trouble{order.Late, fmt.Sprintf("no response within %v", patience)})
	})
}

// run does the order, and tells its end in any case.
func (e *errand) run() {
	defer e.cancel(nil)
	defer func() {
		if fault := recover(); fault != nil {
			e.report.failed(faultOf(fault))
		}
	}()
	switch {
	case e.order.Pack != "":
		e.pack()
	case e.order.Put != "":
		e.put()
	default:
		e.fetch()
	}
}

func (e *errand) fetch() {
	defer e.watch.Stop()
	select {
	case e.porter.places <- struct{}{}:
		defer func() { <-e.porter.places }()
	case <-e.ctx.Done():
		e.report.failed(troubleOf(e.ctx, e.ctx.Err(), order.Cancelled))
		return
	}
	response, err := e.ask()
	if err != nil {
		e.report.failed(e.noResponse(err))
		return
	}
	defer response.Body.Close()
	if response.StatusCode == http.StatusOK {
		e.take(response)
	} else {
		e.answer(response)
	}
}

// ask sends the request, and returns when the headers of the response are there.
func (e *errand) ask() (*http.Response, error) {
	request, err := e.request(http.MethodGet, e.order.URL)
	if err != nil {
		return nil, err
	}
	response, err := e.porter.transport.RoundTrip(request)
	if err == nil {
		e.watch.Stop()
	}
	return response, err
}

// request is as it was told.
func (e *errand) request(method, url string) (*http.Request, error) {
	trace := &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { e.connected.Store(true) }}
	request, err := http.NewRequestWithContext(httptrace.WithClientTrace(e.ctx, trace), method, url, nil)
	if err != nil {
		return nil, &trouble{order.Senseless, "url: it cannot be asked for"}
	}
	request.Header.Set("User-Agent", "hone/porter")
	for name, value := range e.order.Headers {
		if strings.EqualFold(name, "Host") {
			request.Host = value
		} else {
			request.Header.Set(name, value)
		}
	}
	return request, nil
}

// faultOf is for what was recovered from, and on the goroutine that panicked.
func faultOf(fault any) *trouble {
	fmt.Fprintf(os.Stderr, "hone-porter: %v\n%s", fault, debug.Stack())
	return &trouble{order.Broken, fmt.Sprintf("a fault of the porter: %v", fault)}
}

func (e *errand) noResponse(err error) *trouble {
	why := order.Unreachable
	if e.connected.Load() {
		why = order.Broken
	}
	return troubleOf(e.ctx, err, why)
}

func headersOf(response *http.Response) map[string]string {
	headers := make(map[string]string, len(response.Header))
	for name, values := range response.Header {
		headers[strings.ToLower(name)] = strings.Join(values, ", ")
	}
	return headers
}
