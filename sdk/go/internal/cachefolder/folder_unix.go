//go:build linux || darwin

package cachefolder

import (
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"hone.dev/sdk/internal/cacherecord"
	"hone.dev/sdk/internal/gocacheprog"
)

// grain is how fine times of last use are, so that using a file seldom writes.
const grain = time.Hour

// Folder is a cache folder as one go command uses it. For one goroutine.
//
// What it has found is written into a file of pins, which is locked as long as this process lives: the daemon, and whoever else
// makes room, removes nothing that stands there.
type Folder struct {
	root       string
	soundSince time.Time
	pins       *os.File
	held       map[gocacheprog.ID]struct{}
}

// Open begins to use a folder, whose files are known to be whole when they are not older than this.
func Open(root string, soundSince time.Time) (*Folder, error) {
	name := fmt.Sprintf("%d-shim-%d", os.Getpid(), time.Now().UnixMilli())
	pins, err := os.OpenFile(filepath.Join(root, "pins", name), os.O_WRONLY|os.O_CREATE|os.O_EXCL|syscall.O_NOFOLLOW, 0o600)
	if err != nil {
		return nil, err
	}
	folder := &Folder{root: root, soundSince: soundSince, pins: pins, held: map[gocacheprog.ID]struct{}{}}
	whole := syscall.Flock_t{Type: syscall.F_WRLCK, Whence: io.SeekStart}
	if err := syscall.FcntlFlock(pins.Fd(), syscall.F_SETLK, &whole); err != nil {
		folder.Close()
		return nil, err
	}
	return folder, nil
}

// Find says what an action has given, if that is here and known to be sound. It stays until the folder is closed.
func (f *Folder) Find(action gocacheprog.ID) (Found, bool) {
	path := f.place("a", action)
	entry, used, is := read(path)
	// First held, then looked at: whoever removes it does these in the other order.
	if !is || !f.hold(entry.Output) {
		return Found{}, false
	}
	found := Found{Output: entry.Output, Size: entry.Size, Time: entry.Time, Path: f.place("o", entry.Output)}
	var facts syscall.Stat_t
	if err := syscall.Lstat(found.Path, &facts); err != nil || facts.Mode&syscall.S_IFMT != syscall.S_IFREG || facts.Size != entry.Size {
		return Found{}, false
	}
	changed := modified(&facts)
	if changed.Before(f.soundSince) {
		return Found{}, false
	}
	refresh(path, used)
	refresh(found.Path, changed)
	return found, true
}

func (f *Folder) place(kind string, id gocacheprog.ID) string {
	name := hex.EncodeToString(id[:])
	return f.root + "/" + kind + "/" + name[:2] + "/" + name
}

// hold says whether it is certain that nobody removes this output from now on.
func (f *Folder) hold(output gocacheprog.ID) bool {
	if _, is := f.held[output]; is {
		return true
	}
	line := append(hex.AppendEncode(make([]byte, 0, 65), output[:]), '\n')
	if _, err := f.pins.Write(line); err != nil {
		return false
	}
	f.held[output] = struct{}{}
	return true
}

// Close lets go of everything.
func (f *Folder) Close() {
	_ = os.Remove(f.pins.Name()) // without its lock it holds nothing either
	_ = f.pins.Close()
}

// read reads a record, and when it was last used. Go's own files are made for waiting, which costs more than the reading.
func read(path string) (cacherecord.Record, time.Time, bool) {
	fd, err := syscall.Open(path, syscall.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_CLOEXEC|syscall.O_NONBLOCK, 0)
	if err != nil {
		return cacherecord.Record{}, time.Time{}, false
	}
	defer func() { _ = syscall.Close(fd) }()
	var facts syscall.Stat_t
	var line [cacherecord.Largest]byte
	if err := syscall.Fstat(fd, &facts); err != nil || facts.Size > cacherecord.Largest {
		return cacherecord.Record{}, time.Time{}, false
	}
	count, err := syscall.Read(fd, line[:])
	if err != nil {
		return cacherecord.Record{}, time.Time{}, false
	}
	entry, is := cacherecord.Parse(line[:count])
	return entry, modified(&facts), is
}

// refresh notes that a file is in use. A folder that can only be read serves all the same.
func refresh(path string, lastUse time.Time) {
	now := time.Now()
	if lastUse.Before(now.Add(-grain)) {
		_ = os.Chtimes(path, now, now)
	}
}
