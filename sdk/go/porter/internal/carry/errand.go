package carry

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"hone.dev/sdk/porter/internal/order"
)

// errand is one order under way.
type errand struct {
	porter *Porter
	order  order.Order
	begun  time.Time
	call
	report report
	plan   *plan // of an order to unpack, or of the one that another awaits something of
}

func newErrand(p *Porter, o order.Order, ctx context.Context, cancel context.CancelCauseFunc) *errand {
	e := &errand{porter: p, order: o, begun: time.Now(), call: call{ctx: ctx, cancel: cancel, patience: o.Patience(), poor: o.Poor}}
	e.report = report{answers: p.answers, id: o.ID, leave: func() { p.leave(o) }}
	if o.Kind() == order.Fetch {
		e.wait(e.patience)
	}
	return e
}

// micros is how long the order has been under way.
func (e *errand) micros() int64 { return time.Since(e.begun).Microseconds() }

// run does the order, and tells its end in any case.
func (e *errand) run() {
	defer e.cancel(nil)
	defer func() {
		if fault := recover(); fault != nil {
			e.report.failed(faultOf(fault))
		}
	}()
	switch e.order.Kind() {
	case order.Pack:
		e.pack()
	case order.Put:
		e.put()
	case order.Unpack:
		e.unpackAll()
	case order.Await:
		e.await()
	case order.Bundle:
		e.bundle()
	default:
		e.fetch()
	}
}

func (e *errand) fetch() {
	defer e.watch.Stop()
	if err := enter(e.ctx, e.porter.places); err != nil {
		e.report.failed(troubleOf(e.ctx, err, order.Cancelled))
		return
	}
	defer func() { <-e.porter.places }()
	response, err := e.get(e.porter.transport, order.Request{URL: e.order.URL, Headers: e.order.Headers})
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

// faultOf is for what was recovered from, and on the goroutine that panicked.
func faultOf(fault any) *trouble {
	fmt.Fprintf(os.Stderr, "hone-porter: %v\n%s", fault, debug.Stack())
	return &trouble{order.Broken, fmt.Sprintf("a fault of the porter: %v", fault)}
}

func headersOf(response *http.Response) map[string]string {
	headers := make(map[string]string, len(response.Header))
	for name, values := range response.Header {
		headers[strings.ToLower(name)] = strings.Join(values, ", ")
	}
	return headers
}
