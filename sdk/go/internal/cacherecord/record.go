// Package cacherecord is what the folder of the build cache notes of an action, as docs/formats/cache-socket.md says: one line, with
// a sum over what stands before it.
package cacherecord

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"strconv"
	"time"
)

const (
	// Largest is more than any record has.
	Largest = 256
	// LastSecond ends the year 9999; JSON has no times behind it.
	LastSecond = 253402300799

	format    = "hone1 "
	outputEnd = len(format) + 2*32
)

// Record is what an action has given.
type Record struct {
	Output [32]byte
	Size   int64
	Time   time.Time // when it was put
}

// Line is the record as it is written.
func (r Record) Line() []byte {
	text := fmt.Appendf(nil, "%s%x %d %d.%d", format, r.Output, r.Size, r.Time.Unix(), r.Time.Nanosecond())
	return fmt.Appendf(text, " %s\n", sum(text))
}

// Parse reads a record. What was not written whole is none.
func Parse(line []byte) (Record, bool) {
	text, is := bytes.CutSuffix(line, []byte("\n"))
	end := bytes.LastIndexByte(text, ' ')
	if !is || end <= outputEnd || string(text[:len(format)]) != format || string(text[end+1:]) != sum(text[:end]) {
		return Record{}, false
	}
	var r Record
	if _, err := hex.Decode(r.Output[:], text[len(format):outputEnd]); err != nil {
		return Record{}, false
	}
	size, moment, _ := bytes.Cut(text[outputEnd+1:end], []byte(" "))
	seconds, nanos, _ := bytes.Cut(moment, []byte("."))
	numbers := [3]int64{}
	for i, digits := range [][]byte{size, seconds, nanos} {
		number, err := strconv.ParseInt(string(digits), 10, 64)
		if err != nil || number < 0 {
			return Record{}, false
		}
		numbers[i] = number
	}
	r.Size, r.Time = numbers[0], time.Unix(numbers[1], numbers[2]).UTC()
	return r, r.Time.Unix() <= LastSecond
}

func sum(text []byte) string { return strconv.FormatUint(uint64(crc32.ChecksumIEEE(text)), 16) }
