package main

// line is one line of an order.
type line struct {
	article, count uint64
}

// quote is what a line costs before tax.
type quote struct {
	price, freight, rebate uint64
	line                   line
}

// quoteOf costs more than the compiler inlines without a profile, so each quote is made on the heap.
func quoteOf(l line, salt uint64) *quote {
	q := &quote{price: mix(l.article, salt) & 0xffff, line: l}
	if q.line.count > 3 {
		q.rebate = q.price >> 4 * (q.line.count - 3)
	}
	if q.price&0xff == 0 {
		q.freight = q.line.count*7 + q.price>>8
	} else {
		q.freight = q.line.count
	}
	return q
}

func mix(x, y uint64) uint64 {
	x ^= y + x<<13
	x ^= x >> 7
	x ^= x << 17
	return x * 2685821657736338717
}

// tariff is a country's; without a profile the compiler does not know whose is asked.
type tariff interface {
	tax(net uint64) uint64
}

type inland struct{ percent uint64 }

type abroad struct{ percent, least uint64 }

func (t inland) tax(net uint64) uint64 { return net * t.percent / 100 }

func (t abroad) tax(net uint64) uint64 { return max(net*t.percent/100, t.least) }

// total adds an order up. Nearly all of it stays in the country. Were it inlined itself, as a hot call is, the compiler would look
// for the calls in it under its caller's name, where the profile has none.
//
//go:noinline
func total(lines int) uint64 {
	tariffs := []tariff{inland{19}, abroad{7, 40}}
	var sum uint64
	for i := range lines {
		t := tariffs[0]
		if i%64 == 63 {
			t = tariffs[1]
		}
		q := quoteOf(line{article: uint64(i) * 7919, count: uint64(i % 6)}, sum)
		net := q.price*q.line.count + q.freight - q.rebate
		sum += net + t.tax(net)
	}
	return sum
}
