package generate

import "math"

// random is a splitmix64 generator: its sequence is part of what a seed means, so it is ours and not the library's.
type random struct{ state uint64 }

func (r *random) next() uint64 {
	r.state += 0x9e3779b97f4a7c15
	z := r.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below returns a number in [0, n).
func (r *random) below(n int) int { return int(r.next() % uint64(n)) }

// between returns a number in [low, high].
func (r *random) between(low, high int) int { return low + r.below(high-low+1) }

// chance is true in percent of 100 calls.
func (r *random) chance(percent int) bool { return r.below(100) < percent }

func (r *random) bytes(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(r.next())
	}
	return b
}

// unsigned prefers the numbers at which implementations break.
func (r *random) unsigned() uint64 {
	edges := []uint64{0, 1, 127, 128, math.MaxInt32, math.MaxUint32, 1 << 32, math.MaxInt64, 1 << 63, math.MaxUint64}
	if r.chance(40) {
		return edges[r.below(len(edges))] + uint64(r.below(3)) - 1
	}
	return r.next() >> r.below(64)
}

func (r *random) signed() int64 { return int64(r.unsigned()) }

func shuffle[T any](r *random, s []T) {
	for i := len(s) - 1; i > 0; i-- {
		j := r.below(i + 1)
		s[i], s[j] = s[j], s[i]
	}
}

func pick[T any](r *random, s []T) T { return s[r.below(len(s))] }
