package order

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// LongestLine is how many bytes a line may have, without its newline.
const LongestLine = 1 << 20

// ErrTooLong says that a line had no end. What comes behind cannot be told from it: the stream is lost.
var ErrTooLong = fmt.Errorf("a line of more than %d bytes", LongestLine)

// Reader reads orders. Empty lines and members that are not known do not matter.
type Reader struct{ lines *bufio.Scanner }

// NewReader reads from the daemon.
func NewReader(in io.Reader) *Reader {
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 0, 16<<10), LongestLine+2)
	return &Reader{lines}
}

// Next returns the next order or cancel. A *Malformed is about that line alone; every other error is the end, io.EOF the
// regular one.
func (r *Reader) Next() (Order, error) {
	for r.lines.Scan() {
		if len(r.lines.Bytes()) > LongestLine {
			return Order{}, ErrTooLong
		}
		if line := bytes.TrimSpace(r.lines.Bytes()); len(line) > 0 {
			return parse(line)
		}
	}
	switch err := r.lines.Err(); {
	case err == nil:
		return Order{}, io.EOF
	case errors.Is(err, bufio.ErrTooLong):
		return Order{}, ErrTooLong
	default:
		return Order{}, err
	}
}
