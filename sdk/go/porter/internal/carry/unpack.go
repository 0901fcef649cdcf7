package carry

import (
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"
	"sync"
	"sync/atomic"

	"hone.dev/sdk/porter/internal/folder"
	"hone.dev/sdk/porter/internal/manifest"
	"hone.dev/sdk/porter/internal/order"
)

const packsAtOnce = 8

// unpacking is one order to unpack at work.
type unpacking struct {
	*errand
	folder   *folder.Folder
	manifest *manifest.Manifest
	turns    *turns
	ctx      context.Context // the order's; it ends too when the folder takes no more
	stop     context.CancelCauseFunc

	stored   atomic.Int64
	bytes    atomic.Int64
	requests atomic.Int64
	room     atomic.Int64 // how many bytes may still be written

	looked  int64        // when it was known what is missing
	inlined atomic.Int64 // when all that is inlined was unpacked

	mu      sync.Mutex
	text    string // why the first was refused or left
	lost    []bool // by pack: it is of no use any more
	fetched []order.Times
}

// unpackAll brings what a manifest names, and tells what became of it.
func (e *errand) unpackAll() {
	defer e.plan.end()
	answer, err := e.follow()
	e.plan.end() // before anybody hears of it
	if err != nil {
		e.report.failed(troubleOf(e.ctx, err, order.Broken))
		return
	}
	answer.Left = e.plan.count(left)
	e.report.answer(answer)
}

// follow fails only if nothing could be tried.
func (e *errand) follow() (order.Unpacked, error) {
	if err := enter(e.ctx, e.porter.places); err != nil {
		return order.Unpacked{}, err
	}
	defer func() { <-e.porter.places }()
	root, err := folder.Open(e.order.Root)
	if err != nil {
		return order.Unpacked{}, &trouble{order.Folder, err.Error()}
	}
	m, err := e.readManifest()
	if err != nil {
		return order.Unpacked{}, err
	}
	e.plan.begin(m)
	u := &unpacking{errand: e, folder: root, manifest: m, turns: &turns{free: runtime.GOMAXPROCS(0)}, lost: make([]bool, len(m.Packs))}
	if u.room.Store(e.order.Room); e.order.Room == 0 {
		u.room.Store(math.MaxInt64)
	}
	u.ctx, u.stop = context.WithCancelCause(e.ctx)
	defer u.stop(nil)
	before, err := u.look()
	if err != nil {
		return order.Unpacked{}, err
	}
	u.looked = e.micros()
	e.report.line(order.Planned{ID: e.order.ID, Entries: len(m.Entries), Missing: e.plan.count(coming)})
	u.bringAll()
	return u.outcome(before), nil
}

// outcome is how far it came, also if it was ended, but for what is left.
func (u *unpacking) outcome(before int) order.Unpacked {
	answer := order.Unpacked{
		ID: u.order.ID, End: order.Done, Brought: u.plan.count(here) - before, Refused: u.plan.count(refused),
		Stored: u.stored.Load(), Bytes: u.bytes.Load(), Requests: int(u.requests.Load()), Lost: u.lostPacks(), Text: u.text,
		Looked: u.looked, Inlined: u.inlined.Load(), Fetched: u.fetched,
	}
	if cause := context.Cause(u.ctx); cause != nil && !isFolder(cause) {
		failed := troubleOf(u.ctx, cause, order.Broken)
		answer.End, answer.Why, answer.Text = order.Failed, failed.why, order.Printable(failed.text)
	}
	return answer
}

func (e *errand) readManifest() (*manifest.Manifest, error) {
	file, size, err := openSource(e.order.Unpack)
	if err != nil {
		return nil, &trouble{order.Senseless, err.Error()}
	}
	defer file.Close()
	m, err := manifest.Read(file, size, manifest.Limits{Largest: e.order.Largest, Packs: len(e.order.Packs)})
	if err != nil {
		return nil, &trouble{order.Senseless, fmt.Sprintf("%s is no manifest: %v", e.order.Unpack, err)}
	}
	return m, nil
}

// look settles what needs not be brought, and says how many actions the folder has.
func (u *unpacking) look() (had int, err error) {
	for i, entry := range u.manifest.Entries {
		switch {
		case u.ctx.Err() != nil:
			return 0, u.ctx.Err()
		case entry.Body == manifest.None:
			u.plan.settle(i, index)
		default:
			u.isHere(i)
		}
	}
	return u.plan.count(here), nil
}

// isHere settles an action that the folder has.
func (u *unpacking) isHere(entry int) bool {
	if !u.folder.Has(u.manifest.Entries[entry].Action) {
		return false
	}
	u.plan.settle(entry, here)
	return true
}

// bringAll returns when nothing more comes.
func (u *unpacking) bringAll() {
	var all sync.WaitGroup
	defer all.Wait()
	inlined, first := u.manifest.Of(len(u.manifest.Packs))
	var next, taken atomic.Int64
	for range min(runtime.GOMAXPROCS(0), len(inlined)) {
		u.begin(&all, func() {
			for i := int(next.Add(1)) - 1; i < len(inlined) && u.ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				u.takeInlined(first + i)
				if int(taken.Add(1)) == len(inlined) {
					u.inlined.Store(u.micros())
				}
			}
		})
	}
	places := make(chan struct{}, packsAtOnce)
	budget := u.order.Most
	for pack, size := range u.manifest.Packs {
		switch {
		case !u.wants(pack):
			continue
		case size > budget:
			u.note(fmt.Sprintf("the pack at %d has %d bytes, and no more than %d may be fetched", pack, size, u.order.Most))
			u.leave(pack)
			continue
		}
		budget -= size
		if enter(u.ctx, places) != nil {
			return
		}
		u.begin(&all, func() {
			defer func() { <-places }()
			u.fetchPack(pack)
		})
	}
}

// begin does something beside. A fault ends the order.
func (u *unpacking) begin(all *sync.WaitGroup, do func()) {
	all.Add(1)
	go func() {
		defer all.Done()
		defer func() {
			if fault := recover(); fault != nil {
				u.stop(faultOf(fault))
			}
		}()
		do()
	}()
}

// wants says whether any action needs something of a pack.
func (u *unpacking) wants(pack int) bool {
	bodies, first := u.manifest.Of(pack)
	for i := range bodies {
		if len(u.waiting(first+i)) > 0 {
			return true
		}
	}
	return false
}

// leave tells who waits for something of a pack that it does not come.
func (u *unpacking) leave(pack int) {
	bodies, first := u.manifest.Of(pack)
	for i := range bodies {
		for _, entry := range u.waiting(first + i) {
			u.plan.settle(entry, left)
		}
	}
}

// waiting are the entries of a body that are still on their way.
func (u *unpacking) waiting(body int) []int {
	var entries []int
	for i := u.manifest.Bodies[body].First; i != manifest.None; i = u.manifest.Entries[i].Next {
		if u.plan.isComing(int(i)) {
			entries = append(entries, int(i))
		}
	}
	return entries
}

// note keeps the first reason.
func (u *unpacking) note(text string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.text == "" {
		u.text = order.Printable(text)
	}
}

// timed keeps when what became of a pack.
func (u *unpacking) timed(times order.Times) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.fetched = append(u.fetched, times)
}

// lose is for a pack that will not be of use another time either. What is inlined is in none.
func (u *unpacking) lose(pack int) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if pack < len(u.lost) {
		u.lost[pack] = true
	}
}

func (u *unpacking) lostPacks() (places []int) {
	u.mu.Lock()
	defer u.mu.Unlock()
	for pack, is := range u.lost {
		if is {
			places = append(places, pack)
		}
	}
	return places
}

func isFolder(err error) bool {
	var own *trouble
	return errors.As(err, &own) && own.why == order.Folder
}
