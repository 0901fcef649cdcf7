// Package frame carries requests and answers between a test and the oracle: one process serves many requests, so that
// thousands of generated inputs cost one start.
//
// A request is a big-endian u32 length and that many bytes. An answer is the same, and its first byte is a Status.
package frame

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
)

// Status is the first byte of every answer.
type Status byte

const (
	// Fine means that the rest of the answer is the result.
	Fine Status = 0
	// Refused means that the library returned an error; the rest is its text.
	Refused Status = 1
	// Panicked means that the library panicked; the rest says where.
	Panicked Status = 2
)

// maxRequest keeps a caller that lost its place in the stream from making us allocate what four stray bytes say.
const maxRequest = 1 << 30

// Answer computes the answer to one request.
type Answer func(request []byte) ([]byte, error)

// Serve answers every request of in, in order, until in ends between two requests.
func Serve(in io.Reader, out io.Writer, answer Answer) error {
	r := bufio.NewReaderSize(in, 1<<16)
	w := bufio.NewWriterSize(out, 1<<16)
	for {
		request, err := read(r)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("reading a request: %w", err)
		}
		status, body := run(answer, request)
		if err := write(w, status, body); err != nil {
			return fmt.Errorf("writing an answer: %w", err)
		}
	}
}

func read(r *bufio.Reader) ([]byte, error) {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, err
	}
	n := binary.BigEndian.Uint32(head[:])
	if n > maxRequest {
		return nil, fmt.Errorf("a request of %d bytes is longer than %d", n, maxRequest)
	}
	body := make([]byte, n)
	if _, err := io.ReadFull(r, body); err != nil {
		return nil, errors.Join(io.ErrUnexpectedEOF, err)
	}
	return body, nil
}

func write(w *bufio.Writer, status Status, body []byte) error {
	var head [5]byte
	binary.BigEndian.PutUint32(head[:], uint32(len(body)+1))
	head[4] = byte(status)
	// A bufio.Writer keeps its first error and Flush returns it.
	_, _ = w.Write(head[:])
	_, _ = w.Write(body)
	return w.Flush()
}

func run(answer Answer, request []byte) (status Status, body []byte) {
	defer func() {
		if cause := recover(); cause != nil {
			status, body = Panicked, fmt.Appendf(nil, "%v\n%s", cause, debug.Stack())
		}
	}()
	result, err := answer(request)
	if err != nil {
		return Refused, []byte(err.Error())
	}
	return Fine, result
}
