// Package manifest reads what a build will ask for, as docs/formats/cache-manifest.md has it. Nothing that it says is believed; this
// package only sees to it that whoever follows a manifest stays within bounds.
package manifest

import (
	"cmp"
	"slices"
)

// How a body is stored.
const (
	Plain = 0
	Zstd  = 1
	index = 2 // not at all
)

// None is the body of an entry that is a module index, and what follows the last entry of a body.
const None = -1

// Manifest is what a build used, in the order of first use, without what is wrong in itself.
type Manifest struct {
	Packs   []int64 // how many bytes each has
	Entries []Entry
	Bodies  []Body // those of one pack behind each other, in the order of their places; the inlined ones last
	Inlined []byte

	places map[ID]int32
}

// ID names an action or an output.
type ID = [32]byte

// Entry is an action.
type Entry struct {
	Action ID
	Put    int64 // seconds since 1970
	Body   int32 // its place in Bodies, or None
	Next   int32 // the next entry of the same body, or None
}

// Body is an output. Several actions may have the same.
type Body struct {
	Output ID
	Size   int64
	First  int32 // its first entry
	Pack   int32 // its place in Packs; as many as these are for an inlined one
	Zstd   bool
	At     uint32
	Stored uint32
}

func (b Body) end() int64 { return int64(b.At) + int64(b.Stored) }

// Find returns the place of an action in Entries.
func (m *Manifest) Find(action ID) (int, bool) {
	place, is := m.places[action]
	return int(place), is
}

// Of returns the bodies of a pack in the order of their places, and where in Bodies they begin.
func (m *Manifest) Of(pack int) (bodies []Body, first int) {
	by := func(b Body, pack int) int { return cmp.Compare(int(b.Pack), pack) }
	first, _ = slices.BinarySearchFunc(m.Bodies, pack, by)
	end, _ := slices.BinarySearchFunc(m.Bodies, pack+1, by)
	return m.Bodies[first:end], first
}

// collector puts a manifest together from its entries.
type collector struct {
	*Manifest
	limits  Limits
	outputs map[ID]int32 // places in Bodies
}

// add takes an entry that is right in itself. The first says what becomes of an action, and where an output is.
func (c *collector) add(e entry) {
	if _, is := c.places[e.action]; is || !e.isRight(c.Manifest, c.limits) {
		return
	}
	body := int32(None)
	if e.form != index {
		known, is := c.outputs[e.output]
		switch {
		case !is:
			known = int32(len(c.Bodies))
			c.outputs[e.output] = known
			c.Bodies = append(c.Bodies, e.body(int32(len(c.Entries)), c.Manifest))
		case c.Bodies[known].Size != int64(e.size):
			return
		}
		body = known
	}
	c.places[e.action] = int32(len(c.Entries))
	c.Entries = append(c.Entries, Entry{Action: e.action, Put: int64(e.put), Body: body, Next: None})
}

// finish sorts bodies by their places, and drops those that overlap another and the entries that have them.
func (c *collector) finish() {
	now := c.arrange()
	kept := c.Entries[:0]
	for _, e := range c.Entries {
		if e.Body != None {
			e.Body = now[e.Body]
			if e.Body == None {
				delete(c.places, e.Action)
				continue
			}
		}
		c.places[e.Action] = int32(len(kept))
		kept = append(kept, e)
	}
	c.Entries = kept
	for i := range c.Bodies {
		c.Bodies[i].First = None
	}
	for i := len(kept) - 1; i >= 0; i-- {
		if kept[i].Body != None {
			body := &c.Bodies[kept[i].Body]
			kept[i].Next, body.First = body.First, int32(i)
		}
	}
}

// arrange returns the new places of bodies, by their old ones.
func (c *collector) arrange() []int32 {
	order := make([]int32, len(c.Bodies))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(x, y int32) int {
		a, b := c.Bodies[x], c.Bodies[y]
		return cmp.Or(cmp.Compare(a.Pack, b.Pack), cmp.Compare(a.At, b.At), cmp.Compare(a.Stored, b.Stored), cmp.Compare(a.First, b.First))
	})
	now := make([]int32, len(c.Bodies))
	bodies := make([]Body, 0, len(c.Bodies))
	for _, old := range order {
		body := c.Bodies[old]
		now[old] = None
		if last := len(bodies) - 1; last < 0 || bodies[last].Pack != body.Pack || bodies[last].end() <= int64(body.At) {
			now[old] = int32(len(bodies))
			bodies = append(bodies, body)
		}
	}
	c.Bodies = bodies
	return now
}
