// Package carry does orders: it fetches, unpacks, packs, hashes and writes. What to do with the result is the daemon's business.
package carry

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"runtime"
	"sync"
	"time"

	"hone.dev/sdk/porter/internal/order"
)

const (
	mostUnderWay = 256
	headersMost  = 64 << 10
	dialLimit    = 5 * time.Second
)

// Porter does many orders at once.
type Porter struct {
	answers   *order.Answers
	transport http.RoundTripper
	unpackers *unpackers
	packers   *packers
	places    chan struct{}
	bringer   http.RoundTripper
	putPlaces chan struct{}
	all       context.Context
	stop      context.CancelCauseFunc
	running   sync.WaitGroup

	mu       sync.Mutex
	underWay map[int64]context.CancelCauseFunc
	plans    map[int64]*plan // of orders to unpack
}

// New makes a porter that tells answers what became of its orders.
func New(answers *order.Answers) *Porter {
	all, stop := context.WithCancelCause(context.Background())
	return &Porter{
		answers:   answers,
		transport: newTransport(),
		unpackers: newUnpackers(runtime.GOMAXPROCS(0)),
		packers:   newPackers(all, runtime.GOMAXPROCS(0)),
		places:    make(chan struct{}, mostUnderWay),
		bringer:   newBringer(),
		putPlaces: make(chan struct{}, mostPuts),
		all:       all,
		stop:      stop,
		underWay:  make(map[int64]context.CancelCauseFunc),
		plans:     make(map[int64]*plan),
	}
}

// newTransport is one for all orders. A body comes as it is stored, and by HTTP/1.1: one connection for each is quicker than one
// for all.
func newTransport() *http.Transport {
	dialer := &net.Dialer{Timeout: dialLimit, KeepAlive: 30 * time.Second}
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            dialer.DialContext,
		TLSHandshakeTimeout:    dialLimit,
		TLSNextProto:           map[string]func(string, *tls.Conn) http.RoundTripper{},
		DisableCompression:     true,
		MaxIdleConnsPerHost:    mostUnderWay,
		IdleConnTimeout:        90 * time.Second,
		MaxResponseHeaderBytes: headersMost,
		ReadBufferSize:         64 << 10,
	}
}

// Do begins an order and does not wait for its end.
func (p *Porter) Do(o order.Order) {
	ctx, cancel := context.WithCancelCause(p.all)
	if !p.enter(o.ID, cancel) {
		p.answers.Write(order.Fail(0, order.Senseless, fmt.Sprintf("order %d is under way already", o.ID)))
		return
	}
	if isBackground(o) && !p.packers.enter() {
		p.forget(o.ID)
		cancel(nil)
		p.answers.Write(order.Fail(o.ID, order.Senseless, fmt.Sprintf("%d orders to pack wait already", mostWaiting)))
		return
	}
	e := newErrand(p, o, ctx, cancel)
	e.plan = p.planOf(o)
	p.running.Add(1)
	go func() {
		defer p.running.Done()
		e.run()
	}()
}

// Cancel gives up an order, if it is still under way.
func (p *Porter) Cancel(id int64) {
	p.mu.Lock()
	cancel := p.underWay[id]
	p.mu.Unlock()
	if cancel != nil {
		cancel(&trouble{order.Cancelled, "given up as told"})
	}
}

// End gives up all orders. It returns when their files are gone, or when patience is at its end.
func (p *Porter) End(patience time.Duration) {
	p.stop(&trouble{order.Cancelled, "the porter ends"})
	gone := make(chan struct{})
	go func() {
		p.running.Wait()
		close(gone)
	}()
	select {
	case <-gone:
	case <-time.After(patience):
	}
}

func (p *Porter) enter(id int64, cancel context.CancelCauseFunc) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.underWay[id] != nil {
		return false
	}
	p.underWay[id] = cancel
	return true
}

// leave makes room for another order, before anybody hears of the end of this.
func (p *Porter) leave(o order.Order) {
	p.forget(o.ID)
	if isBackground(o) {
		p.packers.exit()
	}
}

func isBackground(o order.Order) bool { return o.Kind() == order.Pack || o.Kind() == order.Bundle }

// planOf makes the plan of an order to unpack, or finds the one that is awaited; nil if there is none.
func (p *Porter) planOf(o order.Order) *plan {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch o.Kind() {
	case order.Unpack:
		p.plans[o.ID] = newPlan()
		return p.plans[o.ID]
	case order.Await:
		return p.plans[o.Of]
	}
	return nil
}

func (p *Porter) forget(id int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.underWay, id)
	delete(p.plans, id)
}
