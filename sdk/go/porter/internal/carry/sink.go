package carry

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io/fs"
	"os"
	"path/filepath"

	"hone.dev/sdk/porter/internal/order"
)

// sink is the file that an order asks for. It is made when the first byte is there, so most orders that fail never make one.
type sink struct {
	path  string
	limit int64
	over  *trouble // what more than limit bytes are
	file  *os.File
	hash  hash.Hash
	bytes int64
}

func newSink(path string, limit int64, over *trouble) *sink {
	return &sink{path: path, limit: limit, over: over, hash: sha256.New()}
}

// Write fails with a *trouble.
func (s *sink) Write(p []byte) (int, error) {
	if int64(len(p)) > s.limit-s.bytes {
		return 0, s.over
	}
	if err := s.open(); err != nil {
		return 0, err
	}
	s.hash.Write(p)
	n, err := s.file.Write(p)
	s.bytes += int64(n)
	if err != nil {
		return n, &trouble{order.Folder, err.Error()}
	}
	return n, nil
}

func (s *sink) open() error {
	if s.file != nil {
		return nil
	}
	file, err := create(s.path)
	if errors.Is(err, fs.ErrNotExist) {
		if err = os.MkdirAll(filepath.Dir(s.path), 0o777); err == nil {
			file, err = create(s.path)
		}
	}
	if err != nil {
		return &trouble{order.Folder, err.Error()}
	}
	s.file = file
	return nil
}

func create(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
}

// finish closes the file, which may be empty.
func (s *sink) finish() (digest string, err error) {
	if err := s.open(); err != nil {
		return "", err
	}
	if err := s.file.Close(); err != nil {
		return "", &trouble{order.Folder, err.Error()}
	}
	return hex.EncodeToString(s.hash.Sum(nil)), nil
}

// drop removes what was written, and nothing that was there before or comes behind it.
func (s *sink) drop() {
	if s.file != nil {
		_ = s.file.Close()
		_ = os.Remove(s.path)
		s.file = nil
	}
}
