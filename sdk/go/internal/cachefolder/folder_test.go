//go:build linux || darwin

package cachefolder

import (
	"bytes"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"hone.dev/sdk/internal/fakedaemon"
	"hone.dev/sdk/internal/fakego"
	"hone.dev/sdk/internal/gocacheprog"
)

const lockVariable = "HONE_TEST_LOCK"

// TestMain makes two programs of one: the tests, and one that says whether it could lock a file.
func TestMain(m *testing.M) {
	if path := os.Getenv(lockVariable); path != "" {
		file, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err == nil {
			err = syscall.FcntlFlock(file.Fd(), syscall.F_SETLK, &syscall.Flock_t{Type: syscall.F_WRLCK, Whence: io.SeekStart})
		}
		if err != nil {
			os.Exit(9)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

type world struct {
	root, record, output string
	action               gocacheprog.ID
	put                  time.Time
	folder               *Folder
}

func open(t *testing.T) *world {
	t.Helper()
	w := &world{root: t.TempDir(), action: fakego.Action("a"), put: time.Unix(1_700_000_000, 42).UTC()}
	w.record, w.output = fakedaemon.Keep(t, w.root, w.action, []byte("body"), w.put)
	folder, err := Open(w.root, time.Now().Add(-100*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	w.folder = folder
	t.Cleanup(folder.Close)
	return w
}

func (w *world) pins(t *testing.T) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(w.root, "pins", "*-shim-*"))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	return files[0]
}

func TestFind_ofWhatIsThere_saysWhatTheRecordSays(t *testing.T) {
	w := open(t)
	for range 2 {
		found, is := w.folder.Find(w.action)
		if !is || found.Path != w.output || found.Size != 4 || !found.Time.Equal(w.put) {
			t.Error(found, is)
		}
	}
	if _, is := w.folder.Find(fakego.Action("b")); is {
		t.Error("found what is not there")
	}
}

func TestFind_ofAnOutput_pinsItOnce(t *testing.T) {
	w := open(t)
	w.folder.Find(w.action)
	w.folder.Find(w.action)
	pins, err := os.ReadFile(w.pins(t))
	if err != nil || string(pins) != filepath.Base(w.output)+"\n" {
		t.Errorf("%q %v", pins, err)
	}
}

func TestPins_areLockedForOtherProcesses_untilTheEnd(t *testing.T) {
	w := open(t)
	lock := exec.Command(os.Args[0])
	lock.Env = append(os.Environ(), lockVariable+"="+w.pins(t))
	var exit *exec.ExitError
	if err := lock.Run(); !errors.As(err, &exit) || exit.ExitCode() != 9 {
		t.Error("another process could take the lock:", err)
	}
	w.folder.Close()
	if left, _ := os.ReadDir(filepath.Join(w.root, "pins")); len(left) > 0 {
		t.Error(left)
	}
}

func TestFind_ofWhatIsNotSound_isNothing_andChangesNothing(t *testing.T) {
	old := time.Now().Add(-200 * time.Hour)
	for name, spoil := range map[string]func(w *world) error{
		"no output":                          func(w *world) error { return os.Remove(w.output) },
		"short output":                       func(w *world) error { return os.WriteFile(w.output, []byte("bo"), 0o600) },
		"older than the machine has been up": func(w *world) error { return os.Chtimes(w.output, old, old) },
		"a link": func(w *world) error {
			return errors.Join(os.Rename(w.output, w.output+"x"), os.Symlink(w.output+"x", w.output))
		},
		"a folder":      func(w *world) error { return errors.Join(os.Remove(w.output), os.Mkdir(w.output, 0o700)) },
		"no record":     func(w *world) error { return os.Remove(w.record) },
		"half a record": func(w *world) error { return os.Truncate(w.record, 60) },
		"no text":       func(w *world) error { return os.Truncate(w.record, 0) },
		"a wrong sum":   func(w *world) error { return change(w.record, " 4 ", " 5 ") },
		"a long one":    func(w *world) error { return change(w.record, "\n", "\n"+strings.Repeat("x", 999)) },
		"a record that is a link": func(w *world) error {
			return errors.Join(os.Rename(w.record, w.record+"x"), os.Symlink(w.record+"x", w.record))
		},
		"a record that is a pipe": func(w *world) error {
			return errors.Join(os.Remove(w.record), syscall.Mkfifo(w.record, 0o600))
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := open(t)
			if err := spoil(w); err != nil {
				t.Fatal(err)
			}
			before := listing(t, w.root)
			if found, is := w.folder.Find(w.action); is {
				t.Error(found)
			}
			if after := listing(t, w.root); after != before {
				t.Errorf("%s became %s", before, after)
			}
		})
	}
}

func change(path, from, to string) error {
	content, err := os.ReadFile(path)
	return errors.Join(err, os.WriteFile(path, bytes.Replace(content, []byte(from), []byte(to), 1), 0o600))
}

func listing(t *testing.T, root string) string {
	t.Helper()
	var all strings.Builder
	for _, kind := range []string{"a", "o"} {
		err := filepath.Walk(filepath.Join(root, kind), func(path string, info os.FileInfo, err error) error {
			if err == nil {
				_, err = all.WriteString(path + info.Mode().String() + info.ModTime().String() + "\n")
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}

func TestFind_ofWhatWasNotUsedForHours_notesTheUse(t *testing.T) {
	w := open(t)
	old := time.Now().Add(-5 * time.Hour)
	for _, path := range []string{w.record, w.output} {
		if err := os.Chtimes(path, old, old); err != nil {
			t.Fatal(err)
		}
	}
	if _, is := w.folder.Find(w.action); !is {
		t.Fatal("not found")
	}
	for _, path := range []string{w.record, w.output} {
		if info, err := os.Stat(path); err != nil || time.Since(info.ModTime()) > time.Minute {
			t.Error(path, info.ModTime(), err)
		}
	}
}

func TestOpen_ofAFolderWithoutPins_fails(t *testing.T) {
	if _, err := Open(t.TempDir(), time.Time{}); err == nil {
		t.Error("nothing could be pinned")
	}
}

func TestFind_whenNothingCanBePinned_isNothing(t *testing.T) {
	w := open(t)
	_ = w.folder.pins.Close() // as if the disk were full
	if found, is := w.folder.Find(w.action); is {
		t.Error(found, hex.EncodeToString(w.action[:]))
	}
}
