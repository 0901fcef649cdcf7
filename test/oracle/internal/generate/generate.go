// Package generate makes random profiles, most of them valid, byte by byte: so that it can also write what no encoder
// would. The same order gives the same bytes for ever, which makes a seed a complete description of a failure.
package generate

import "slices"

// Order says what to make.
type Order struct {
	Seed    uint64
	Size    uint32 // about so many samples
	Hostile int    // in so many of 100 profiles, one or two rules of the format are broken
}

// Profile makes the protobuf bytes of one profile.
func Profile(o Order) []byte {
	g := newDraft(o)
	g.sampleTypes()
	g.mappings()
	g.functions()
	g.locations()
	g.samples()
	g.header()
	return g.finish()
}

// draft is a profile under construction.
type draft struct {
	*random
	size    int
	noise   int // see message
	faults  faults
	extreme bool // values, lines and addresses over the whole range
	goLike  bool // types, units and start lines as Go's CPU profiles have them

	top     message
	strings []string
	index   map[string]int

	types                                  int
	mappingIDs, functionIDs, locationIDs   []uint64
	unusedMappings, unusedFuncs, unusedLoc uint64
}

func newDraft(o Order) *draft {
	r := &random{o.Seed*0x2545f4914f6cdd1d + 0x1d}
	g := &draft{random: r, index: map[string]int{"": 0}, strings: []string{""}}
	g.noise = pick(r, []int{0, 0, 1, 5, 25})
	g.extreme = g.chance(30)
	g.goLike = g.chance(60)
	g.size = int(min(o.Size, 1<<20))
	if o.Hostile > 0 && g.chance(o.Hostile) {
		g.faults = g.chooseFaults()
	}
	g.top = g.message()
	return g
}

func (g *draft) message() message { return message{random: g.random, noise: g.noise, faults: g.faults} }

func (g *draft) odd() bool { return g.noise > 0 && g.chance(g.noise) }

// text returns an index of the string table under which s stands.
func (g *draft) text(s string) uint64 {
	if g.faults.strike(g.random, badString) {
		return pick(g.random, []uint64{1 << 20, 1<<64 - 1, 1 << 63, 1 << 32})
	}
	i, known := g.index[s]
	if !known || g.odd() { // the same text may stand in the table twice, the empty one too
		i = len(g.strings)
		g.strings = append(g.strings, s)
		g.index[s] = i
	}
	return uint64(i)
}

var words = []string{
	"", "main.main", "main.(*shop).handle", "main.(*shop).handle.func1", "main.sum[go.shape.int]", "runtime.mallocgc",
	"runtime.gcBgMarkWorker", "encoding/json.(*decodeState).object", "net/http.(*conn).serve", "std::vector<int>::push_back(int&&)",
	"(anonymous namespace)::f", "-", "<unknown>", " blank ", "tab\tand\nnewline", "naïve", "名前", "\xff\xfe", "a\x00b", "\xed\xa0\x80",
	"shop.go", "/src/shop/shop.go", "[vdso]", "[kernel.kallsyms]_text", "/usr/local/bin/shop", "6f1c6e7d", "endpoint", "tenant",
	"/cart", "/pay", "bytes", "request", "thread", "allocation",
}

func (g *draft) word() string {
	if g.odd() {
		return string(g.bytes(g.below(40)))
	}
	return pick(g.random, words)
}

func (g *draft) name() string {
	if g.chance(70) {
		return "main.f" + string(rune('a'+g.below(26))) + string(rune('a'+g.below(26)))
	}
	return g.word()
}

func (g *draft) valueType(kind, unit string) []byte {
	m := g.message()
	m.scalar(1, g.text(kind))
	m.scalar(2, g.text(unit))
	return m.join()
}

func (g *draft) sampleTypes() {
	if g.faults[noTypes] {
		return
	}
	if g.goLike {
		g.types = 2
		g.top.chunk(1, g.valueType("samples", "count"))
		g.top.chunk(1, g.valueType("cpu", "nanoseconds"))
		return
	}
	g.types = g.between(1, 4)
	for range g.types {
		g.top.chunk(1, g.valueType(g.word(), g.word()))
	}
}

// ids makes n different ids, and one more that nothing has.
func (g *draft) ids(n int) (used []uint64, unused uint64) {
	style := g.below(5)
	seen := map[uint64]bool{0: true}
	for len(seen) < n+2 {
		id := uint64(len(seen))
		switch style {
		case 2:
			id = uint64(g.below(50 * (n + 2)))
		case 3:
			id = g.next()
		case 4:
			id = uint64(n + 2 - len(seen))
		}
		if !seen[id] {
			seen[id] = true
			used = append(used, id)
		}
	}
	if style == 1 {
		shuffle(g.random, used)
	}
	return used[:n], used[n]
}

// spoil breaks the ids of one table as the faults say.
func (g *draft) spoil(ids []uint64, zero, double fault) []uint64 {
	if len(ids) > 0 && g.faults[zero] {
		ids[g.below(len(ids))] = 0
	}
	if len(ids) > 1 && g.faults[double] {
		i := g.between(1, len(ids)-1)
		ids[i] = ids[g.below(i)]
	}
	return ids
}

func (g *draft) mappings() {
	ids, unused := g.ids(g.below(4))
	g.unusedMappings = unused
	g.mappingIDs = g.spoil(ids, zeroMapping, doubleMapping)
	for _, id := range g.mappingIDs {
		m := g.message()
		m.scalar(1, id)
		start := g.address()
		m.scalar(2, start)
		m.scalar(3, start+uint64(g.below(1<<30)))
		m.scalar(4, uint64(g.below(1<<20)))
		m.scalar(5, g.text(g.word()))
		m.scalar(6, g.text(g.word()))
		for flag := range uint64(4) {
			m.flag(7+flag, g.chance(50))
		}
		g.top.chunk(3, m.join())
	}
}

func (g *draft) address() uint64 {
	if g.extreme {
		return g.unsigned()
	}
	return 0x400000 + uint64(g.below(1<<16))
}

func (g *draft) line() uint64 {
	switch {
	case g.extreme && g.chance(30):
		return g.unsigned()
	case g.chance(5):
		return uint64(-int64(g.below(200)))
	default:
		return uint64(g.below(2000))
	}
}

func (g *draft) functions() {
	ids, unused := g.ids(g.between(1, 2+g.size/2))
	g.unusedFuncs = unused
	g.functionIDs = g.spoil(ids, zeroFunction, doubleFunction)
	for _, id := range g.functionIDs {
		m := g.message()
		m.scalar(1, id)
		name := g.name()
		m.scalar(2, g.text(name))
		m.scalar(3, g.text(name))
		m.scalar(4, g.text(g.word()))
		if g.goLike || g.chance(30) {
			m.scalar(5, g.line())
		}
		g.top.chunk(5, m.join())
	}
}

func (g *draft) locations() {
	ids, unused := g.ids(g.between(1, 2+g.size))
	g.unusedLoc = unused
	g.locationIDs = g.spoil(ids, zeroLocation, doubleLocation)
	for i, id := range g.locationIDs {
		m := g.message()
		m.scalar(1, id)
		m.scalar(2, g.mappingID())
		m.scalar(3, g.address()+uint64(i))
		for range pick(g.random, []int{0, 1, 1, 1, 1, 1, 2, 3, 7}) {
			m.chunk(4, g.codeLine())
		}
		m.flag(5, g.chance(5))
		g.top.chunk(4, m.join())
	}
}

// mappingID may be unknown or 0: pprof takes that for "no mapping".
func (g *draft) mappingID() uint64 {
	if len(g.mappingIDs) == 0 || g.chance(10) {
		return pick(g.random, []uint64{0, g.unusedMappings})
	}
	return pick(g.random, g.mappingIDs)
}

func (g *draft) codeLine() []byte {
	m := g.message()
	id := pick(g.random, g.functionIDs)
	switch {
	case g.faults.strike(g.random, danglingFunction):
		id = g.unusedFuncs
	case g.faults.strike(g.random, noFunction):
		id = 0
	}
	m.scalar(1, id)
	m.scalar(2, g.line())
	if g.chance(10) {
		m.scalar(3, g.line())
	}
	return m.join()
}

func (g *draft) samples() {
	n := g.size
	if n > 0 {
		n = g.between(n/2, n)
	}
	if g.faults[noTypes] {
		n++
	}
	var stacks [][]uint64
	for range n {
		if len(stacks) == 0 || g.chance(70) {
			stacks = append(stacks, g.stack())
		}
		m := g.message()
		m.repeated(1, pick(g.random, stacks))
		m.repeated(2, g.values())
		for range pick(g.random, []int{0, 0, 0, 1, 2, 5}) {
			m.chunk(3, g.label())
		}
		g.top.chunk(2, m.join())
	}
}

// stack is a walk over few locations, so that recursion is common.
func (g *draft) stack() []uint64 {
	depth := g.below(12)
	if g.odd() {
		depth = g.below(300)
	}
	base, span := g.below(len(g.locationIDs)), g.between(1, 20)
	ids := make([]uint64, depth)
	for i := range ids {
		ids[i] = g.locationIDs[(base+g.below(span))%len(g.locationIDs)]
		if g.faults.strike(g.random, danglingLocation) {
			ids[i] = g.unusedLoc
		}
	}
	return ids
}

func (g *draft) values() []uint64 {
	values := make([]uint64, g.types)
	for i := range values {
		switch {
		case g.extreme && g.chance(20):
			values[i] = g.unsigned()
		case g.chance(90):
			values[i] = uint64(g.below(50))
		default:
			values[i] = uint64(-int64(g.below(50)))
		}
	}
	if g.goLike && !g.extreme && g.types == 2 {
		values[1] = values[0] * 10_000_000
	}
	switch {
	case !g.faults.strike(g.random, valueCount):
		return values
	case len(values) > 0 && g.chance(50):
		return values[1:]
	default:
		return append(values, 1)
	}
}

func (g *draft) label() []byte {
	m := g.message()
	m.scalar(1, g.text(pick(g.random, []string{"endpoint", "tenant", "bytes", "request", "", "thread"})))
	kind := g.below(10)
	if kind < 6 || kind == 9 {
		m.scalar(2, g.text(g.word()))
	}
	if kind >= 6 && kind < 9 || kind == 9 && g.chance(50) {
		m.scalar(3, uint64(g.signed()))
	}
	if kind == 7 || kind == 8 {
		m.scalar(4, g.text(pick(g.random, []string{"bytes", "nanoseconds", ""})))
	}
	return m.join()
}

func (g *draft) header() {
	if g.chance(20) {
		g.top.scalar(7, g.text(pick(g.random, []string{"runtime\\..*", "main.f[a-m].*", "(", ""})))
		g.top.scalar(8, g.text(pick(g.random, []string{"main\\..*", "runtime.mallocgc", ""})))
	}
	if g.odd() {
		g.top.one(9, 0) // a time of zero may be repeated, any other not
	}
	g.top.once(9, pick(g.random, []uint64{0, 1_790_000_000_000_000_000, g.unsigned()}))
	if g.faults[secondTime] {
		g.top.one(9, 1)
		g.top.one(9, 2)
	}
	g.top.scalar(10, pick(g.random, []uint64{0, 30_000_000_000, g.unsigned()}))
	if g.goLike || g.chance(50) {
		if g.odd() {
			g.top.chunk(11, g.valueType("overwritten", "wholly"))
		}
		g.top.chunk(11, g.valueType("cpu", "nanoseconds"))
		g.top.scalar(12, 10_000_000)
	}
	var comments []uint64
	for range pick(g.random, []int{0, 0, 0, 1, 3}) {
		comments = append(comments, g.text(g.word()))
	}
	g.top.repeated(13, comments)
	if g.chance(30) {
		g.top.scalar(14, g.text(pick(g.random, []string{"samples", "cpu", "nothing"})))
		g.top.scalar(15, g.text("https://example.org/doc"))
	}
}

// finish adds the string table, orders the sections and breaks what the faults ask to break.
func (g *draft) finish() []byte {
	rest := slices.Clone(g.top.fields)
	g.top.fields = nil
	if g.faults[firstStringNotEmpty] {
		g.strings[0] = "x"
	}
	if !g.faults[noStrings] {
		for _, s := range g.strings {
			g.top.chunk(6, []byte(s))
		}
	}
	switch g.below(4) {
	case 0: // strings first
		g.top.fields = append(g.top.fields, rest...)
	case 1: // strings last
		g.top.fields = append(rest, g.top.fields...)
	case 2: // as the field numbers say
		g.top.fields = append(rest, g.top.fields...)
		slices.SortStableFunc(g.top.fields, func(a, b field) int { return int(a.number) - int(b.number) })
	default: // interleaved
		g.top.fields = append(rest, g.top.fields...)
		g.top.mix()
	}
	for g.odd() {
		g.top.unknown()
	}
	return g.faults.damage(g.random, g.top.fields)
}
