package bodies

import (
	"crypto/sha256"
	"errors"
	"hash"
	"io"
	"os"
	"runtime"
)

// Body is one body: written, checked, handed over, and if need be kept. One goroutine at a time has it.
type Body struct {
	folder  *Folder
	hash    hash.Hash
	size    int64
	lost    error // why it could not be written
	at      place // of no file as long as it is empty
	counted bool  // among those that stay open
}

// place is where a body is. The file stays open until a daemon has answered, because one that renames the file and dies would
// take the body along. Not so on Windows, where an open file cannot be renamed.
type place struct {
	path string
	own  bool // in the private folder
	file file
}

// ErrMismatch says that a body is not the one that its id names.
var ErrMismatch = errors.New("the body has another SHA-256 than its OutputID")

var errTaken = errors.New("the daemon took the body and died")

// New begins a body.
func (f *Folder) New() *Body { return &Body{folder: f, hash: sha256.New()} }

// Write never fails: go's stream goes on whatever the disk says. Close tells.
func (b *Body) Write(p []byte) (int, error) {
	b.hash.Write(p)
	if b.lost == nil {
		b.lost = b.write(p)
	}
	return len(p), nil
}

func (b *Body) write(p []byte) error {
	if b.at.file == nil {
		if err := b.begin(); err != nil {
			return err
		}
	}
	n, err := b.at.file.Write(p)
	b.size += int64(n)
	if err == nil || b.at.own {
		return err
	}
	b.folder.Spill(err)
	if err := b.copyTo(true); err != nil {
		return err
	}
	n, err = b.at.file.Write(p[n:])
	b.size += int64(n)
	return err
}

// begin opens the file, in the private folder if there is no other way.
func (b *Body) begin() error {
	if refused := b.folder.whyNot(); refused != nil {
		b.folder.Spill(refused)
	}
	at, err := b.folder.make(false)
	if err != nil && !at.own {
		b.folder.Spill(err)
		at, err = b.folder.make(true)
	}
	b.at = at
	return err
}

// copyTo makes a copy of what has been written, by the open file, which may have lost its name. If that fails, all is as before.
func (b *Body) copyTo(own bool) error {
	at, err := b.folder.make(own)
	if err != nil {
		return err
	}
	if _, err := io.Copy(at.file, io.NewSectionReader(b.at.file, 0, b.size)); err != nil {
		b.folder.remove(at)
		return err
	}
	b.folder.remove(b.at)
	b.at = at
	return nil
}

// Close ends the writing. A body that could not be written, or is not the one that was announced, is removed and told.
func (b *Body) Close(id [sha256.Size]byte) error {
	err := b.lost
	if err == nil && [sha256.Size]byte(b.hash.Sum(nil)) != id {
		err = ErrMismatch
	}
	if err != nil {
		b.Drop()
		return err
	}
	b.counted = b.at.file != nil && runtime.GOOS != "windows" && b.folder.mayStayOpen()
	if !b.counted {
		return b.closeFile()
	}
	return nil
}

func (b *Body) closeFile() error {
	if b.counted {
		b.folder.closed()
		b.counted = false
	}
	if b.at.file == nil {
		return nil
	}
	err := b.at.file.Close()
	b.at.file = nil
	return err
}

// Size is how many bytes it has.
func (b *Body) Size() int64 { return b.size }

// Offer returns the path at which a daemon may take it, which is empty for an empty body. It says no if the body is in the
// private folder, or if it is gone.
func (b *Body) Offer() (path string, is bool) {
	switch {
	case b.size == 0:
		return "", true
	case b.at.own:
		return "", false
	case b.isThere():
		return b.at.path, true
	}
	return b.at.path, b.at.file != nil && b.copyTo(false) == nil && !b.at.own
}

func (b *Body) isThere() bool {
	info, err := os.Lstat(b.at.path)
	return err == nil && info.Mode().IsRegular() && info.Size() == b.size
}

// Keep moves it into the private folder, where it stays until the end, and returns its path.
func (b *Body) Keep() (string, error) {
	if b.at.own {
		return b.at.path, b.closeFile()
	}
	if b.size == 0 {
		at, err := b.folder.make(true)
		if err != nil {
			return "", err
		}
		b.at = at
		return at.path, b.closeFile()
	}
	isThere := b.isThere()
	if isThere {
		if path, err := b.folder.take(b.at.path); err == nil {
			_ = b.closeFile()
			b.folder.moved(b.at.path)
			b.at = place{path: path, own: true}
			return path, nil
		}
	}
	return b.keepCopy(isThere)
}

// keepCopy is for a private folder on another file system, and for a body that a daemon has taken away.
func (b *Body) keepCopy(isThere bool) (string, error) {
	if b.at.file == nil {
		if !isThere {
			return "", errTaken
		}
		file, err := os.Open(b.at.path)
		if err != nil {
			return "", err
		}
		b.at.file = file
	}
	err := b.copyTo(true)
	if err != nil && isThere {
		err = nil // where it is, is better than not at all; it goes at the end
	}
	_ = b.closeFile()
	return b.at.path, err
}

// Release lets go of a body that the daemon has answered for: the file is the daemon's.
func (b *Body) Release() {
	_ = b.closeFile() // nothing was written to it since it was checked
	b.folder.moved(b.at.path)
}

// Drop removes it.
func (b *Body) Drop() {
	_ = b.closeFile()
	b.folder.remove(b.at)
}
