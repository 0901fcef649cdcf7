package carry

import (
	"context"
	"crypto/md5"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"os"

	"github.com/klauspost/compress/zstd"

	"hone.dev/sdk/porter/internal/order"
)

const (
	packWhole  = 1 << 20   // a file that is packed in memory
	packStep   = 256 << 10 // what is read of a larger one before it is asked whether to go on
	packWindow = 4 << 20
)

// errLarger ends the packing of what does not get smaller.
var errLarger = &trouble{order.Broken, "not smaller when packed"}

// store is the packed file, whose digests some stores want both of.
type store struct {
	*sink
	md5 hash.Hash
}

func newStore(path string) *store { return &store{newSink(path, 0, errLarger), md5.New()} }

func (s *store) Write(p []byte) (int, error) {
	n, err := s.sink.Write(p)
	s.md5.Write(p[:n])
	return n, err
}

// pack makes the packed file of an output, and tells what became of it.
func (e *errand) pack() {
	to := newStore(e.order.File)
	kept := false
	defer func() {
		if !kept {
			to.drop()
		}
	}()
	var answer order.Packed
	err := e.porter.packers.with(e.ctx, func(one *packer) (err error) {
		answer, err = one.pack(e.ctx, e.order.Pack, to)
		return err
	})
	if err != nil {
		to.drop() // before anybody hears of it
		e.report.failed(troubleOf(e.ctx, err, order.Folder))
		return
	}
	if !answer.Packed {
		to.drop()
	}
	answer.ID, answer.End = e.order.ID, order.Done
	kept = e.report.answer(answer)
}

// packer is what one thread packs with. It has made nothing of it before it needs it.
type packer struct {
	encoder *zstd.Encoder
	in, out []byte
}

// pack fails with a *trouble, or when the context ends.
func (p *packer) pack(ctx context.Context, path string, to *store) (order.Packed, error) {
	file, size, err := openSource(path)
	if err != nil {
		return order.Packed{}, err
	}
	defer file.Close()
	if err := ctx.Err(); err != nil {
		return order.Packed{}, err
	}
	p.prepare()
	to.limit = size - 1
	if size <= packWhole {
		return p.whole(ctx, file, size, to)
	}
	answer, err := p.stream(ctx, file, size, to)
	if !errors.Is(err, errLarger) {
		return answer, err
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return order.Packed{}, &trouble{order.Folder, err.Error()}
	}
	return p.digest(ctx, file, size)
}

func (p *packer) prepare() {
	if p.encoder == nil {
		p.encoder = newEncoder()
		p.in = make([]byte, packWhole+1)
		p.out = make([]byte, 0, p.encoder.MaxEncodedSize(packWhole))
	}
}

func newEncoder() *zstd.Encoder {
	encoder, err := zstd.NewWriter(nil,
		zstd.WithEncoderConcurrency(1), // no goroutines, which would not be on the thread
		zstd.WithLowerEncoderMem(true),
		zstd.WithWindowSize(packWindow))
	if err != nil {
		panic(err) // the options are what they are
	}
	return encoder
}

func (p *packer) whole(ctx context.Context, file *os.File, size int64, to *store) (order.Packed, error) {
	n, err := io.ReadFull(file, p.in[:size+1])
	if err != io.EOF && err != io.ErrUnexpectedEOF && err != nil {
		return order.Packed{}, &trouble{order.Folder, err.Error()}
	}
	if int64(n) != size {
		return order.Packed{}, changed(file.Name(), size)
	}
	body := p.in[:n]
	digest := sha256.Sum256(body)
	packed := p.encoder.EncodeAll(body, p.out[:0])
	switch {
	case ctx.Err() != nil:
		return order.Packed{}, ctx.Err()
	case len(packed) >= n:
		digest5 := md5.Sum(body)
		return unpacked(size, digest[:], digest5[:]), nil
	}
	if _, err := to.Write(packed); err != nil {
		return order.Packed{}, err
	}
	return to.packed(size, digest[:])
}

func (p *packer) stream(ctx context.Context, file *os.File, size int64, to *store) (order.Packed, error) {
	digest := sha256.New()
	p.encoder.ResetContentSize(to, size)
	defer p.encoder.Reset(nil)
	if err := p.read(ctx, file, size, io.MultiWriter(digest, p.encoder)); err != nil {
		return order.Packed{}, err
	}
	if err := p.encoder.Close(); err != nil {
		return order.Packed{}, err
	}
	return to.packed(size, digest.Sum(nil))
}

// digest is for what is stored as it is.
func (p *packer) digest(ctx context.Context, file *os.File, size int64) (order.Packed, error) {
	digest, digest5 := sha256.New(), md5.New()
	if err := p.read(ctx, file, size, io.MultiWriter(digest, digest5)); err != nil {
		return order.Packed{}, err
	}
	return unpacked(size, digest.Sum(nil), digest5.Sum(nil)), nil
}

// read hands all bytes on, and fails if these are not as many as there were.
func (p *packer) read(ctx context.Context, file *os.File, size int64, to io.Writer) error {
	for left := size; ; {
		n, err := file.Read(p.in[:packStep])
		left -= int64(n)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case left < 0 || err == io.EOF && left > 0:
			return changed(file.Name(), size)
		case err == io.EOF:
			return nil
		case err != nil:
			return &trouble{order.Folder, err.Error()}
		}
		if _, err := to.Write(p.in[:n]); err != nil {
			return err
		}
	}
}

func (s *store) packed(size int64, digest []byte) (order.Packed, error) {
	stored, err := s.finish()
	if err != nil {
		return order.Packed{}, err
	}
	return order.Packed{
		Bytes: size, SHA256: hex.EncodeToString(digest),
		Stored: s.bytes, Packed: true, StoredSHA256: stored, StoredMD5: hex.EncodeToString(s.md5.Sum(nil)),
	}, nil
}

func unpacked(size int64, digest, digest5 []byte) order.Packed {
	text := hex.EncodeToString(digest)
	return order.Packed{Bytes: size, SHA256: text, Stored: size, StoredSHA256: text, StoredMD5: hex.EncodeToString(digest5)}
}
