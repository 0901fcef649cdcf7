package folder

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"hone.dev/sdk/internal/cacherecord"
)

var (
	action = sha256.Sum256([]byte("action"))
	body   = []byte("body")
	output = sha256.Sum256(body)
	record = cacherecord.Record{Output: output, Size: 4, Time: time.Unix(7, 8).UTC()}
)

func open(t *testing.T) *Folder {
	t.Helper()
	root := t.TempDir()
	for _, part := range []string{"a", "o", "incoming"} {
		if err := os.Mkdir(filepath.Join(root, part), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	f, err := Open(root)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func (f *Folder) bring(t *testing.T) {
	t.Helper()
	file := f.Incoming()
	if err := os.WriteFile(file, body, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := f.Keep(file, output); err != nil {
		t.Fatal(err)
	}
	if err := f.Write(action, record); err != nil {
		t.Fatal(err)
	}
}

func TestHas_ofWhatWasKept_isSo_andNothingElse(t *testing.T) {
	f := open(t)
	if f.Has(action) || f.HasOutput(output, 4) {
		t.Error("there is nothing")
	}
	f.bring(t)
	if !f.Has(action) || !f.HasOutput(output, 4) || f.HasOutput(output, 5) || f.Has(output) {
		t.Error("it is there")
	}
	if head, err := f.Head(output, 3); err != nil || string(head) != "bod" {
		t.Error(head, err)
	}
	if left, _ := os.ReadDir(filepath.Join(f.root, "incoming")); len(left) > 0 {
		t.Error(left)
	}
}

func TestHas_ofWhatIsNotSound_isNotSo(t *testing.T) {
	for name, spoil := range map[string]func(record, output string) error{
		"no output":     func(_, output string) error { return os.Remove(output) },
		"short output":  func(_, output string) error { return os.Truncate(output, 3) },
		"half a record": func(record, _ string) error { return os.Truncate(record, 60) },
		"a long record": func(record, _ string) error { return os.WriteFile(record, bytes.Repeat([]byte("x"), 1000), 0o600) },
		"a folder":      func(record, _ string) error { _ = os.Remove(record); return os.Mkdir(record, 0o700) },
		"an output elsewhere": func(_, output string) error {
			_ = os.Rename(output, output+"x")
			return os.Symlink(output+"x", output)
		},
	} {
		t.Run(name, func(t *testing.T) {
			f := open(t)
			f.bring(t)
			if err := spoil(f.place("a", action), f.place("o", output)); err != nil {
				t.Fatal(err)
			}
			if f.Has(action) {
				t.Error("it is used")
			}
		})
	}
}

func TestWrite_ofManyAtTheSameTime_leavesOneWhole(t *testing.T) {
	f := open(t)
	f.bring(t)
	first, _ := os.ReadFile(f.place("a", action))
	var all sync.WaitGroup
	for i := range 50 {
		all.Add(1)
		go func() {
			defer all.Done()
			other := record
			other.Time = time.Unix(int64(100+i), 0)
			if err := f.Write(action, other); err != nil {
				t.Error(err)
			}
		}()
	}
	all.Wait()
	if now, _ := os.ReadFile(f.place("a", action)); !bytes.Equal(now, first) {
		t.Errorf("%q", now)
	}
	if left, _ := os.ReadDir(filepath.Join(f.root, "incoming")); len(left) > 0 {
		t.Error(left)
	}
}

func TestKeep_whereNoFolderCanBe_fails(t *testing.T) {
	f := open(t)
	if err := os.WriteFile(filepath.Dir(f.place("o", output)), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := f.Keep(f.Incoming(), output); err == nil {
		t.Error("kept")
	}
	if err := os.WriteFile(filepath.Dir(f.place("a", action)), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := f.Write(action, record); err == nil {
		t.Error("written")
	}
	if left, _ := os.ReadDir(filepath.Join(f.root, "incoming")); len(left) > 0 {
		t.Error(left)
	}
}

func TestIncoming_isAnotherEachTime_ofThisProcess(t *testing.T) {
	f := open(t)
	seen := map[string]bool{}
	for range 1000 {
		name := filepath.Base(f.Incoming())
		if seen[name] || !strings.HasPrefix(name, fmt.Sprint(os.Getpid(), "-")) || strings.Count(name, "-") != 2 || strings.Contains(name, ".") {
			t.Error(name)
		}
		seen[name] = true
	}
}

func TestKindOf_isWhatTheDaemonSays(t *testing.T) {
	id := base64.RawURLEncoding.EncodeToString(action[:15])
	head := func(id string) string {
		return "!<arch>\n__.PKGDEF       0           0     0     644     7955      `\ngo object linux amd64 go1.26.8\nbuild id \"" + id + "/x\"\n"
	}
	for _, c := range []struct {
		text string
		is   Kind
	}{
		{"", Fine},
		{"any text", Fine},
		{"go index v2\n", Index},
		{"go index", Fine},
		{head(id), Fine},
		{head(id[:19]), OfAnotherAction},
		{head(id + "x"), OfAnotherAction},
		{head(strings.ToLower(id)), OfAnotherAction},
		{head(""), OfAnotherAction},
		{"!<arch>\n__.PKGDEF", OfAnotherAction},
		{"!<arch>\nother", Fine},
		{head("x") + head(id), OfAnotherAction},
		{"!<arch>\n__.PKGDEF" + strings.Repeat(" ", Head) + head(id), OfAnotherAction},
	} {
		if is := KindOf([]byte(c.text), action); is != c.is {
			t.Errorf("%q is %d, not %d", c.text, is, c.is)
		}
	}
}
