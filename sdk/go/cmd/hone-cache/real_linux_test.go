package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"hone.dev/sdk/internal/fakego"
)

// These tests are about the program as it is shipped.

// built is the program as dist/shim builds it.
func built(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "hone-cache")
	cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w", "-o", path, ".")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=", "GOCACHEPROG=")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatal(string(out), err)
	}
	return path
}

func TestShim_largeBody_takesLittleMemory(t *testing.T) {
	const size, most = 210_000_000, 24 << 10
	digest := sha256.New()
	if _, err := io.CopyN(digest, zeros{}, size); err != nil {
		t.Fatal(err)
	}
	action := base64.StdEncoding.EncodeToString(make([]byte, 32))
	program := built(t)
	for name, launcher := range map[string]string{"with a daemon": os.Args[0], "without": "/bin/false"} {
		t.Run(name, func(t *testing.T) {
			f := newFolders(t)
			s := (&shim{t: t, cmd: exec.Command(program)}).begin(f.environ("HONE_CACHE_LAUNCHER=" + launcher))
			fakego.ExpectMiss(t, "get", s.Get("a"))
			stored := s.Wait(s.AskWriting("put", fmt.Sprintf(`,"ActionID":%q,"OutputID":%q,"BodySize":%d`,
				action, base64.StdEncoding.EncodeToString(digest.Sum(nil)), size), bodyOfZeros(size)))
			if info, err := os.Stat(stored.DiskPath); err != nil || info.Size() != size {
				t.Error(stored, err)
			}
			if peak := peakMemory(t, s.cmd.Process.Pid); peak > most {
				t.Errorf("it took %d KiB", peak)
			} else {
				t.Logf("it took %d KiB", peak)
			}
			s.Close()
			_ = s.cmd.Wait()
			f.expectNothingLeft()
		})
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// bodyOfZeros writes as base64 so many zeros, which are a multiple of three.
func bodyOfZeros(size int) func(io.Writer) {
	text := strings.Repeat("A", 1<<16)
	return func(to io.Writer) {
		_, _ = io.WriteString(to, `"`)
		for left := size / 3 * 4; left > 0; left -= len(text) {
			text = text[:min(left, len(text))]
			_, _ = io.WriteString(to, text)
		}
		_, _ = io.WriteString(to, "\"\n")
	}
}

func peakMemory(t *testing.T, pid int) int {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Fatal(err)
	}
	_, peak, _ := strings.Cut(string(status), "VmHWM:")
	kib, err := strconv.Atoi(strings.Fields(peak)[0])
	if err != nil {
		t.Fatal(err)
	}
	return kib
}

// project is a small program of two packages, and go to build it.
type project struct {
	*folders
	source, program string
}

func newProject(t *testing.T) *project {
	t.Helper()
	p := &project{folders: newFolders(t), source: t.TempDir(), program: built(t)}
	for path, text := range map[string]string{
		"go.mod":   "module small\n\ngo 1.22\n",
		"main.go":  "package main\n\nimport \"small/in\"\n\nfunc main() { print(in.Greeting) }\n",
		"in/in.go": "// Package in has a word.\npackage in\n\nconst Greeting = \"hello\"\n",
	} {
		file := filepath.Join(p.source, path)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

// run runs go through the shim, and returns what it says.
func (p *project) run(more []string, args ...string) string {
	p.t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = p.source
	cmd.Env = append(p.environ("GOCACHEPROG="+p.program, "GOFLAGS=", "GOTOOLCHAIN=local", "GOCACHE="+p.temp+"/native", "GOWORK=off"), more...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		p.t.Fatalf("go %v: %v\n%s", args, err, out)
	}
	return string(out)
}

// compiles counts what was compiled, in the output of go build -x.
func compiles(out string) int {
	return strings.Count(out, "/compile\" -o ") + strings.Count(out, "/compile -o ")
}

func (p *project) expectProgram(path string) []byte {
	p.t.Helper()
	out, err := exec.Command(path).CombinedOutput()
	if err != nil || string(out) != "hello" {
		p.t.Error(string(out), err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		p.t.Fatal(err)
	}
	return content
}

func TestGoBuild_again_compilesNothing(t *testing.T) {
	p := newProject(t)
	one, two := filepath.Join(p.temp, "one"), filepath.Join(p.temp, "two")
	if out := p.run(nil, "build", "-x", "-o", one, "."); compiles(out) < 10 || strings.Contains(out, "hone cache:") {
		t.Error(out)
	}
	out := p.run(nil, "build", "-x", "-o", two, ".")
	if n := compiles(out); n > 0 {
		t.Errorf("compiled %d:\n%s", n, out)
	}
	if !bytes.Equal(p.expectProgram(one), p.expectProgram(two)) {
		t.Error("the programs differ")
	}
	if out := p.run(nil, "list", "-export", "-f", "{{.Export}}", "./in"); !filepath.IsAbs(strings.TrimSpace(out)) || filepath.Ext(strings.TrimSpace(out)) != "" {
		t.Error(out)
	}
	p.expectDaemons(1)
	p.expectNothingLeft()
}

func TestGoBuild_withoutADaemon_completes(t *testing.T) {
	p := newProject(t)
	program := filepath.Join(p.temp, "program")
	out := p.run([]string{"HONE_CACHE_LAUNCHER=/bin/false"}, "build", "-o", program, ".")
	if strings.Count(out, "\n") != 1 || !strings.HasPrefix(out, "hone cache: no daemon (") {
		t.Error(out)
	}
	p.expectProgram(program)
	p.expectNothingLeft()
}

func TestGoBuild_whileDaemonsDie_completes(t *testing.T) {
	p := newProject(t)
	program := filepath.Join(p.temp, "program")
	out := p.run([]string{"HONE_TEST_DIES_AT=20"}, "build", "-o", program, ".")
	if strings.Count(out, "\n") != 1 || !strings.Contains(out, "it was lost 4 times") {
		t.Error(out)
	}
	p.expectProgram(program)
	p.expectDaemons(4)
	p.expectNothingLeft()
}
