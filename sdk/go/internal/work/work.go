// Package work is what test programs do: calls that a compiler with a profile decides differently about, on maps, strings
// and memory as services use them.
package work

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"
)

type order struct {
	ID    int               `json:"id"`
	Lines []string          `json:"lines"`
	Notes map[string]string `json:"notes"`
}

// Result keeps the compiler from leaving the work out.
var Result uint64 = 88172645463325252

// Spin works for a while.
func Spin(duration time.Duration) {
	for end := time.Now().Add(duration); time.Now().Before(end); {
		Unit()
	}
}

// Unit is one piece of work, of about a tenth of a millisecond.
func Unit() {
	o := order{ID: int(Result % 1000), Notes: map[string]string{}}
	for i := range 20 {
		text := strconv.FormatUint(mix(Result, uint64(i)), 36)
		o.Lines = append(o.Lines, text)
		o.Notes[strconv.Itoa(i)] = text
	}
	slices.Sort(o.Lines)
	packed, err := json.Marshal(o)
	if err == nil {
		err = json.Unmarshal(packed, &o)
	}
	if err != nil {
		panic(err)
	}
	for _, b := range packed {
		Result = mix(Result, uint64(b))
	}
}

// mix costs more than the compiler inlines without a profile.
func mix(x, y uint64) uint64 {
	for range 2 {
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
	}
	return x + y
}
