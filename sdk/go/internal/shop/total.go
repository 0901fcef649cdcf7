package main

// line is one line of an order.
type line struct {
	article, count uint64
}

// discount is what a line is cheaper by.
type discount interface {
	off(line) uint64
}

type byCount struct{ least uint64 }

type byArticle struct{ every uint64 }

// Either is small enough to be inlined, but without a profile the compiler does not know which of them is called.

func (d byCount) off(l line) uint64 {
	var off uint64
	for step := d.least; step <= l.count && step <= 8*d.least; step += d.least {
		off += (l.count-step)>>2 ^ l.article&3
		if off > l.count {
			off -= l.count >> 1
		}
	}
	return off & 15
}

func (d byArticle) off(l line) uint64 {
	var off uint64
	for rest := l.article; rest >= d.every && off < 64; rest /= d.every {
		off += rest % d.every
		if off > l.article {
			off >>= 1
		}
	}
	return off & 7
}

// price draws a price from an article's number; it costs more than the compiler inlines without a profile.
func price(article, salt uint64) uint64 {
	x, y := article, salt
	x ^= x << 13
	x ^= x >> 7
	x ^= x << 17
	y += x*2685821657736338717 + y>>3
	if y&1 == 0 {
		y = y>>1 ^ x
	} else {
		y = y*3 + 1
	}
	x += y<<5 ^ y>>11
	y -= x<<3 ^ x>>9
	x ^= y * 11400714819323198485
	if x > y {
		x, y = y>>3^x, x>>5^y
	}
	return (x + y) & 0xffff
}

// total adds an order up. Of its discounts nearly all are by count.
func total(lines int) uint64 {
	discounts := []discount{byCount{3}, byCount{5}, byCount{7}, byCount{9}, byArticle{10}}
	var sum uint64
	for i := range lines {
		l := line{article: uint64(i) * 7919, count: uint64(i % 6)}
		d := discounts[0]
		if i%50 == 0 {
			d = discounts[i/50%len(discounts)]
		}
		for piece := range l.count {
			sum += price(l.article, sum^piece)
		}
		sum -= d.off(l)
	}
	return sum
}
