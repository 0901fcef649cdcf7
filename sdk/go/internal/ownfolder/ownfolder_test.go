//go:build !windows

package ownfolder

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestMake_ofNothing_isForTheOwnerAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a", "b")
	if err := Make(path, Closed); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Error(info, err)
	}
	if err := Make(path, Closed); err != nil {
		t.Error("a second time:", err)
	}
}

func TestMake_ofWhatIsNotOursAlone_fails(t *testing.T) {
	for name, test := range map[string]struct {
		plant func(path string) error
		says  string
	}{
		"file":           {func(p string) error { return os.WriteFile(p, nil, 0o600) }, "not a directory"},
		"link":           {func(p string) error { return os.Symlink(os.TempDir(), p) }, "no folder"},
		"dangling link":  {func(p string) error { return os.Symlink("/nowhere/at/all", p) }, "exists"},
		"open to group":  {func(p string) error { return mkdir(p, 0o710) }, "open to other users"},
		"open to others": {func(p string) error { return mkdir(p, 0o701) }, "open to other users"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "folder")
			if err := test.plant(path); err != nil {
				t.Fatal(err)
			}
			if err := Make(path, Closed); err == nil || !strings.Contains(err.Error(), test.says) {
				t.Error(err)
			}
		})
	}
}

func TestMake_ofAFolderOthersRead_isGoodWhereTheyMay(t *testing.T) {
	path := filepath.Join(t.TempDir(), "folder")
	if err := mkdir(path, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := Make(path, Unwritten); err != nil {
		t.Error(err)
	}
}

func TestIsOurs_aboutWhatIsNone_isFalse(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if !IsOurs(folder) || IsOurs(file) || IsOurs(filepath.Join(folder, "none")) || IsOurs("") {
		t.Error(IsOurs(folder), IsOurs(file))
	}
}

// mkdir makes a folder with this mode, whatever the umask.
func mkdir(path string, mode os.FileMode) error {
	if err := os.Mkdir(path, 0o700); err != nil {
		return err
	}
	return os.Chmod(path, mode)
}

func TestMake_ofAFolderOfAnother_fails(t *testing.T) {
	path := "/usr" // root's
	if os.Getuid() == 0 {
		path = t.TempDir()
		if err := os.Chown(path, 12345, 12345); err != nil {
			t.Fatal(err)
		}
	}
	if err := Make(path, Closed); err == nil || !strings.Contains(err.Error(), "belongs to another user") {
		t.Error(err)
	}
	if IsOurs(path) {
		t.Error("it is ours")
	}
}
