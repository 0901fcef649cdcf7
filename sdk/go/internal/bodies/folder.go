// Package bodies keeps the bodies of puts on their way from go to the daemon, and those that no daemon takes until the build
// has ended.
package bodies

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"sync"

	"hone.dev/sdk/internal/ownfolder"
)

// mostOpen is how many bodies may be held open for the case that a daemon takes one away and dies: far more than go has under way.
const mostOpen = 500

// Folder is where bodies are: in the folder that the daemon takes them from, or, if that cannot be or if there is no daemon, in
// a private one, which goes with the build.
type Folder struct {
	say    func(string)
	create func(path string) (file, error)

	mu       sync.Mutex
	incoming string              // empty if bodies go to the private folder
	refused  error               // why incoming cannot be used
	private  string              // made when it is needed
	sealed   string              // the file that nobody can open; made when it is needed
	unsealed error               // why there is none
	alive    map[string]struct{} // bodies in incoming that no daemon has answered for
	counter  int64
	open     int
	quiet    bool // people know, or need not know, that bodies are not cached
	ended    bool
}

type file interface {
	io.Writer
	io.ReaderAt
	io.Closer
}

// Open makes the folder that a daemon takes bodies from, for its owner alone. Without it everything is kept in the private one.
// What people should know is said once.
func Open(incoming string, say func(string)) *Folder {
	f := &Folder{say: say, create: create, alive: map[string]struct{}{}, incoming: incoming}
	if incoming == "" {
		return f
	}
	if err := ownfolder.Make(incoming, ownfolder.Unwritten); err != nil {
		f.incoming, f.refused = "", err
	}
	return f
}

func create(path string) (file, error) {
	opened, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o644) // a nil *os.File is no nil file
	if err != nil {
		return nil, err
	}
	return opened, nil
}

// MoveTo lets further bodies be written to the folder that a daemon names.
func (f *Folder) MoveTo(incoming string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.incoming = incoming
}

// Forget is for when there is no daemon to take bodies: they are kept, and people have been told why.
func (f *Folder) Forget() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.incoming, f.quiet = "", true
}

// make makes a new file. The place says whether it is, or would have been, in the private folder.
func (f *Folder) make(own bool) (place, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	at := place{own: own || f.incoming == ""}
	path, err := f.path(at.own)
	if err == nil {
		at.file, err = f.create(path)
	}
	if err != nil {
		return at, err
	}
	at.path = path
	if !at.own {
		f.alive[path] = struct{}{}
	}
	return at, nil
}

func (f *Folder) path(own bool) (string, error) {
	if f.ended {
		return "", errEnded
	}
	f.counter++
	name := fmt.Sprintf("%d-%d-%08x", os.Getpid(), f.counter, rand.Uint32())
	if !own {
		return filepath.Join(f.incoming, name), nil
	}
	if f.private == "" {
		private, err := os.MkdirTemp("", "hone-build-*")
		if err == nil {
			private, err = filepath.Abs(private)
		}
		if err != nil {
			return "", err
		}
		f.private = private
	}
	return filepath.Join(f.private, name), nil
}

// Unopenable is a file of no bytes that is seen and cannot be opened: the socket of nobody, or, where its name would be too long, one
// that nobody may read. It goes with the private folder.
func (f *Folder) Unopenable() (string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.sealed == "" && f.unsealed == nil {
		f.sealed, f.unsealed = f.seal()
	}
	return f.sealed, f.unsealed
}

func (f *Folder) seal() (string, error) {
	path, err := f.path(true)
	if err != nil {
		return "", err
	}
	path = filepath.Join(filepath.Dir(path), "x") // names of sockets are short
	nobody, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	if err == nil {
		nobody.SetUnlinkOnClose(false)
		err = nobody.Close()
	} else {
		err = os.WriteFile(path, nil, 0)
	}
	if err != nil {
		return "", err
	}
	if opened, err := os.Open(path); err == nil { // by root
		_ = opened.Close()
		return "", errors.New("every file can be opened")
	}
	return path, nil
}

// take renames a file into the private folder.
func (f *Folder) take(path string) (string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	to, err := f.path(true)
	if err == nil {
		err = os.Rename(path, to)
	}
	return to, err
}

// remove removes the file of a body.
func (f *Folder) remove(at place) {
	if at.file != nil {
		_ = at.file.Close()
	}
	if at.path != "" {
		_ = os.Remove(at.path) // it may be gone; and nobody could do anything about it
		f.moved(at.path)
	}
}

// moved says that there is nothing to be removed under this path any more.
func (f *Folder) moved(path string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.alive, path)
}

func (f *Folder) mayStayOpen() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.open >= mostOpen {
		return false
	}
	f.open++
	return true
}

func (f *Folder) closed() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.open--
}

var errEnded = errors.New("the build has ended")

// Spill says once that bodies are kept in the private folder, and why.
func (f *Folder) Spill(reason error) {
	f.mu.Lock()
	said := f.quiet
	f.quiet = true
	f.mu.Unlock()
	if !said {
		f.say(fmt.Sprintf("what the build makes is kept until it ends, not in the cache (%v)", reason))
	}
}

// whyNot says why bodies cannot go where a daemon takes them.
func (f *Folder) whyNot() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.incoming != "" {
		return nil
	}
	return f.refused
}

// Remove removes the private folder and every body that no daemon has taken. Bodies that come later are lost.
func (f *Folder) Remove() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.ended = true
	for path := range f.alive {
		_ = os.Remove(path) // nobody is there any more who could do something about it
	}
	if f.private != "" {
		_ = os.RemoveAll(f.private)
	}
}
