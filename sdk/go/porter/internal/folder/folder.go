// Package folder is the folder of the build cache as the porter uses it: docs/formats/cache-socket.md has its files. They come by a
// move and are never written to again, so that daemon and shims may read them at any time.
package folder

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync/atomic"

	"hone.dev/sdk/internal/cacherecord"
)

// ID names an action or an output.
type ID = [32]byte

// Folder is one that the daemon has made. For any number of goroutines.
type Folder struct{ root string }

// Open fails if it is none, or if a part of it is a link, which may lead anywhere.
func Open(root string) (*Folder, error) {
	for _, part := range []string{"a", "o", "incoming"} {
		info, err := os.Lstat(filepath.Join(root, part))
		if err != nil {
			return nil, err
		}
		if !info.IsDir() {
			return nil, fmt.Errorf("%s is no folder", filepath.Join(root, part))
		}
	}
	return &Folder{root}, nil
}

// names are different in all folders of this process.
var names atomic.Int64

// Incoming is a path at which a body may arrive.
func (f *Folder) Incoming() string {
	return filepath.Join(f.root, "incoming", fmt.Sprintf("%d-%d-%08x", os.Getpid(), names.Add(1), rand.Uint32()))
}

// Has says whether there is a record of an action, and the output that it names.
func (f *Folder) Has(action ID) bool {
	file, _, err := OpenRegular(f.place("a", action))
	if err != nil {
		return false
	}
	defer file.Close()
	line := make([]byte, cacherecord.Largest)
	n, err := io.ReadFull(file, line)
	if err != io.ErrUnexpectedEOF {
		return false
	}
	record, is := cacherecord.Parse(line[:n])
	return is && f.HasOutput(record.Output, record.Size)
}

// HasOutput says whether there is an output of this size. The daemon reads it again if the machine went down meanwhile.
func (f *Folder) HasOutput(output ID, size int64) bool {
	info, err := os.Lstat(f.place("o", output))
	return err == nil && info.Mode().IsRegular() && info.Size() == size
}

// Head is the beginning of an output.
func (f *Folder) Head(output ID, most int) ([]byte, error) {
	file, _, err := OpenRegular(f.place("o", output))
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, int64(most)))
}

// Keep moves a file to where an output is. What is there is the same, or damaged.
func (f *Folder) Keep(file string, output ID) error {
	return within(f.place("o", output), func(to string) error { return os.Rename(file, to) })
}

// Write gives an action its record, unless it has one whose output is there.
func (f *Folder) Write(action ID, record cacherecord.Record) error {
	beside := f.Incoming()
	if err := write(beside, record.Line()); err != nil {
		return err
	}
	err := within(f.place("a", action), func(to string) error { return f.link(beside, to, action) })
	_ = os.Remove(beside) // which was moved, or is one of two names
	return err
}

// link takes a new name only, so that two who come at the same time leave one of their records, and a record of a build stays. One
// that says nothing, because its output was removed to make room, is replaced.
func (f *Folder) link(beside, to string, action ID) error {
	err := os.Link(beside, to)
	switch {
	case err == nil || errors.Is(err, fs.ErrNotExist):
		return err
	case f.Has(action):
		return nil
	}
	return os.Rename(beside, to) // or there are no links in this file system
}

// within makes the folder of a file if there is none.
func within(path string, do func(path string) error) error {
	err := do(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Mkdir(filepath.Dir(path), 0o777); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return do(path)
}

func write(path string, content []byte) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	if err = errors.Join(err, file.Close()); err != nil {
		_ = os.Remove(path)
	}
	return err
}

func (f *Folder) place(kind string, id ID) string {
	name := hex.EncodeToString(id[:])
	return filepath.Join(f.root, kind, name[:2], name)
}
