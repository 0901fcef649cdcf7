package hone

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

func open(t *testing.T, folder string, limit int64) *spool {
	t.Helper()
	s, err := openSpool(folder, "web", limit, morning)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func put(t *testing.T, s *spool, body string, at time.Time) int {
	t.Helper()
	u := webUpload
	u.body = []byte(body)
	dropped, err := s.put(u, at)
	if err != nil {
		t.Fatal(err)
	}
	return dropped
}

func contents(t *testing.T, s *spool) string {
	t.Helper()
	files, err := s.files()
	if err != nil {
		t.Fatal(err)
	}
	var bodies []string
	for _, file := range files {
		u, err := s.read(file.Name())
		if err != nil {
			t.Fatal(err)
		}
		bodies = append(bodies, string(u.body))
	}
	return strings.Join(bodies, " ")
}

func TestSpool_reopened_hasEverythingInOrder(t *testing.T) {
	folder := t.TempDir()
	before := open(t, folder, 1<<20)
	for i, body := range []string{"b", "a", "line\nline"} {
		put(t, before, body, morning.Add(time.Duration(i)*time.Second))
	}
	after := open(t, folder, 1<<20)
	expect(t, "contents", contents(t, after), "b a line\nline")
	files, _ := after.files()
	u, err := after.read(files[0].Name())
	if err != nil {
		t.Fatal(err)
	}
	expect(t, "origin", u.origin, webUpload.origin)
}

func TestSpool_full_dropsTheOldest(t *testing.T) {
	s := open(t, t.TempDir(), 3000)
	for i, letter := range []string{"a", "b", "c"} {
		dropped := put(t, s, strings.Repeat(letter, 1000), morning.Add(time.Duration(i)*time.Second))
		expect(t, "dropped by "+letter, dropped, i/2)
	}
	if got := contents(t, s); strings.Contains(got, "a") || !strings.Contains(got, "b") || !strings.Contains(got, "c") {
		t.Error(got)
	}
}

func TestSpool_profileBeyondTheLimit_isRefusedAndDropsNothing(t *testing.T) {
	s := open(t, t.TempDir(), 1000)
	put(t, s, "a", morning)
	if _, err := s.put(upload{webUpload.origin, make([]byte, 1000)}, morning); err == nil || !strings.Contains(err.Error(), "SpoolLimit") {
		t.Error(err)
	}
	expect(t, "contents", contents(t, s), "a")
}

func TestSpool_leftOverParts_areClearedWhenOld(t *testing.T) {
	folder := t.TempDir()
	s := open(t, folder, 1<<20)
	old, young := filepath.Join(s.folder, "1-1.part"), filepath.Join(s.folder, "2-2.part")
	for path, age := range map[string]time.Duration{old: 2 * time.Hour, young: time.Minute} {
		_ = os.WriteFile(path, []byte("part"), 0o600)
		_ = os.Chtimes(path, morning.Add(-age), morning.Add(-age))
	}
	open(t, folder, 1<<20)
	_, oldGone := os.Stat(old)
	_, youngGone := os.Stat(young)
	expect(t, "old one is gone", errors.Is(oldGone, fs.ErrNotExist), true)
	expect(t, "young one stays", youngGone, nil)
	expect(t, "contents", contents(t, s), "")
}

func TestSpool_apps_haveFoldersOfTheirOwn(t *testing.T) {
	folder := t.TempDir()
	put(t, open(t, folder, 1<<20), "a", morning)
	other, err := openSpool(folder, "api", 1<<20, morning)
	if err != nil {
		t.Fatal(err)
	}
	expect(t, "contents of another", contents(t, other), "")
}

func TestSpool_foreignFile_isTold(t *testing.T) {
	s := open(t, t.TempDir(), 1<<20)
	for name, content := range map[string]string{
		"empty": "", "no header": "profile", "no app": "{}\nprofile", "other app name": `{"App":"../x"}` + "\nprofile",
		"no profile": `{"App":"web"}` + "\n", "truncated": `{"App":"we`,
	} {
		_ = os.WriteFile(filepath.Join(s.folder, "1.profile"), []byte(content), 0o600)
		if _, err := s.read("1.profile"); !errors.Is(err, errForeign) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSpool_takenByAnotherProcess_isNoError(t *testing.T) {
	s := open(t, t.TempDir(), 1<<20)
	_, err := s.read("gone.profile")
	expect(t, "not there", errors.Is(err, fs.ErrNotExist), true)
	expect(t, "removed", s.remove("gone.profile"), nil)
}

func TestSpool_sharedByProcesses_losesNothing(t *testing.T) {
	folder := t.TempDir()
	var all sync.WaitGroup
	for range 8 {
		all.Add(1)
		go func() {
			defer all.Done()
			s, err := openSpool(folder, "web", 1<<20, morning)
			for i := 0; err == nil && i < 10; i++ {
				_, err = s.put(webUpload, morning)
			}
			if err != nil {
				t.Error(err)
			}
		}()
	}
	all.Wait()
	files, err := open(t, folder, 1<<20).files()
	if err != nil {
		t.Fatal(err)
	}
	expect(t, "files", len(files), 80)
}

func TestSpool_folderThatCannotBe_failsTheStart(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	_ = os.WriteFile(file, nil, 0o600)
	_, err := Start(Config{Server: "http://pgo", App: "web", Spool: file})
	var wrong *ConfigError
	if !errors.As(err, &wrong) || !strings.Contains(err.Error(), "Spool cannot be used") {
		t.Error(err)
	}
}

func TestSpool_none_keepsNothing(t *testing.T) {
	s := open(t, "", 1<<20)
	if _, err := s.put(webUpload, morning); err == nil || !strings.Contains(err.Error(), "no Spool") {
		t.Error(err)
	}
	files, err := s.files()
	if err != nil || len(files) != 0 {
		t.Error(files, err)
	}
}
