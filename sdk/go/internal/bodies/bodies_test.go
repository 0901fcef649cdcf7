package bodies

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"hone.dev/sdk/internal/smalldisk"
)

// folders are those of a test; files in them are counted at its end.
type folders struct {
	*Folder
	t    *testing.T
	temp string
	said []string
}

func open(t *testing.T) *folders {
	t.Helper()
	f := &folders{t: t, temp: t.TempDir()}
	t.Setenv("TMPDIR", f.temp)
	f.Folder = Open(filepath.Join(t.TempDir(), "incoming"), func(line string) { f.said = append(f.said, line) })
	incoming := f.incoming
	t.Cleanup(func() {
		f.Remove()
		for _, folder := range []string{incoming, f.temp} {
			if left, _ := os.ReadDir(folder); len(left) > 0 {
				t.Errorf("left in %s: %v", folder, left)
			}
		}
	})
	return f
}

func (f *folders) write(parts ...string) *Body {
	f.t.Helper()
	body := f.New()
	for _, part := range parts {
		if n, err := body.Write([]byte(part)); n != len(part) || err != nil {
			f.t.Error(n, err)
		}
	}
	if err := body.Close(sha256.Sum256([]byte(strings.Join(parts, "")))); err != nil {
		f.t.Fatal(err)
	}
	return body
}

func (f *folders) expect(path string, content string) {
	f.t.Helper()
	if got, err := os.ReadFile(path); err != nil || string(got) != content {
		f.t.Errorf("%s: %q, %v", path, got, err)
	}
	if !filepath.IsAbs(path) || filepath.Ext(path) != "" {
		f.t.Error(path)
	}
}

func (f *folders) isPrivate(path string) bool { return strings.HasPrefix(path, f.temp) }

func TestOffer_ofABody_isInIncoming(t *testing.T) {
	f := open(t)
	body := f.write("some ", "body")
	path, is := body.Offer()
	f.expect(path, "some body")
	if !is || filepath.Dir(path) != f.incoming || body.Size() != 9 {
		t.Error(path, is, body.Size())
	}
	if err := os.Rename(path, filepath.Join(t.TempDir(), "object")); err != nil { // as the daemon does
		t.Fatal(err)
	}
	body.Release()
}

func TestOffer_ofAnEmptyBody_isNoFile(t *testing.T) {
	f := open(t)
	body := f.write()
	if path, is := body.Offer(); path != "" || !is {
		t.Error(path, is)
	}
	path, err := body.Keep()
	if err != nil || !f.isPrivate(path) {
		t.Error(path, err)
	}
	f.expect(path, "")
}

func TestClose_ofAnotherBody_saysSoAndLeavesNothing(t *testing.T) {
	f := open(t)
	for _, parts := range []string{"", "body"} {
		body := f.New()
		_, _ = body.Write([]byte(parts))
		if err := body.Close(sha256.Sum256([]byte("other"))); !errors.Is(err, ErrMismatch) {
			t.Error(err)
		}
	}
	if left, _ := os.ReadDir(f.incoming); len(left) > 0 {
		t.Error(left)
	}
}

func TestKeep_movesItAway(t *testing.T) {
	f := open(t)
	body := f.write("body")
	offered, _ := body.Offer()
	path, err := body.Keep()
	if err != nil || !f.isPrivate(path) {
		t.Error(path, err)
	}
	f.expect(path, "body")
	if _, err := os.Lstat(offered); !errors.Is(err, os.ErrNotExist) {
		t.Error("it is still there:", err)
	}
	if _, is := body.Offer(); is {
		t.Error("offered from the private folder")
	}
}

func TestKeep_ofABodyThatADaemonTook_isACopy(t *testing.T) {
	for name, take := range map[string]func(path string) error{
		"removed":   os.Remove,
		"replaced":  func(p string) error { return errors.Join(os.Remove(p), os.Mkdir(p, 0o700)) },
		"truncated": func(p string) error { return errors.Join(os.Remove(p), os.WriteFile(p, nil, 0o600)) },
	} {
		for _, again := range []bool{false, true} {
			t.Run(name, func(t *testing.T) {
				f := open(t)
				body := f.write(strings.Repeat("body", 10_000))
				offered, _ := body.Offer()
				if err := take(offered); err != nil {
					t.Fatal(err)
				}
				if again { // to the next daemon
					path, is := body.Offer()
					if !is || f.isPrivate(path) {
						t.Error(path, is)
					}
					f.expect(path, strings.Repeat("body", 10_000))
				}
				path, err := body.Keep()
				if err != nil {
					t.Fatal(err)
				}
				f.expect(path, strings.Repeat("body", 10_000))
				_ = os.Remove(offered)
			})
		}
	}
}

func TestKeep_ofABodyThatIsNotOpenAnyMore_saysThatItIsGone(t *testing.T) {
	f := open(t)
	f.open = mostOpen // of other bodies
	body := f.write("body")
	offered, _ := body.Offer()
	f.expect(offered, "body")
	if err := os.Remove(offered); err != nil {
		t.Fatal(err)
	}
	if path, is := body.Offer(); is {
		t.Error(path)
	}
	if _, err := body.Keep(); !errors.Is(err, errTaken) {
		t.Error(err)
	}
	body.Drop()
	if f.open != mostOpen {
		t.Error(f.open)
	}
}

func TestOpen_ofManyBodies_isBounded(t *testing.T) {
	f := open(t)
	var written []*Body
	for range mostOpen + 50 {
		written = append(written, f.write("body"))
	}
	if f.open != mostOpen {
		t.Error(f.open)
	}
	for _, body := range written {
		path, err := body.Keep()
		if err != nil {
			t.Fatal(err)
		}
		f.expect(path, "body")
	}
	if f.open != 0 {
		t.Errorf("%d stay open", f.open)
	}
}

// fullDisk takes so many bytes in incoming, or everywhere.
func (f *folders) fillUp(room int, everywhere bool) {
	f.create = func(path string) (file, error) {
		opened, err := create(path)
		if err != nil || !everywhere && f.isPrivate(path) {
			return opened, err
		}
		return &fullDisk{opened, &room}, nil
	}
}

type fullDisk struct {
	file
	room *int
}

func (d *fullDisk) Write(p []byte) (int, error) {
	n, err := d.file.Write(p[:min(len(p), *d.room)])
	if *d.room -= n; err == nil && n < len(p) {
		err = syscall.ENOSPC
	}
	return n, err
}

func TestWrite_toAFullDisk_goesOnInThePrivateFolder(t *testing.T) {
	for _, room := range []int{0, 1, 4, 5, 8} {
		f := open(t)
		f.fillUp(room, false)
		body := f.write("some", " ", "body")
		if path, is := body.Offer(); is {
			t.Error("offered:", path)
		}
		path, err := body.Keep()
		if err != nil {
			t.Fatal(err)
		}
		f.expect(path, "some body")
		again, err := f.write("more").Keep()
		if err != nil {
			t.Fatal(err)
		}
		f.expect(again, "more")
		if len(f.said) != 1 || !strings.Contains(f.said[0], "no space left on device") {
			t.Errorf("%d bytes: %q", room, f.said)
		}
		if left, _ := os.ReadDir(f.incoming); len(left) > 0 {
			t.Error(left)
		}
	}
}

func TestWrite_whereNothingHasRoom_isToldAtTheEnd(t *testing.T) {
	f := open(t)
	f.fillUp(6, true)
	body := f.New()
	for range 10 {
		if n, err := body.Write([]byte("body")); n != 4 || err != nil {
			t.Error(n, err)
		}
	}
	if err := body.Close(sha256.Sum256([]byte("anything"))); !errors.Is(err, syscall.ENOSPC) {
		t.Error(err)
	}
	f.create = create
	f.expectKept(f.write("room again"), "room again")
}

func (f *folders) expectKept(body *Body, content string) {
	f.t.Helper()
	path, err := body.Keep()
	if err != nil {
		f.t.Fatal(err)
	}
	f.expect(path, content)
}

func TestWrite_toARealFullDisk_goesOnInThePrivateFolder(t *testing.T) {
	small := t.TempDir()
	isSmall := smalldisk.Mount(t, small)
	f := &folders{t: t, temp: t.TempDir()}
	t.Setenv("TMPDIR", f.temp)
	f.Folder = Open(filepath.Join(small, "incoming"), func(line string) { f.said = append(f.said, line) })
	defer f.Remove()
	if !isSmall { // only root may mount: the disk is full for this program alone
		f.fillUp(100_000, false)
	}
	fits, large := strings.Repeat("a", 10_000), strings.Repeat("b", 300_000)
	if path, is := f.write(fits).Offer(); !is {
		t.Error(path)
	}
	f.expectKept(f.write(large[:100_000], large[100_000:]), large)
	// And a body on another file system than the private folder is copied there.
	f.expectKept(f.write(fits), fits)
	if len(f.said) != 1 {
		t.Error(f.said)
	}
}

func TestOpen_ofAFolderThatCannotBe_saysSoAndKeepsPrivately(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	f := &folders{t: t, temp: t.TempDir()}
	t.Setenv("TMPDIR", f.temp)
	f.Folder = Open(filepath.Join(file, "incoming"), func(line string) { f.said = append(f.said, line) })
	defer f.Remove()
	f.expectKept(f.write("body"), "body")
	if len(f.said) != 1 || !strings.Contains(f.said[0], "not in the cache") {
		t.Error(f.said)
	}
}

func TestOpen_ofAFolderOthersWriteTo_isNotUsed(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there are no modes on Windows")
	}
	incoming := filepath.Join(t.TempDir(), "incoming")
	if err := errors.Join(os.Mkdir(incoming, 0o700), os.Chmod(incoming, 0o777)); err != nil {
		t.Fatal(err)
	}
	f := &folders{t: t, temp: t.TempDir()}
	t.Setenv("TMPDIR", f.temp)
	f.Folder = Open(incoming, func(line string) { f.said = append(f.said, line) })
	defer f.Remove()
	if path, is := f.write("body").Offer(); is {
		t.Error(path)
	}
	if len(f.said) != 1 || !strings.Contains(f.said[0], "open to other users") {
		t.Error(f.said)
	}
}

func TestRemove_whileBodiesComeIn_leavesNothing(t *testing.T) {
	f := open(t)
	body := f.New()
	_, _ = body.Write([]byte("half a"))
	f.Remove()
	_, _ = body.Write(bytes.Repeat([]byte(" body"), 1000))
	late := f.New()
	_, _ = late.Write([]byte("body"))
	if err := late.Close(sha256.Sum256([]byte("body"))); !errors.Is(err, errEnded) {
		t.Error(err)
	}
}

func TestUnopenable_isSeen_andCannotBeOpened(t *testing.T) {
	f := open(t)
	path, err := f.Unopenable()
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Size() != 0 {
		t.Error(info, err)
	}
	if file, err := os.Open(path); err == nil {
		_ = file.Close()
		t.Error("it opens")
	}
	if again, err := f.Unopenable(); again != path || err != nil {
		t.Error(again, err)
	}
}

// Root opens everything but sockets, and says so.
func TestUnopenable_farDown_cannotBeOpenedEither(t *testing.T) {
	f := open(t)
	f.temp = filepath.Join(f.temp, strings.Repeat("a", 120))
	if err := os.Mkdir(f.temp, 0o700); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(f.temp) })
	t.Setenv("TMPDIR", f.temp)
	path, err := f.Unopenable()
	if isRoot := os.Getuid() == 0; (err != nil) != isRoot {
		t.Fatal(err)
	}
	if file, err := os.Open(path); err == nil {
		_ = file.Close()
		t.Error("it opens")
	}
}
