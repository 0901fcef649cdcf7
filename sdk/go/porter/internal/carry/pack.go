package carry

import (
	"context"
	"crypto/md5"
	"crypto/sha256"
	"encoding"
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

func (s *store) md5Text() string { return hex.EncodeToString(s.md5.Sum(nil)) }

// mark returns what makes the file and its digests as they are now.
func (s *store) mark() func() error {
	bytes, digest, digest5 := s.bytes, state(s.hash), state(s.md5)
	return func() error {
		if s.bytes == bytes {
			return nil
		}
		if _, err := s.file.Seek(bytes, io.SeekStart); err != nil {
			return &trouble{order.Folder, err.Error()}
		}
		if err := s.file.Truncate(bytes); err != nil {
			return &trouble{order.Folder, err.Error()}
		}
		s.bytes = bytes
		return errors.Join(s.hash.(encoding.BinaryUnmarshaler).UnmarshalBinary(digest), s.md5.(encoding.BinaryUnmarshaler).UnmarshalBinary(digest5))
	}
}

func state(of hash.Hash) []byte {
	all, err := of.(encoding.BinaryMarshaler).MarshalBinary()
	if err != nil {
		panic(err) // the standard library's are as they are
	}
	return all
}

// pack makes the packed file of an output, and tells what became of it.
func (e *errand) pack() {
	e.produce(func(one *packer, to *store) (any, error) {
		part, err := one.pack(e.ctx, e.order.Pack, to)
		answer := order.Packed{ID: e.order.ID, End: order.Done, Bytes: part.Bytes, SHA256: part.SHA256, Stored: part.Stored, Packed: part.Packed}
		switch {
		case err != nil:
		case part.Packed:
			answer.StoredSHA256, err = to.finish()
			answer.StoredMD5 = to.md5Text()
		default:
			to.drop()
			digest5 := md5.New()
			err = one.copy(e.ctx, e.order.Pack, part, digest5)
			answer.StoredSHA256, answer.StoredMD5 = part.SHA256, hex.EncodeToString(digest5.Sum(nil))
		}
		return answer, err
	})
}

// produce makes a file in the background. If that fails, there is none.
func (e *errand) produce(what func(one *packer, to *store) (answer any, err error)) {
	to := newStore(e.order.File)
	kept := false
	defer func() {
		if !kept {
			to.drop()
		}
	}()
	var answer any
	err := e.porter.packers.with(e.ctx, func(one *packer) (err error) {
		answer, err = what(one, to)
		return err
	})
	if err != nil {
		to.drop() // before anybody hears of it
		e.report.failed(troubleOf(e.ctx, err, order.Folder))
		return
	}
	kept = e.report.answer(answer)
}

// packer is what one thread packs with. It has made nothing of it before it needs it.
type packer struct {
	encoder *zstd.Encoder
	in, out []byte
}

// pack writes the packed form of an output, or nothing if that would not be smaller. It fails with a *trouble, or when the context
// ends.
func (p *packer) pack(ctx context.Context, path string, to *store) (order.Part, error) {
	file, size, err := openSource(path)
	if err != nil {
		return order.Part{}, err
	}
	defer file.Close()
	if err := ctx.Err(); err != nil {
		return order.Part{}, err
	}
	p.prepare()
	before := to.bytes
	to.limit = before + size - 1
	digest, err := p.packFile(ctx, file, size, to)
	if err != nil {
		return order.Part{}, err
	}
	part := order.Part{Bytes: size, SHA256: hex.EncodeToString(digest), Stored: to.bytes - before, Packed: to.bytes > before}
	if !part.Packed {
		part.Stored = size
	}
	return part, nil
}

func (p *packer) packFile(ctx context.Context, file *os.File, size int64, to *store) ([]byte, error) {
	if size <= packWhole {
		return p.whole(ctx, file, size, to)
	}
	back := to.mark()
	digest, err := p.stream(ctx, file, size, to)
	if !errors.Is(err, errLarger) {
		return digest, err
	}
	if err := back(); err != nil {
		return nil, err
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return nil, &trouble{order.Folder, err.Error()}
	}
	whole := sha256.New()
	if err := p.read(ctx, file, size, whole); err != nil {
		return nil, err
	}
	return whole.Sum(nil), nil
}

// copy writes an output as it is, if it still is what it was.
func (p *packer) copy(ctx context.Context, path string, was order.Part, to io.Writer) error {
	file, size, err := openSource(path)
	if err != nil {
		return err
	}
	defer file.Close()
	digest := sha256.New()
	if err := p.read(ctx, file, size, io.MultiWriter(digest, to)); err != nil {
		return err
	}
	if size != was.Bytes || hex.EncodeToString(digest.Sum(nil)) != was.SHA256 {
		return changed(path, was.Bytes)
	}
	return nil
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

func (p *packer) whole(ctx context.Context, file *os.File, size int64, to *store) ([]byte, error) {
	n, err := io.ReadFull(file, p.in[:size+1])
	if err != io.EOF && err != io.ErrUnexpectedEOF && err != nil {
		return nil, &trouble{order.Folder, err.Error()}
	}
	if int64(n) != size {
		return nil, changed(file.Name(), size)
	}
	body := p.in[:n]
	digest := sha256.Sum256(body)
	packed := p.encoder.EncodeAll(body, p.out[:0])
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if len(packed) < n {
		_, err = to.Write(packed)
		return digest[:], err
	}
	return digest[:], nil
}

func (p *packer) stream(ctx context.Context, file *os.File, size int64, to *store) ([]byte, error) {
	digest := sha256.New()
	p.encoder.ResetContentSize(to, size)
	defer p.encoder.Reset(nil)
	if err := p.read(ctx, file, size, io.MultiWriter(digest, p.encoder)); err != nil {
		return nil, err
	}
	return digest.Sum(nil), p.encoder.Close()
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
