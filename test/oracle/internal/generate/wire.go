package generate

// The wire types of protobuf. 3 and 4 are groups, which pprof refuses; 6 and 7 do not exist.
const (
	wireVarint  = 0
	wireFixed64 = 1
	wireBytes   = 2
	wireFixed32 = 5
)

func appendVarint(b []byte, v uint64) []byte {
	for v >= 0x80 {
		b = append(b, byte(v)|0x80)
		v >>= 7
	}
	return append(b, byte(v))
}

// appendLongVarint writes v in exactly n bytes, more than it needs. In the tenth byte only one bit counts; the others
// are set to what spill says, and a reader has to drop them.
func appendLongVarint(b []byte, v uint64, n int, spill byte) []byte {
	for i := range n {
		part := byte(v) & 0x7f
		v >>= 7
		if i == 9 {
			part |= spill & 0x7e
		}
		if i < n-1 {
			part |= 0x80
		}
		b = append(b, part)
	}
	return b
}

func varintLength(v uint64) int {
	n := 1
	for ; v >= 0x80; v >>= 7 {
		n++
	}
	return n
}

// message is one protobuf message under construction: its fields in order, not yet joined.
type message struct {
	*random
	noise  int // per cent of the places where something unusual but legal may be written
	faults faults
	fields []field
}

type field struct {
	number uint64
	bytes  []byte // with tag
}

func (m *message) odd() bool { return m.noise > 0 && m.chance(m.noise) }

func (m *message) varint(b []byte, v uint64) []byte {
	if shortest := varintLength(v); shortest < 10 && m.odd() {
		return appendLongVarint(b, v, m.between(shortest+1, 10), byte(m.next()))
	}
	return appendVarint(b, v)
}

func (m *message) tag(number uint64, wire int) []byte { return m.varint(nil, number<<3|uint64(wire)) }

func (m *message) add(number uint64, bytes []byte) { m.fields = append(m.fields, field{number, bytes}) }

// scalar writes a field of which the last occurrence counts. Zero is usually left out.
func (m *message) scalar(number, v uint64) {
	if m.odd() {
		m.one(number, m.unsigned())
		m.one(number, v)
	} else if v != 0 || m.odd() {
		m.one(number, v)
	}
}

// once writes a field that must not occur twice.
func (m *message) once(number, v uint64) {
	if v != 0 {
		m.one(number, v)
	}
}

func (m *message) one(number, v uint64) { m.add(number, m.varint(m.tag(number, wireVarint), v)) }

func (m *message) flag(number uint64, v bool) {
	switch {
	case v && m.odd():
		m.one(number, m.unsigned()|1<<40)
	case v:
		m.one(number, 1)
	case m.odd():
		m.one(number, 1)
		m.one(number, 0)
	}
}

func (m *message) chunk(number uint64, b []byte) {
	m.add(number, append(m.varint(m.tag(number, wireBytes), uint64(len(b))), b...))
}

// repeated writes numbers packed, one by one, or as a mix of both, as readers have to accept.
func (m *message) repeated(number uint64, vs []uint64) {
	for len(vs) > 0 {
		n := len(vs)
		if m.odd() {
			n = m.between(1, n)
		}
		if (n > 2) != m.odd() {
			var packed []byte
			for _, v := range vs[:n] {
				packed = m.varint(packed, v)
			}
			m.chunk(number, packed)
		} else {
			for _, v := range vs[:n] {
				m.one(number, v)
			}
		}
		vs = vs[n:]
	}
	if m.odd() {
		m.chunk(number, nil)
	}
}

// unknown writes a field that no reader knows. A number just above 32 bits catches readers that cut it to an int.
func (m *message) unknown() {
	number := pick(m.random, []uint64{0, 16, 17, 100, 19000, 1<<29 - 1, 1<<32 + 1, 1<<32 + 6, 1<<61 - 1})
	switch m.below(4) {
	case 0:
		m.one(number, m.unsigned())
	case 1:
		m.add(number, append(m.tag(number, wireFixed64), m.bytes(8)...))
	case 2:
		m.chunk(number, m.bytes(m.below(20)))
	default:
		m.add(number, append(m.tag(number, wireFixed32), m.bytes(4)...))
	}
}

// mix changes the order of the fields, but never of two with the same number.
func (m *message) mix() {
	queues := map[uint64][]field{}
	order := make([]uint64, len(m.fields))
	for i, f := range m.fields {
		queues[f.number] = append(queues[f.number], f)
		order[i] = f.number
	}
	shuffle(m.random, order)
	for i, number := range order {
		m.fields[i] = queues[number][0]
		queues[number] = queues[number][1:]
	}
}

func (m *message) join() []byte {
	for m.odd() {
		m.unknown()
	}
	if m.odd() {
		m.mix()
	}
	if len(m.fields) > 0 && m.faults.strike(m.random, nested) {
		m.faults.damageField(m.random, m.fields)
	}
	return m.plain()
}

func (m *message) plain() []byte {
	var b []byte
	for _, f := range m.fields {
		b = append(b, f.bytes...)
	}
	return b
}
