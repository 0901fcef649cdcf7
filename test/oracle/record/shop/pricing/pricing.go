// Package pricing works out what a cart costs: generics, closures, interfaces, recursion and small functions that the
// compiler inlines.
package pricing

// Number is what can be added up.
type Number interface{ ~int | ~int64 | ~float64 }

// Rule changes a price.
type Rule interface{ Apply(cents int64) int64 }

// Percent is a discount in per cent.
type Percent int64

// Apply takes the discount off.
func (p Percent) Apply(cents int64) int64 { return cents - share(cents, int64(p)) }

// Cap is a highest price.
type Cap int64

// Apply cuts the price at the cap.
func (c Cap) Apply(cents int64) int64 { return min(cents, int64(c)) }

func share(cents, percent int64) int64 { return cents * percent / 100 }

// Sum adds up f of every element.
func Sum[E any, N Number](elements []E, f func(E) N) N {
	var total N
	for _, e := range elements {
		total += f(e)
	}
	return total
}

// Best tries every order of the rules and returns the lowest price.
func Best(cents int64, rules []Rule) int64 {
	if len(rules) == 0 {
		return cents
	}
	best := cents
	for i, rule := range rules {
		rest := make([]Rule, 0, len(rules)-1)
		rest = append(append(rest, rules[:i]...), rules[i+1:]...)
		best = min(best, Best(rule.Apply(cents), rest))
	}
	return best
}

// Bundle is a set of parts inside parts.
type Bundle struct {
	cents int64
	inner *Bundle
}

// Nest returns a bundle of the given depth.
func Nest(depth int) *Bundle {
	var b *Bundle
	for i := range depth {
		b = &Bundle{cents: int64(i), inner: b}
	}
	return b
}

// Total walks down the bundle, one call per level.
func (b *Bundle) Total() int64 {
	if b == nil {
		return 0
	}
	return b.cents + b.inner.Total()%1_000_003 + work(b.cents)
}

func work(seed int64) int64 {
	x := uint64(seed) | 1
	for range 60 {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
	}
	return int64(x % 5)
}

// Rounder returns a function that rounds to a step.
func Rounder(step int64) func(int64) int64 {
	return func(cents int64) int64 { return (cents + step/2) / step * step }
}
