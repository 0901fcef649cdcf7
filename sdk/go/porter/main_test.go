package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"hone.dev/sdk/porter/internal/order"
	"hone.dev/sdk/porter/internal/sample"
)

// TestMain makes two programs of one: the tests and the porter.
func TestMain(m *testing.M) {
	if os.Getenv("HONE_TEST_PORTER") != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

func porter(args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), "HONE_TEST_PORTER=1")
	return cmd
}

// running is a porter with the daemon's ends of its pipes.
type running struct {
	t      *testing.T
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *os.File
	lines  *bufio.Reader
	stderr bytes.Buffer
	ended  chan error
}

func start(t *testing.T) *running {
	t.Helper()
	r := &running{t: t, cmd: porter(), ended: make(chan error, 1)}
	var err error
	if r.in, err = r.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, to, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	r.out, r.lines = out, bufio.NewReader(out)
	r.cmd.Stdout, r.cmd.Stderr = to, &r.stderr
	if err := r.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	_ = to.Close()
	go func() { r.ended <- r.cmd.Wait() }()
	t.Cleanup(func() { _ = r.cmd.Process.Kill(); _ = out.Close() })
	return r
}

func (r *running) tell(line string) {
	r.t.Helper()
	if _, err := io.WriteString(r.in, line+"\n"); err != nil {
		r.t.Fatal(err)
	}
}

func (r *running) order(id int64, url, file string) {
	r.t.Helper()
	line, err := json.Marshal(order.Order{ID: id, URL: url, File: file, Most: 1 << 30, First: 20_000, Poor: 100})
	if err != nil {
		r.t.Fatal(err)
	}
	r.tell(string(line))
}

func (r *running) expect(parts ...string) {
	r.t.Helper()
	line, err := r.lines.ReadString('\n')
	for _, part := range parts {
		if err != nil || !strings.Contains(line, part) {
			r.t.Fatalf("%q has no %s: %v", line, part, err)
		}
	}
}

func (r *running) expectEnd(code int) {
	r.t.Helper()
	select {
	case <-r.ended:
		if got := r.cmd.ProcessState.ExitCode(); got != code {
			r.t.Errorf("ended with %d, not %d: %s", got, code, r.stderr.String())
		}
	case <-time.After(20 * time.Second):
		r.t.Fatal("it stays")
	}
}

// stalling sends half of a body and waits.
func stalling(t *testing.T) *httptest.Server {
	stop := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/small" {
			_, _ = w.Write([]byte("body"))
			return
		}
		_, _ = w.Write(make([]byte, 1<<20))
		w.(http.Flusher).Flush()
		<-stop
	}))
	t.Cleanup(func() { close(stop); server.CloseClientConnections(); server.Close() })
	return server
}

// begin starts orders that stall while they write.
func (r *running) begin(server *httptest.Server, folder string) {
	r.t.Helper()
	for id := int64(1); id <= 5; id++ {
		file := filepath.Join(folder, fmt.Sprint(id))
		r.order(id, server.URL+"/large", file)
		for end := time.Now().Add(20 * time.Second); ; time.Sleep(2 * time.Millisecond) {
			if _, err := os.Stat(file); err == nil {
				break
			}
			if time.Now().After(end) {
				r.t.Fatal("it does not begin")
			}
		}
	}
}

func expectNothing(t *testing.T, folder string) {
	t.Helper()
	if left, _ := os.ReadDir(folder); len(left) > 0 {
		t.Error(left)
	}
}

func TestPorter_doesOrders_andPassesOverNonsense(t *testing.T) {
	server, folder, r := stalling(t), t.TempDir(), start(t)
	r.tell("nonsense")
	r.expect(`"id":0`, `"why":"order"`)
	r.tell(`{"id":3,"url":"nonsense"}`)
	r.expect(`"id":3`, `"why":"order"`)
	r.order(4, server.URL+"/small", filepath.Join(folder, "4"))
	r.expect(`"id":4`, `"status":200`)
	_ = r.in.Close()
	r.expectEnd(0)
	if r.stderr.Len() > 0 {
		t.Error(r.stderr.String())
	}
}

func TestEndOfInput_isTheEnd_andLeavesNothingHalfWritten(t *testing.T) {
	server, folder, r := stalling(t), t.TempDir(), start(t)
	r.begin(server, folder)
	_ = r.in.Close()
	r.expectEnd(0)
	expectNothing(t, folder)
}

func TestEndOfInput_whilePacking_leavesNothingHalfWritten(t *testing.T) {
	folder, r := t.TempDir(), start(t)
	output := filepath.Join(t.TempDir(), "output")
	if err := os.WriteFile(output, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(output, 16<<30); err != nil {
		t.Skip(err)
	}
	for id := 1; id <= 5; id++ {
		line, _ := json.Marshal(map[string]any{"id": id, "pack": output, "file": filepath.Join(folder, fmt.Sprint(id))})
		r.tell(string(line))
	}
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(2 * time.Millisecond) {
		if left, _ := os.ReadDir(folder); len(left) > 0 {
			break
		}
		if time.Now().After(end) {
			t.Fatal("it does not begin")
		}
	}
	_ = r.in.Close()
	r.expectEnd(0)
	expectNothing(t, folder)
}

func TestEndOfInput_whileUnpacking_leavesNothingThatArrives(t *testing.T) {
	root, r := t.TempDir(), start(t)
	for _, part := range []string{"a", "o", "incoming"} {
		if err := os.Mkdir(filepath.Join(root, part), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	set := sample.Of(
		sample.Body{Action: sample.Action(1), Content: []byte("inlined"), Pack: sample.Inlined},
		sample.Body{Action: sample.Action(2), Content: make([]byte, 20<<20), Pack: 0},
	)
	manifest := filepath.Join(root, "manifest")
	if err := os.WriteFile(manifest, set.Manifest(), 0o600); err != nil {
		t.Fatal(err)
	}
	line, err := json.Marshal(order.Order{ID: 1, Unpack: manifest, Root: root, Most: 1 << 30, Largest: 1 << 30, First: 20_000, Poor: 100,
		Packs: []order.Request{{URL: stalling(t).URL + "/large"}}})
	if err != nil {
		t.Fatal(err)
	}
	r.tell(string(line))
	r.expect(`{"id":1,"entries":2,"missing":2}`)
	r.tell(fmt.Sprintf(`{"id":2,"await":"%x","of":1}`, sample.Action(1)))
	r.expect(`{"id":2,"end":"here"}`)
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(2 * time.Millisecond) {
		if arriving, _ := os.ReadDir(filepath.Join(root, "incoming")); len(arriving) > 0 {
			break
		}
		if time.Now().After(end) {
			t.Fatal("it does not begin")
		}
	}
	_ = r.in.Close()
	r.expectEnd(0)
	expectNothing(t, filepath.Join(root, "incoming"))
}

func TestClosedOutput_isTheEnd_andLeavesNothingHalfWritten(t *testing.T) {
	server, folder, r := stalling(t), t.TempDir(), start(t)
	r.begin(server, folder)
	_ = r.out.Close()
	r.tell(`{"cancel":1}`)
	r.expectEnd(1)
	expectNothing(t, folder)
}

func TestLineWithoutEnd_isTheEnd(t *testing.T) {
	server, folder, r := stalling(t), t.TempDir(), start(t)
	r.begin(server, folder)
	_, _ = io.WriteString(r.in, strings.Repeat("x", 2*order.LongestLine)) // it may end before it has read all
	r.expectEnd(2)
	expectNothing(t, folder)
	if said := r.stderr.String(); !strings.HasPrefix(said, "hone-porter: a line of more") || strings.Count(said, "\n") != 1 {
		t.Error(said)
	}
}

func TestOutputThatNobodyReads_doesNotKeepIt(t *testing.T) {
	r := start(t)
	go func() {
		for range 5000 {
			_, _ = io.WriteString(r.in, "nonsense\n")
		}
		_ = r.in.Close()
	}()
	time.Sleep(200 * time.Millisecond)
	_ = r.cmd.Process.Signal(syscall.SIGTERM) // the input is stuck too
	r.expectEnd(0)
}

func TestSignals_ofATerminalAreIgnored_andTheOneToEndIsNot(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there are no signals")
	}
	server, folder, r := stalling(t), t.TempDir(), start(t)
	r.begin(server, folder)
	for _, signal := range []os.Signal{os.Interrupt, syscall.SIGHUP} {
		if err := r.cmd.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
	}
	r.order(9, server.URL+"/small", filepath.Join(folder, "small"))
	for line := ""; !strings.Contains(line, `"end":"done"`); {
		var err error
		if line, err = r.lines.ReadString('\n'); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	r.expectEnd(0)
	if left, _ := os.ReadDir(folder); len(left) != 1 || left[0].Name() != "small" {
		t.Error(left)
	}
}

func TestVersion_isTheBuilds(t *testing.T) {
	if out, err := porter("--version").Output(); err != nil || string(out) != "hone-porter 0.0.0\n" {
		t.Error(string(out), err)
	}
}

func TestOtherArguments_areRefused(t *testing.T) {
	if out, err := porter("--help").CombinedOutput(); err == nil || !strings.Contains(string(out), "hone-porter: takes no arguments") {
		t.Error(string(out), err)
	}
}
