package carry

import (
	"bufio"
	"bytes"
	"context"
	"io"

	"github.com/klauspost/compress/zstd"
)

const (
	wholeMost   = 1 << 20   // an unpacked body that is kept in memory
	usualWindow = 16 << 20  // what a decoder that is used again may keep
	mostWindow  = 128 << 20 // what zstd --ultra -22 takes
)

// unpackers are decoders of zstd that are used again. Their number bounds the bodies that are unpacked at the same time; some are
// kept from streams, which may wait for the network, so that small bodies never wait for it.
type unpackers struct {
	free    chan *unpacker
	streams chan struct{}
	huge    chan struct{}
}

// unpacker has made neither of its parts before it needs them.
type unpacker struct {
	decoder *zstd.Decoder
	whole   []byte
}

func newUnpackers(processors int) *unpackers {
	u := &unpackers{
		free:    make(chan *unpacker, processors+2),
		streams: make(chan struct{}, processors),
		huge:    make(chan struct{}, 1),
	}
	for range cap(u.free) {
		u.free <- &unpacker{}
	}
	return u
}

// whole unpacks a body that has been read, and hands it on in one piece if it is small. The decoder cannot be relied on to say that
// a body needs more room than it was given, so that whatever fails is done again in pieces; then the answer counts.
func (u *unpackers) whole(ctx context.Context, packed []byte, to io.Writer) error {
	var written error
	err := u.with(ctx, func(one *unpacker) error {
		if one.whole == nil {
			one.whole = make([]byte, wholeMost)
		}
		body, err := one.decoder.DecodeAll(packed, one.whole[:0])
		if err == nil {
			_, written = to.Write(body)
		}
		return err
	})
	switch {
	case err == nil:
		return written
	case ctx.Err() != nil:
		return err
	}
	return u.pieces(ctx, bytes.NewReader(packed), to)
}

// stream unpacks a body while it comes.
func (u *unpackers) stream(ctx context.Context, packed io.Reader, to io.Writer) error {
	if err := enter(ctx, u.streams); err != nil {
		return err
	}
	defer func() { <-u.streams }()
	return u.pieces(ctx, packed, to)
}

func (u *unpackers) pieces(ctx context.Context, packed io.Reader, to io.Writer) error {
	in := bufio.NewReaderSize(packed, 64<<10)
	if !isUsual(in) {
		return u.once(ctx, in, to)
	}
	return u.with(ctx, func(one *unpacker) error { return copyFrom(one.decoder, in, to) })
}

// once unpacks what needs a large window, one body at a time, with a decoder that is thrown away: it would keep the window.
func (u *unpackers) once(ctx context.Context, in io.Reader, to io.Writer) error {
	if err := enter(ctx, u.huge); err != nil {
		return err
	}
	defer func() { <-u.huge }()
	decoder := newDecoder(mostWindow)
	defer decoder.Close()
	return copyFrom(decoder, in, to)
}

// isUsual looks at the first frame. A body that begins with anything else takes the long way.
func isUsual(in *bufio.Reader) bool {
	beginning, _ := in.Peek(zstd.HeaderMaxSize)
	var header zstd.Header
	if header.Decode(beginning) != nil || header.Skippable {
		return false
	}
	if header.SingleSegment {
		return header.FrameContentSize <= usualWindow
	}
	return header.WindowSize <= usualWindow
}

func copyFrom(decoder *zstd.Decoder, in io.Reader, to io.Writer) error {
	if err := decoder.Reset(in); err != nil {
		return err
	}
	_, err := decoder.WriteTo(to)
	return err
}

// with lends a decoder. One that panics does not come back.
func (u *unpackers) with(ctx context.Context, use func(*unpacker) error) error {
	var one *unpacker
	select {
	case one = <-u.free:
	case <-ctx.Done():
		return ctx.Err()
	}
	back := &unpacker{whole: one.whole}
	defer func() { u.free <- back }()
	if one.decoder == nil {
		one.decoder = newDecoder(usualWindow)
	}
	err := use(one)
	_ = one.decoder.Reset(nil) // cannot fail for one that is not closed
	back = one
	return err
}

func newDecoder(window uint64) *zstd.Decoder {
	decoder, err := zstd.NewReader(nil,
		zstd.WithDecoderConcurrency(1), // no goroutines
		zstd.WithDecoderLowmem(true),
		zstd.WithDecoderMaxWindow(window),
		zstd.WithDecoderMaxMemory(window), // of a frame without a window too
		zstd.WithDecodeAllCapLimit(true))
	if err != nil {
		panic(err) // the options are what they are
	}
	return decoder
}

func enter(ctx context.Context, places chan struct{}) error {
	select {
	case places <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
