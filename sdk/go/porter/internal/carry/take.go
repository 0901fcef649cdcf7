package carry

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"hone.dev/sdk/porter/internal/order"
)

const (
	readWhole = 256 << 10 // a stored body that is read before it is unpacked
	textMost  = 4 << 10
	drainMost = 64 << 10
)

var buffers = sync.Pool{New: func() any { buffer := make([]byte, readWhole); return &buffer }}

// take makes the file of a body, and tells what became of it.
func (e *errand) take(response *http.Response) {
	headers := headersOf(response)
	e.report.status(order.Status{ID: e.order.ID, Status: response.StatusCode, Headers: headers, Stored: response.ContentLength})
	limit, over := e.limit(headers)
	file := newSink(e.order.File, limit, over)
	kept := false
	defer func() {
		if !kept {
			file.drop()
		}
	}()
	stored, digest, failed := e.bring(response, headers, file)
	if failed != nil {
		file.drop() // before anybody hears of it
		e.report.failed(failed)
		return
	}
	kept = e.report.done(stored, file.bytes, digest)
}

// limit is how many bytes may come out, and what it means if there are more.
func (e *errand) limit(headers map[string]string) (int64, *trouble) {
	said, err := strconv.ParseInt(headers[strings.ToLower(e.order.Size)], 10, 64)
	if e.order.Size == "" || err != nil || said < 0 || said > e.order.Most {
		return e.order.Most, &trouble{order.Large, fmt.Sprintf("more than %d bytes", e.order.Most)}
	}
	return said, &trouble{order.Corrupt, fmt.Sprintf("more than the %d bytes that %s says", said, e.order.Size)}
}

// bring moves the body into the file.
func (e *errand) bring(response *http.Response, headers map[string]string, file *sink) (int64, string, *trouble) {
	body := newMeter(&e.call, response.Body)
	var err error
	why := order.Broken
	switch encoding := headers[strings.ToLower(e.order.Encoding)]; {
	case e.order.Encoding == "" || encoding == "":
		err = copyPlain(response.ContentLength, body, file)
	case encoding == "zstd":
		err = e.unpack(response.ContentLength, body, file)
		why = order.Corrupt
	default:
		err = &trouble{order.Encoding, fmt.Sprintf("%s is %q, not zstd", e.order.Encoding, encoding)}
	}
	if failed := body.broken(e.ctx); failed != nil {
		return 0, "", failed
	}
	if err != nil {
		return 0, "", troubleOf(e.ctx, err, why)
	}
	digest, err := file.finish()
	if err != nil {
		return 0, "", troubleOf(e.ctx, err, order.Folder)
	}
	return body.stored, digest, nil
}

func copyPlain(length int64, body *meter, file *sink) error {
	if length > file.limit {
		return file.over
	}
	buffer := buffers.Get().(*[]byte)
	defer buffers.Put(buffer)
	for {
		n, err := io.ReadFull(body, *buffer)
		if n > 0 {
			if _, err := file.Write((*buffer)[:n]); err != nil {
				return err
			}
		}
		if err != nil {
			return nil // the meter knows whether it is the end
		}
	}
}

func (e *errand) unpack(length int64, body *meter, file *sink) error {
	err := e.unpackBody(length, body, file)
	switch {
	case err == nil && body.stored == 0:
		return errors.New("an empty body, where zstd has a header at least")
	case err == nil || errors.As(err, new(*trouble)):
		return err
	}
	return fmt.Errorf("zstd: %w", err)
}

// unpackBody reads a small body as a whole before it takes a decoder, which others may need meanwhile.
func (e *errand) unpackBody(length int64, body *meter, file *sink) error {
	if length < 0 || length > readWhole {
		return e.porter.unpackers.stream(e.ctx, body, file)
	}
	buffer := buffers.Get().(*[]byte)
	defer buffers.Put(buffer)
	packed := (*buffer)[:length]
	if _, err := io.ReadFull(body, packed); err != nil {
		return err
	}
	return e.porter.unpackers.whole(e.ctx, packed, file)
}

// answer tells of a status other than 200, and reads what is left of a small body, so that the connection can be used again.
func (e *errand) answer(response *http.Response) {
	body := newMeter(&e.call, response.Body)
	beginning := make([]byte, textMost)
	n, _ := io.ReadFull(body, beginning) // what there is of it
	if given := troubleOf(e.ctx, context.Canceled, ""); given.why == order.Cancelled {
		e.report.failed(given)
		return
	}
	text := textOf(beginning[:n])
	e.report.answer(order.Status{
		ID: e.order.ID, Status: response.StatusCode, Headers: headersOf(response),
		Stored: response.ContentLength, End: order.Ended, Text: &text,
	})
	if response.ContentLength <= drainMost {
		_, _ = io.CopyN(io.Discard, body, drainMost+1-int64(n))
	}
}

// textOf leaves out a character that was cut in two.
func textOf(beginning []byte) string {
	if len(beginning) == textMost {
		for cut := 1; cut < utf8.UTFMax; cut++ {
			if last := beginning[textMost-cut:]; utf8.RuneStart(last[0]) {
				if !utf8.FullRune(last) {
					beginning = beginning[:textMost-cut]
				}
				break
			}
		}
	}
	return strings.ToValidUTF8(string(beginning), "\uFFFD")
}
