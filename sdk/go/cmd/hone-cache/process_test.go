//go:build !windows

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"hone.dev/sdk/internal/cachedaemon"
	"hone.dev/sdk/internal/fakedaemon"
	"hone.dev/sdk/internal/fakego"
)

// TestMain makes three programs of one: the tests, the shim, and the daemon that the shim starts.
func TestMain(m *testing.M) {
	switch {
	case len(os.Args) > 3 && os.Args[1] == "cache" && os.Args[2] == "daemon":
		if err := beDaemon(os.Args[3:]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	case os.Getenv("HONE_TEST_SHIM") != "":
		main()
	default:
		os.Exit(m.Run())
	}
}

// beDaemon notes its number, starts slowly, and ends some seconds after its last shim. HONE_TEST_DIES_AT is the request that it
// dies of.
func beDaemon(args []string) error {
	place, err := cachedaemon.Locate(args)
	if err != nil {
		return err
	}
	notes, err := os.OpenFile(filepath.Join(place.Root, "daemons"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(notes, os.Getpid()); err != nil {
		return err
	}
	slow, _ := time.ParseDuration(os.Getenv("HONE_TEST_SLOW"))
	time.Sleep(slow)
	var served atomic.Int64
	dies, _ := strconv.ParseInt(os.Getenv("HONE_TEST_DIES_AT"), 10, 64)
	daemon, err := fakedaemon.Listen(place, &fakedaemon.Daemon{Serve: func(*fakedaemon.Conn, fakedaemon.Request) bool {
		if served.Add(1) == dies {
			os.Exit(1)
		}
		return false
	}})
	if err != nil {
		return err
	}
	for idle := 0; idle < 50; idle++ {
		time.Sleep(100 * time.Millisecond)
		if daemon.Connections() > 0 {
			idle = 0
		}
	}
	return nil
}

// folders are those of one test: a cache and a place for temporary files.
type folders struct {
	t          *testing.T
	root, temp string
}

func newFolders(t *testing.T) *folders {
	t.Helper()
	folder, err := os.MkdirTemp("", "") // names of sockets are short
	if err != nil {
		t.Fatal(err)
	}
	f := &folders{t, filepath.Join(folder, "root"), filepath.Join(folder, "temp")}
	if err := os.Mkdir(f.temp, 0o700); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		for _, pid := range f.daemons() {
			_ = syscall.Kill(pid, syscall.SIGKILL)
		}
		_ = os.RemoveAll(folder)
	})
	return f
}

// daemons are the numbers of those that were started.
func (f *folders) daemons() []int {
	text, _ := os.ReadFile(filepath.Join(f.root, "daemons"))
	var pids []int
	for _, line := range strings.Fields(string(text)) {
		if pid, err := strconv.Atoi(line); err == nil {
			pids = append(pids, pid)
		}
	}
	return pids
}

func (f *folders) environ(more ...string) []string {
	environ := []string{
		"HONE_TEST_SHIM=1", "HONE_CACHE_LAUNCHER=" + os.Args[0], "HONE_CACHE_DIR=" + f.root, "TMPDIR=" + f.temp,
		"HOME=" + os.Getenv("HOME"), "PATH=" + os.Getenv("PATH"),
	}
	return append(environ, more...)
}

// expectNothingLeft looks for bodies that nobody has. Go may have ended some moments before the shim has.
func (f *folders) expectNothingLeft() {
	f.t.Helper()
	eventually(f.t, "nothing is left behind", func() bool {
		incoming, _ := os.ReadDir(filepath.Join(f.root, "incoming"))
		private, _ := filepath.Glob(filepath.Join(f.temp, "hone-build-*"))
		return len(incoming) == 0 && len(private) == 0
	})
}

func (f *folders) expectDaemons(want int) {
	f.t.Helper()
	if got := f.daemons(); len(got) != want {
		f.t.Errorf("daemons %v were started, not %d", got, want)
	}
}

// shim is a running one, with go at its other end.
type shim struct {
	*fakego.Go
	t      *testing.T
	cmd    *exec.Cmd
	stderr bytes.Buffer
}

func (f *folders) start(more ...string) *shim {
	f.t.Helper()
	s := &shim{t: f.t, cmd: exec.Command(os.Args[0])}
	return s.begin(f.environ(more...))
}

func (s *shim) begin(environ []string) *shim {
	s.t.Helper()
	s.cmd.Env = environ
	s.cmd.Stderr = &s.stderr
	in, err := s.cmd.StdinPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	// Not StdoutPipe: that is closed by Wait, perhaps too early.
	out, to, err := os.Pipe()
	if err != nil {
		s.t.Fatal(err)
	}
	s.cmd.Stdout = to
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	_ = to.Close()
	s.t.Cleanup(func() { _ = s.cmd.Process.Kill(); _ = out.Close() })
	s.Go = fakego.New(s.t, in, out)
	s.AwaitHello()
	return s
}

// expectEnd waits for the end of the process, which is to have said this on standard error.
func (s *shim) expectEnd(said ...string) {
	s.t.Helper()
	ended := make(chan error, 1)
	go func() { ended <- s.cmd.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			s.t.Error(err)
		}
	case <-time.After(20 * time.Second):
		s.t.Fatal("the shim stays")
	}
	lines := strings.Split(strings.TrimSuffix(s.stderr.String(), "\n"), "\n")
	if len(said) == 0 && s.stderr.Len() > 0 || len(said) > 0 && len(lines) != len(said) {
		s.t.Errorf("standard error has %q", s.stderr.String())
		return
	}
	for i, want := range said {
		if !strings.HasPrefix(lines[i], "hone cache: ") || !strings.Contains(lines[i], want) {
			s.t.Errorf("%q has no %q", lines[i], want)
		}
	}
}

func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); !is(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("not so: " + what)
		}
	}
}

func TestVersion_isTheBuilds(t *testing.T) {
	cmd := exec.Command(os.Args[0], "--version")
	cmd.Env = []string{"HONE_TEST_SHIM=1"}
	if out, err := cmd.Output(); err != nil || string(out) != "hone-cache 0.0.0\n" {
		t.Error(string(out), err)
	}
}

func TestShim_startsADaemon_thatTheNextFinds(t *testing.T) {
	f := newFolders(t)
	first := f.start()
	fakego.ExpectMiss(t, "get", first.Get("a"))
	fakego.ExpectStored(t, "put", first.Put("a", []byte("body")), []byte("body"))
	first.Close()
	first.expectEnd()
	second := f.start()
	fakego.ExpectHit(t, "get", second.Get("a"), []byte("body"))
	second.Close()
	second.expectEnd()
	f.expectDaemons(1)
	f.expectNothingLeft()
}

func TestShims_twentyAtOnce_startOneDaemon(t *testing.T) {
	f := newFolders(t)
	var shims []*shim
	for range 20 {
		shims = append(shims, f.start("HONE_TEST_SLOW=300ms"))
	}
	for i, s := range shims {
		name := fmt.Sprint(i)
		fakego.ExpectStored(t, name, s.Put(name, []byte(name)), []byte(name))
		fakego.ExpectHit(t, name, s.Get(name), []byte(name))
	}
	for _, s := range shims {
		s.Close()
		s.expectEnd()
	}
	f.expectDaemons(1)
	f.expectNothingLeft()
}

func TestShim_killedWhileItStartsADaemon_leavesThatToTheNext(t *testing.T) {
	f := newFolders(t)
	first := f.start("HONE_TEST_SLOW=1s")
	eventually(t, "a daemon is started", func() bool { return len(f.daemons()) == 1 })
	_ = first.cmd.Process.Kill()
	_ = first.cmd.Wait()
	second := f.start()
	fakego.ExpectMiss(t, "get", second.Get("a"))
	second.Close()
	second.expectEnd()
	f.expectDaemons(1)
}

func TestShim_withNothingToDo_doesNotWaitForItsDaemon(t *testing.T) {
	f := newFolders(t)
	s := f.start("HONE_TEST_SLOW=5s")
	begun := time.Now()
	s.Close()
	s.expectEnd()
	if took := time.Since(begun); took > 2*time.Second {
		t.Error(took)
	}
}

func TestShim_daemonKilled_startsAnother(t *testing.T) {
	f := newFolders(t)
	s := f.start()
	fakego.ExpectStored(t, "put", s.Put("a", []byte("body")), []byte("body"))
	_ = syscall.Kill(f.daemons()[0], syscall.SIGKILL)
	fakego.ExpectHit(t, "get", s.Get("a"), []byte("body"))
	s.Close()
	s.expectEnd()
	f.expectDaemons(2)
	f.expectNothingLeft()
}

func TestShim_daemonThatAlwaysDies_isDoneWithout(t *testing.T) {
	f := newFolders(t)
	s := f.start("HONE_TEST_DIES_AT=1")
	fakego.ExpectStored(t, "put", s.Put("a", []byte("body")), []byte("body"))
	fakego.ExpectHit(t, "get", s.Get("a"), []byte("body"))
	s.Close()
	s.expectEnd("no daemon (it was lost 4 times")
	f.expectDaemons(4)
	f.expectNothingLeft()
}

func TestShim_withoutADaemon_saysSoOnce(t *testing.T) {
	f := newFolders(t)
	s := f.start("HONE_CACHE_LAUNCHER=/bin/false")
	fakego.ExpectMiss(t, "get", s.Get("a"))
	fakego.ExpectStored(t, "put", s.Put("a", []byte("body")), []byte("body"))
	fakego.ExpectHit(t, "get", s.Get("a"), []byte("body"))
	s.Close()
	s.expectEnd("no daemon (its start failed: exit status 1; see " + f.root + "/daemon.log); this build goes on without the cache")
	f.expectNothingLeft()
}

func TestShim_whereNothingCanBeMade_saysSoOnce(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	f := newFolders(t)
	s := f.start("HONE_CACHE_DIR=" + file + "/root")
	fakego.ExpectStored(t, "put", s.Put("a", []byte("body")), []byte("body"))
	s.Close()
	s.expectEnd("no daemon (mkdir " + file + ": not a directory); this build goes on without the cache")
	f.expectNothingLeft()
}

func TestShim_unsafeFolderOfTheSocket_saysSoOnce(t *testing.T) {
	f := newFolders(t)
	run := filepath.Join(f.temp, "hone-cache-"+strconv.Itoa(os.Getuid()))
	if err := os.Symlink(t.TempDir(), run); err != nil {
		t.Fatal(err)
	}
	s := f.start()
	fakego.ExpectStored(t, "put", s.Put("a", []byte("body")), []byte("body"))
	s.Close()
	s.expectEnd("no daemon (" + run + " is no folder); this build goes on without the cache")
	f.expectDaemons(0)
	f.expectNothingLeft()
}

func TestShim_endOfInput_isAsAClose(t *testing.T) {
	f := newFolders(t)
	s := f.start()
	fakego.ExpectStored(t, "put", s.Put("a", []byte("body")), []byte("body"))
	s.Raw(`{"ID":9,"Command":"put","ActionID":"AAAA`)
	s.Leave()
	s.expectEnd()
	f.expectNothingLeft()
}

func TestShim_goGoneInTheMiddleOfABody_leavesNothing(t *testing.T) {
	f := newFolders(t)
	s := f.start()
	fakego.ExpectMiss(t, "get", s.Get("a"))
	id := strings.Repeat("A", 43) + "="
	s.Raw(fmt.Sprintf(`{"ID":9,"Command":"put","ActionID":%q,"OutputID":%q,"BodySize":1000000}"%s`, id, id, strings.Repeat("AAAA", 100_000)))
	s.Leave()
	s.expectEnd()
	f.expectNothingLeft()
}

func TestShim_nobodyReadsItsOutput_endsWithTheInput(t *testing.T) {
	f := newFolders(t)
	cmd := exec.Command(os.Args[0])
	cmd.Env = f.environ("HONE_CACHE_LAUNCHER=/bin/false")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, to, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stdout = to
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	hello := make([]byte, 1)
	if _, err := out.Read(hello); err != nil {
		t.Fatal(err)
	}
	_, _ = to.Close(), out.Close()
	for i := range 5 {
		_, _ = fmt.Fprintf(in, `{"ID":%d,"Command":"get","ActionID":"%sA="}`+"\n", i+1, strings.Repeat("A", 42))
	}
	_ = in.Close()
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
	f.expectNothingLeft()
}

func TestShim_interrupted_goesOnUntilGoEnds(t *testing.T) {
	f := newFolders(t)
	s := f.start()
	for range 3 {
		for _, signal := range []os.Signal{os.Interrupt, syscall.SIGQUIT, syscall.SIGPIPE} {
			_ = s.cmd.Process.Signal(signal)
		}
		fakego.ExpectMiss(t, "get", s.Get("a"))
	}
	fakego.ExpectStored(t, "put", s.Put("a", []byte("body")), []byte("body"))
	s.Leave()
	s.expectEnd()
	f.expectNothingLeft()
}

func TestShim_toldToEnd_endsAndItsDaemonStays(t *testing.T) {
	for _, signal := range []os.Signal{syscall.SIGTERM, syscall.SIGHUP} {
		f := newFolders(t)
		s := f.start()
		fakego.ExpectStored(t, "put", s.Put("a", []byte("body")), []byte("body"))
		s.Raw(`{"ID":9,"Command":"put","ActionID":"AAAA`) // go is in the middle of something
		_ = s.cmd.Process.Signal(signal)
		s.expectEnd()
		if err := syscall.Kill(f.daemons()[0], 0); err != nil {
			t.Error(signal, err)
		}
		f.expectNothingLeft()
	}
}

func TestUntilTold_afterAnInterrupt_waitsSomeTime(t *testing.T) {
	signals := make(chan os.Signal, 9)
	for _, signal := range []os.Signal{syscall.SIGPIPE, syscall.SIGINT, syscall.SIGQUIT, syscall.SIGINT} {
		signals <- signal
	}
	begun := time.Now()
	untilTold(signals, 100*time.Millisecond)
	if took := time.Since(begun); took < 100*time.Millisecond || len(signals) > 0 {
		t.Error(took, len(signals))
	}
}

func TestOptionsOf_whatIsNone_isToldAndLeft(t *testing.T) {
	var said []string
	say := func(line string) { said = append(said, line) }
	env := map[string]string{"HONE_CACHE_WAIT": "2s", "HONE_CACHE_LARGEST": "100"}
	if o := optionsOf(func(name string) string { return env[name] }, say); o.wait != 2*time.Second || o.largest != 100 || said != nil {
		t.Error(o, said)
	}
	env = map[string]string{"HONE_CACHE_WAIT": "soon", "HONE_CACHE_LARGEST": "-1"}
	if o := optionsOf(func(name string) string { return env[name] }, say); o.wait != usualWait || o.largest != 4<<30 || len(said) != 2 {
		t.Error(o, said)
	}
}

func TestPrintable_isOneLineThatATerminalDoesNotObey(t *testing.T) {
	for text, want := range map[string]string{
		"plain ü": "plain ü", "two\nlines\r": "two?lines", "\x1b[31mred\x07": "?[31mred?", "bad \xff byte": "bad ? byte",
		strings.Repeat("x", 2000): strings.Repeat("x", 1000) + "...",
	} {
		if got := printable(text); got != want {
			t.Errorf("%q became %q", text, got)
		}
	}
}
