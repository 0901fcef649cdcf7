package carry

import (
	"context"
	"encoding/hex"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"hone.dev/sdk/porter/internal/manifest"
	"hone.dev/sdk/porter/internal/order"
	"hone.dev/sdk/porter/internal/sample"
)

func (c *cache) awaiting(action [32]byte, of int64) (order.Order, chan struct{}) {
	c.next++
	o := order.Order{ID: c.next, Await: hex.EncodeToString(action[:]), Of: of}
	return o, c.begin(o)
}

func (c *cache) expectAwaited(o order.Order, ended chan struct{}, end string) {
	c.t.Helper()
	if lines := c.world.await(o, ended); len(lines) != 1 || lines[0].End != end {
		c.t.Errorf("said was %+v, not %s", lines, end)
	}
}

// gated serves packs only when it is told.
func gated(t *testing.T) (c *cache, open func()) {
	c = newCache(t)
	gate := make(chan struct{})
	c.server.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-gate:
			c.serve(w, r)
		case <-r.Context().Done():
		}
	})
	var once sync.Once
	open = func() { once.Do(func() { close(gate) }) }
	t.Cleanup(open)
	return c, open
}

func TestAwait_tellsWhatBecomesOfAnAction(t *testing.T) {
	bodies := many(40, 2)
	bodies[2].Pack, bodies[12].Pack = 0, 1 // inlined ones are 0, 4, 6 …
	set := sample.Of(bodies...)
	set.Entries[12].Output[0]++ // a lie
	c, open := gated(t)
	o := c.unpacking(set)
	ended := c.begin(o)
	type awaited struct {
		order order.Order
		ended chan struct{}
		end   string
	}
	var all []awaited
	begin := func(action [32]byte, of int64, end string) {
		o, ended := c.awaiting(action, of)
		all = append(all, awaited{o, ended, end})
	}
	begin(sample.Action(0), o.ID, order.Here) // maybe before the manifest has been read
	begin(sample.Action(5), o.ID, order.Index)
	begin(sample.Action(999), o.ID, order.None)
	begin(sample.Action(0), o.ID+1000, order.None)
	for _, one := range all { // what is inlined needs no pack
		c.expectAwaited(one.order, one.ended, one.end)
	}
	all = nil
	begin(sample.Action(2), o.ID, order.Here)
	begin(sample.Action(2), o.ID, order.Here)
	begin(sample.Action(12), o.ID, order.Lost)
	given, givenEnded := c.awaiting(sample.Action(3), o.ID)
	c.porter.Cancel(given.ID)
	if lines := c.world.await(given, givenEnded); len(lines) != 1 || lines[0].Why != order.Cancelled {
		t.Error(lines)
	}
	select {
	case <-all[0].ended:
		t.Error("it is not there yet")
	case <-time.After(20 * time.Millisecond):
	}
	open()
	for _, one := range all {
		c.expectAwaited(one.order, one.ended, one.end)
	}
	c.world.await(o, ended)
	after, afterEnded := c.awaiting(sample.Action(2), o.ID)
	c.expectAwaited(after, afterEnded, order.None)
	c.expectResult(bodies[2].Action, bodies[2].Content, int64(bodies[2].Put))
}

func TestAwait_ofAnOrderThatIsGivenUp_isLostOrNone(t *testing.T) {
	set := sample.Of(many(40, 2)...)
	c, _ := gated(t)
	o := c.unpacking(set)
	ended := c.begin(o)
	waiting, waitingEnded := c.awaiting(sample.Action(2), o.ID)
	time.Sleep(5 * time.Millisecond)
	c.porter.Cancel(o.ID)
	c.expectAwaited(waiting, waitingEnded, order.Lost)
	c.expectVain(c.world.await(o, ended), order.Cancelled, "")
	bad := c.following([]byte("no manifest"), nil)
	badEnded := c.begin(bad)
	waiting, waitingEnded = c.awaiting(sample.Action(2), bad.ID)
	c.expectAwaited(waiting, waitingEnded, order.None)
	c.expectVain(c.world.await(bad, badEnded), order.Senseless, "")
	if len(c.porter.plans) != 0 {
		t.Error("plans stay")
	}
}

func TestAwaits_doNotCountAmongTheOrdersUnderWay(t *testing.T) {
	set := sample.Of(many(40, 2)...)
	c, open := gated(t)
	o := c.unpacking(set)
	ended := c.begin(o)
	ends := map[int64]chan struct{}{}
	for range 3 * mostUnderWay {
		one, ended := c.awaiting(sample.Action(2), o.ID)
		ends[one.ID] = ended
	}
	open()
	c.world.await(o, ended)
	for id, ended := range ends {
		c.expectAwaited(order.Order{ID: id}, ended, order.Here)
	}
}

// What is used first is unpacked first, however many could be.
func TestTurns_areInTheOrderOfTheirRanks(t *testing.T) {
	one := &turns{free: 1}
	ctx := context.Background()
	if one.enter(ctx, 0) != nil {
		t.Fatal("no turn")
	}
	var mu sync.Mutex
	var got []int32
	var all sync.WaitGroup
	for _, rank := range []int32{5, 3, 9, 1, 7} {
		all.Add(1)
		go func() {
			defer all.Done()
			if one.enter(ctx, rank) == nil {
				mu.Lock()
				got = append(got, rank)
				mu.Unlock()
				one.leave()
			}
		}()
	}
	given, giveUp := context.WithCancel(ctx)
	all.Add(1)
	go func() {
		defer all.Done()
		if one.enter(given, 4) == nil {
			t.Error("a turn of one who has given up")
		}
	}()
	eventually(t, "all wait", func() bool { one.mu.Lock(); defer one.mu.Unlock(); return len(one.waiting) == 6 })
	giveUp()
	eventually(t, "one has given up", func() bool { one.mu.Lock(); defer one.mu.Unlock(); return len(one.waiting) == 5 })
	one.leave()
	all.Wait()
	if !slices.Equal(got, []int32{1, 3, 5, 7, 9}) || one.free != 1 {
		t.Error(got, one.free)
	}
}

func TestTurns_thatAreGivenUpAtTheSameTime_areNotLost(t *testing.T) {
	one := &turns{free: 2}
	var all sync.WaitGroup
	for i := range int32(200) {
		ctx, giveUp := context.WithCancel(context.Background())
		all.Add(2)
		go func() { defer all.Done(); giveUp() }()
		go func() {
			defer all.Done()
			if one.enter(ctx, i) == nil {
				one.leave()
			}
		}()
	}
	all.Wait()
	if one.free != 2 || len(one.waiting) != 0 {
		t.Error(one.free, len(one.waiting))
	}
}

func TestPlan_settlesOnce(t *testing.T) {
	set := sample.Of(many(3, 1)...)
	c := newCache(t)
	e := &errand{order: c.unpacking(set)}
	m, err := e.readManifest()
	if err != nil {
		t.Fatal(err)
	}
	p := newPlan()
	p.begin(m)
	p.settle(0, here)
	p.settle(0, refused)
	p.end()
	p.end()
	if p.count(here) != 1 || p.count(left) != 2 || p.count(refused) != 0 || p.count(coming) != 0 {
		t.Error(p.counts)
	}
	if end, err := p.await(context.Background(), manifest.ID(sample.Action(1))); err != nil || end != order.Lost {
		t.Error(end, err)
	}
}
