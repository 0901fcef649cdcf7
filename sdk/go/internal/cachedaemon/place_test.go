package cachedaemon

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

// alone takes every variable away that Locate looks at, and gives it folders of the test's own.
func alone(t *testing.T) (home, temp string) {
	t.Helper()
	for _, name := range []string{"HONE_CACHE_DIR", "CACHEPROG_ROOT_DIRECTORY", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME"} {
		t.Setenv(name, "")
	}
	home, temp = t.TempDir(), shortFolder(t)
	t.Setenv("HOME", home)
	t.Setenv("LocalAppData", home)
	t.Setenv("TMPDIR", temp)
	t.Setenv("TMP", temp)
	return home, temp
}

// shortFolder is for sockets, whose paths may have some hundred bytes.
func shortFolder(t *testing.T) string {
	t.Helper()
	folder, err := os.MkdirTemp("", "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	return folder
}

func TestLocate_root_isTheFirstThatIsNamed(t *testing.T) {
	alone(t)
	usual, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	at := func(name string) string { return filepath.Join(folder, name) }
	for name, test := range map[string]struct {
		args            []string
		hone, cacheprog string
		want            string
	}{
		"nothing":        {nil, "", "", filepath.Join(usual, "hone", "go")},
		"two words":      {[]string{"--s3-bucket=b", "--root-directory", at("a"), "x"}, at("h"), at("c"), at("a")},
		"one word":       {[]string{"--root-directory=" + at("a")}, at("h"), at("c"), at("a")},
		"twice":          {[]string{"--root-directory=" + at("a"), "--root-directory", at("b")}, "", "", at("b")},
		"empty":          {[]string{"--root-directory="}, at("h"), at("c"), at("h")},
		"without a word": {[]string{"--root-directory"}, "", at("c"), at("c")},
		"hone":           {nil, at("h"), at("c"), at("h")},
		"cacheprog":      {nil, "", at("c"), at("c")},
		"not clean":      {[]string{"--root-directory", at("x/../a/./b//")}, "", "", at("a/b")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("HONE_CACHE_DIR", test.hone)
			t.Setenv("CACHEPROG_ROOT_DIRECTORY", test.cacheprog)
			place, err := Locate(test.args)
			if err != nil || place.Root != test.want {
				t.Error(place, err)
			}
			if info, err := os.Stat(place.Root); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o700 {
				t.Error(info, err)
			}
		})
	}
}

func TestLocate_relativeRoot_countsFromTheWorkingDirectory(t *testing.T) {
	alone(t)
	folder, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	before, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = os.Chdir(before) }()
	if err := os.Chdir(folder); err != nil {
		t.Fatal(err)
	}
	place, err := Locate([]string{"--root-directory=cache"})
	if err != nil || place.Root != filepath.Join(folder, "cache") {
		t.Error(place, err)
	}
}

func TestLocate_socket_isNamedByTheRoot(t *testing.T) {
	_, temp := alone(t)
	root := filepath.Join(t.TempDir(), "root")
	place, err := Locate([]string{"--root-directory", root})
	if err != nil {
		t.Fatal(err)
	}
	digest := sha256.Sum256([]byte(root))
	run := "hone-cache"
	if runtime.GOOS != "windows" {
		run += "-" + strconv.Itoa(os.Getuid())
	}
	if want := filepath.Join(temp, run, hex.EncodeToString(digest[:])[:16]+".sock"); place.Socket != want {
		t.Error(place.Socket, want)
	}
	if runtime.GOOS == "windows" {
		return
	}
	ours := shortFolder(t)
	t.Setenv("XDG_RUNTIME_DIR", ours)
	if place, err := Locate([]string{"--root-directory", root}); err != nil || filepath.Dir(place.Socket) != filepath.Join(ours, "hone-cache") {
		t.Error(place, err)
	}
	for _, other := range []string{"relative", filepath.Join(ours, "none")} {
		t.Setenv("XDG_RUNTIME_DIR", other)
		if again, err := Locate([]string{"--root-directory", root}); err != nil || again != place {
			t.Error(other, again, err)
		}
	}
}

func TestLocate_unsafeFolderOfTheSocket_isNotUsed(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there are no modes on Windows")
	}
	for name, plant := range map[string]func(path string) error{
		"link": func(p string) error { return os.Symlink(t.TempDir(), p) },
		"file": func(p string) error { return os.WriteFile(p, nil, 0o600) },
		"open": func(p string) error { return os.Mkdir(p, 0o755) },
	} {
		t.Run(name, func(t *testing.T) {
			_, temp := alone(t)
			if err := plant(filepath.Join(temp, "hone-cache-"+strconv.Itoa(os.Getuid()))); err != nil {
				t.Fatal(err)
			}
			place, err := Locate([]string{"--root-directory", t.TempDir()})
			if err == nil || place.Socket != "" || place.Root == "" {
				t.Error(place, err)
			}
		})
	}
}

func TestLocate_rootThatCannotBe_saysSo(t *testing.T) {
	alone(t)
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Locate([]string{"--root-directory", filepath.Join(file, "root")}); err == nil || !strings.Contains(err.Error(), file) {
		t.Error(err)
	}
	if runtime.GOOS == "windows" {
		return
	}
	t.Setenv("HOME", "")
	if _, err := Locate(nil); err == nil || !strings.Contains(err.Error(), "set HONE_CACHE_DIR") {
		t.Error(err)
	}
}
