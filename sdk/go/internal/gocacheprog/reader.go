package gocacheprog

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"errors"
	"io"
)

const (
	// LargestRequest is how many bytes the JSON object of a request may have.
	LargestRequest = 64 << 10
	// LargestBody is how many bytes a body may have if nobody says otherwise.
	LargestBody = 4 << 30
)

// Reader reads requests. Blanks and line ends between values do not matter; strings that nobody waits for, such as the body of
// a request that was refused, are passed over. Its memory does not depend on what it reads.
type Reader struct {
	in      *bufio.Reader
	largest int64
	chunk   []byte
}

// NewReader reads from go. Bodies of more than largest bytes are refused.
func NewReader(in io.Reader, largest int64) *Reader {
	return &Reader{in: bufio.NewReaderSize(in, LargestRequest), largest: largest}
}

// Next returns the next request. A *Malformed is about that request alone, whose ID is 0 if none was found; every other error
// is the end.
func (r *Reader) Next() (Request, error) {
	for {
		c, err := r.firstOf()
		if err != nil {
			return Request{}, err
		}
		switch c {
		case '{':
			object, whole, err := r.object()
			if err != nil {
				return Request{}, err
			}
			if !whole {
				return Request{ID: idOf(object)}, malformed("a request of more than %d bytes", LargestRequest)
			}
			return parse(object)
		case '"':
			_, err = r.in.Discard(1)
			if err == nil {
				err = r.passString()
			}
		default:
			err = r.passLine()
		}
		if err != nil {
			return Request{}, err
		}
	}
}

// firstOf shows the first byte of the next value.
func (r *Reader) firstOf() (byte, error) {
	for {
		c, err := r.in.ReadByte()
		if err != nil {
			return 0, err
		}
		if c != ' ' && c != '\t' && c != '\r' && c != '\n' {
			return c, r.in.UnreadByte()
		}
	}
}

// object reads up to the brace that closes it. If it is too long, only its beginning is kept.
func (r *Reader) object() (object []byte, whole bool, err error) {
	object, whole = make([]byte, 0, 256), true
	depth, inString, escaped := 0, false, false
	for {
		c, err := r.in.ReadByte()
		if err != nil {
			return nil, false, atEnd(err)
		}
		if whole = whole && len(object) < LargestRequest; whole {
			object = append(object, c)
		}
		switch {
		case escaped:
			escaped = false
		case inString:
			escaped, inString = c == '\\', c != '"'
		case c == '"':
			inString = true
		case c == '{':
			depth++
		case c == '}':
			if depth--; depth == 0 {
				return object, whole, nil
			}
		}
	}
}

// Body copies the body of a put. It is as long as the put said, and no longer; if it is malformed, all that belongs to it has
// been read. What into cannot take is read all the same: it is to remember that by itself.
func (r *Reader) Body(size int64, into io.Writer) error {
	c, err := r.firstOf()
	if err != nil {
		return atEnd(err)
	}
	if c != '"' {
		return malformed("no body where one of %d bytes was announced", size)
	}
	if _, err := r.in.Discard(1); err != nil {
		return err
	}
	if size > r.largest {
		return r.refuse("a body of %d bytes; the largest is %d (HONE_CACHE_LARGEST)", size, r.largest)
	}
	if r.chunk == nil {
		r.chunk = make([]byte, 3*(LargestRequest/4))
	}
	for left := size; left > 0; {
		n := min(left, int64(len(r.chunk)))
		if err := r.decode(n, into); err != nil {
			return err
		}
		left -= n
	}
	switch c, err := r.in.ReadByte(); {
	case err != nil:
		return atEnd(err)
	case c != '"':
		_ = r.in.UnreadByte() // cannot fail behind a ReadByte
		return r.refuse("a body of more than the %d bytes announced", size)
	}
	return nil
}

// decode copies n bytes of a body. They stand in the reader's own buffer as base64, however the pipe was cut into reads.
func (r *Reader) decode(n int64, into io.Writer) error {
	text, err := r.await(int(4 * ((n + 2) / 3)))
	if err != nil {
		return err
	}
	if got, err := strictly.Decode(r.chunk, text); err != nil || int64(got) != n {
		return r.refuse("a body that is no base64")
	}
	_, _ = into.Write(r.chunk[:n])
	_, err = r.in.Discard(len(text))
	return err
}

// await returns the next n bytes of a string. It looks at what has come before it waits for more: behind a string that ends too
// early nothing may come, because go waits for the answer.
func (r *Reader) await(n int) ([]byte, error) {
	for seen := 0; ; {
		if _, err := r.in.Peek(seen + 1); err != nil {
			return nil, atEnd(err)
		}
		text, _ := r.in.Peek(min(n, r.in.Buffered())) // cannot fail for what is there
		if bytes.ContainsAny(text[seen:], "\"\r\n") {
			return nil, r.refuse("a body that is shorter than announced")
		}
		if seen = len(text); seen == n {
			return text, nil
		}
	}
}

var strictly = base64.StdEncoding.Strict()

// refuse passes over what is left of a string.
func (r *Reader) refuse(format string, args ...any) error {
	if err := r.passString(); err != nil {
		return err
	}
	return malformed(format, args...)
}

// passString reads up to the quote that ends a string. A line end does so too, since JSON has none within strings: a quote
// that was forgotten costs one line.
func (r *Reader) passString() error {
	for {
		text, err := r.in.Peek(max(1, r.in.Buffered()))
		if err != nil {
			return atEnd(err)
		}
		if end := bytes.IndexAny(text, "\"\n"); end >= 0 {
			_, err = r.in.Discard(end + 1)
			return err
		}
		if _, err := r.in.Discard(len(text)); err != nil {
			return err
		}
	}
}

func (r *Reader) passLine() error {
	for {
		_, err := r.in.ReadSlice('\n')
		if !errors.Is(err, bufio.ErrBufferFull) {
			return err
		}
	}
}

func atEnd(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
