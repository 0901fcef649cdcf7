package generate

import "slices"

// fault is one way to break a profile.
type fault int

// The first group decodes but does not pass google/pprof's check, or passes by chance; the second does not decode.
const (
	zeroMapping fault = iota
	doubleMapping
	zeroFunction
	doubleFunction
	zeroLocation
	doubleLocation
	danglingLocation
	danglingFunction
	noFunction
	valueCount
	noTypes

	badString
	firstStringNotEmpty
	noStrings
	secondTime
	wrongWireType
	reservedWireType
	lengthTooLong
	varintTooLong
	packedCut
	truncated
	flippedBits
	garbage
	lastFault = garbage

	// nested is no fault of its own: it moves one of the bytes' faults from the outermost message into an inner one.
	nested
)

type faults map[fault]bool

func (g *draft) chooseFaults() faults {
	chosen := faults{}
	for range g.between(1, 2) {
		chosen[fault(g.below(int(lastFault)+1))] = true
	}
	chosen[nested] = g.chance(50)
	return chosen
}

// strike says whether a fault that may hit any of many places hits this one.
func (f faults) strike(r *random, which fault) bool { return f[which] && r.chance(15) }

// damage joins the fields of the outermost message and spoils bytes where a fault asks for that.
func (f faults) damage(r *random, fields []field) []byte {
	fields = slices.Clone(fields)
	if len(fields) > 0 && !f[nested] {
		f.damageField(r, fields)
	}
	whole := message{fields: fields}
	b := whole.plain()
	if f[truncated] && len(b) > 0 {
		b = b[:r.below(len(b))]
	}
	if f[flippedBits] && len(b) > 0 {
		for range r.between(1, 4) {
			b[r.below(len(b))] ^= 1 << r.below(8)
		}
	}
	if f[garbage] {
		b = r.bytes(r.below(64))
	}
	return b
}

// damageField replaces one field of a message by a broken one.
func (f faults) damageField(r *random, fields []field) {
	plain := message{random: r}
	victim := &fields[r.below(len(fields))]
	switch {
	case f[wrongWireType]: // of a field that is there, so mostly one that readers know
		wire := pick(r, []int{wireVarint, wireFixed64, wireBytes, wireFixed32})
		victim.bytes = append(plain.tag(victim.number, wire), 3, 0, 0, 0)
		if wire == wireFixed64 {
			victim.bytes = append(victim.bytes, 0, 0, 0, 0)
		} else if wire == wireVarint {
			victim.bytes = victim.bytes[:len(victim.bytes)-3]
		}
	case f[reservedWireType]:
		victim.bytes = append(plain.tag(uint64(r.between(0, 20)), pick(r, []int{3, 4, 6, 7})), r.bytes(r.below(9))...)
	case f[lengthTooLong]:
		length := pick(r, []uint64{1, 1 << 31, 1 << 32, 1 << 40, 1<<63 + 5, 1<<64 - 1})
		victim.bytes = appendVarint(plain.tag(victim.number, wireBytes), length)
	case f[varintTooLong]:
		victim.bytes = append(plain.tag(victim.number, wireVarint), 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01)
	case f[packedCut]:
		victim.bytes = append(plain.tag(victim.number, wireBytes), 2, 0x01, 0x80) // ends inside a varint if it is packed
	}
}
