package cachedaemon_test

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"hone.dev/sdk/internal/cachedaemon"
	"hone.dev/sdk/internal/fakedaemon"
)

// finder has a place without a daemon, and a launcher that is no program.
func finder(t *testing.T) *cachedaemon.Finder {
	t.Helper()
	folder, err := os.MkdirTemp("", "") // names of sockets are short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	t.Setenv("XDG_RUNTIME_DIR", "")
	t.Setenv("TMPDIR", folder)
	place, err := cachedaemon.Locate([]string{"--root-directory", filepath.Join(folder, "root")})
	if err != nil {
		t.Fatal(err)
	}
	return &cachedaemon.Finder{Place: place, Hello: cachedaemon.NewHello("0.1.0", time.Now().Add(-time.Hour), nil, nil), Launcher: filepath.Join(folder, "none"), Limit: 2 * time.Second}
}

func listen(t *testing.T, f *cachedaemon.Finder, greet func(cachedaemon.Hello) string) *fakedaemon.Daemon {
	t.Helper()
	daemon, err := fakedaemon.Listen(f.Place, &fakedaemon.Daemon{Greet: greet})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(daemon.Die)
	return daemon
}

func expectError(t *testing.T, f *cachedaemon.Finder, says string) {
	t.Helper()
	link, err := f.Find()
	if err == nil {
		link.Close()
	}
	if err == nil || !strings.Contains(err.Error(), says) {
		t.Errorf("%v, not %q", err, says)
	}
}

// script is a launcher.
func script(t *testing.T, f *cachedaemon.Finder, text string) {
	t.Helper()
	f.Launcher = filepath.Join(t.TempDir(), "hone")
	if err := os.WriteFile(f.Launcher, []byte("#!/bin/sh\n"+text+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
}

func TestFind_aDaemon_saysHello(t *testing.T) {
	f := finder(t)
	daemon := listen(t, f, nil)
	link, err := f.Find()
	if err != nil {
		t.Fatal(err)
	}
	defer link.Close()
	if hello := daemon.Hellos()[0]; hello.Hone != 1 || hello.Version != "0.1.0" || hello.Pid != os.Getpid() || hello.Age < time.Hour.Microseconds() || hello.Age > 2*time.Hour.Microseconds() || hello.Args == nil || hello.Env == nil {
		t.Error(hello)
	}
	if link.Incoming != f.Place.Incoming() {
		t.Error(link.Incoming)
	}
}

func TestFind_whatIsNoDaemon_isRefused(t *testing.T) {
	for name, greeting := range map[string]string{
		"text": "SSH-2.0\n", "another protocol": `{"Hone":2,"Incoming":"/x"}` + "\n", "nothing": "{}\n", "relative folder": `{"Hone":1,"Incoming":"x"}` + "\n",
	} {
		t.Run(name, func(t *testing.T) {
			f := finder(t)
			listen(t, f, func(cachedaemon.Hello) string { return greeting })
			expectError(t, f, "no daemon of the build cache")
		})
	}
}

func TestFind_refusal_isOfItsOwnKind(t *testing.T) {
	f := finder(t)
	listen(t, f, func(cachedaemon.Hello) string { return `{"Hone":1,"Error":"--x: unknown"}` + "\n" })
	_, err := f.Find()
	var refused *cachedaemon.Refused
	if !errors.As(err, &refused) || refused.Reason != "--x: unknown" {
		t.Error(err)
	}
}

func TestFind_daemonThatSaysNothing_isWaitedForOnce(t *testing.T) {
	f := finder(t)
	release := make(chan struct{})
	silent := listen(t, f, func(cachedaemon.Hello) string { <-release; return "" })
	expectError(t, f, "does not answer")
	begun := time.Now()
	expectError(t, f, "does not answer")
	if took := time.Since(begun); took > time.Second {
		t.Error("the second time it took", took)
	}
	close(release)
	silent.Die()
	listen(t, f, nil)
	link, err := f.Find()
	if err != nil {
		t.Fatal(err)
	}
	link.Close()
	if _, err := os.Lstat(filepath.Join(f.Place.Root, "daemon.failed")); err == nil {
		t.Error("one that answers does not undo it")
	}
}

func TestFind_daemonThatHangsUp_isTriedAgain(t *testing.T) {
	f := finder(t)
	times := 0
	listen(t, f, func(cachedaemon.Hello) string {
		if times++; times < 3 {
			return ""
		}
		return `{"Hone":1,"Incoming":"/x"}` + "\n"
	})
	link, err := f.Find()
	if err != nil {
		t.Fatal(err)
	}
	link.Close()
}

func TestFind_daemonThatGivesWayForEver_isLeft(t *testing.T) {
	f := finder(t)
	daemon := listen(t, f, func(cachedaemon.Hello) string { return `{"Hone":1,"Version":"0.0.9","Replace":true}` + "\n" })
	expectError(t, f, "another version")
	if times := len(daemon.Hellos()); times > 5 {
		t.Errorf("asked %d times", times)
	}
}

func TestFind_launcherThatIsNotThere_saysSo(t *testing.T) {
	f := finder(t)
	expectError(t, f, f.Launcher)
	f.Launcher = ""
	t.Setenv("PATH", t.TempDir())
	expectError(t, f, "no hone beside it or on PATH")
}

func TestFind_startThatFails_isNotTriedAgainSoon(t *testing.T) {
	f := finder(t)
	count := filepath.Join(t.TempDir(), "count")
	script(t, f, "echo started $* >>"+count+"; echo out of memory >&2; exit 7")
	expectError(t, f, "its start failed: exit status 7; see "+filepath.Join(f.Place.Root, "daemon.log"))
	expectError(t, f, "its start failed a short time ago: exit status 7; see ")
	expectContent(t, count, "started cache daemon --root-directory "+f.Place.Root+"\n")
	expectContent(t, filepath.Join(f.Place.Root, "daemon.log"), "out of memory\n")
	old := time.Now().Add(-31 * time.Second)
	if err := os.Chtimes(filepath.Join(f.Place.Root, "daemon.failed"), old, old); err != nil {
		t.Fatal(err)
	}
	expectError(t, f, "its start failed: exit status 7")
}

func expectContent(t *testing.T, path, want string) {
	t.Helper()
	if got, err := os.ReadFile(path); err != nil || string(got) != want {
		t.Errorf("%s: %q, %v", path, got, err)
	}
}

func TestFind_startThatNeverAccepts_isBounded(t *testing.T) {
	f := finder(t)
	f.Limit = 200 * time.Millisecond
	script(t, f, "exec sleep 2")
	begun := time.Now()
	expectError(t, f, "does not accept")
	if took := time.Since(begun); took > 1500*time.Millisecond {
		t.Error(took)
	}
}

func TestFind_startThatFinds_anotherDaemon_takesThat(t *testing.T) {
	f := finder(t)
	script(t, f, "exit 0") // as one that finds the socket taken
	time.AfterFunc(100*time.Millisecond, func() { _, _ = fakedaemon.Listen(f.Place, &fakedaemon.Daemon{}) })
	link, err := f.Find()
	if err != nil {
		t.Fatal(err)
	}
	link.Close()
}

func TestFind_longLog_isBegunAnew(t *testing.T) {
	f := finder(t)
	log := filepath.Join(f.Place.Root, "daemon.log")
	if err := os.WriteFile(log, make([]byte, 2<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	script(t, f, "echo new >&2; exit 1")
	expectError(t, f, "start failed")
	expectContent(t, log, "new\n")
}

func TestFind_linksThatOthersPlanted_areNotFollowed(t *testing.T) {
	for _, name := range []string{"daemon.log", "daemon.lock", "daemon.failed"} {
		f := finder(t)
		f.Limit = 200 * time.Millisecond
		script(t, f, "echo text >&2; exit 1")
		precious := filepath.Join(t.TempDir(), "precious")
		if err := os.WriteFile(precious, []byte("precious"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(precious, filepath.Join(f.Place.Root, name)); err != nil {
			t.Fatal(err)
		}
		expectError(t, f, "")
		expectContent(t, precious, "precious")
	}
}

func TestFind_daemon_isStartedApartFromGo(t *testing.T) {
	f := finder(t)
	t.Setenv("GOCACHEPROG", "hone cache")
	facts := filepath.Join(t.TempDir(), "facts")
	leaked, err := os.Create(filepath.Join(t.TempDir(), "leaked"))
	if err != nil {
		t.Fatal(err)
	}
	defer leaked.Close()
	inheritable(t, leaked)
	script(t, f, `out=$(readlink /proc/$$/fd/1) in=$(readlink /proc/$$/fd/0) leaked=$(ls -l /proc/$$/fd | grep -c leaked)
		session=$(cut -d' ' -f6 /proc/$$/stat)
		[ "$session" = $$ ] && session=own
		echo "$out $in $leaked $session $PWD ${GOCACHEPROG-unset}" >`+facts+`; exit 1`)
	expectError(t, f, "start failed")
	expectContent(t, facts, "/dev/null /dev/null 0 own "+f.Place.Root+" unset\n")
}

// inheritable makes a file go to programs that are started, as make's pipes do.
func inheritable(t *testing.T, file *os.File) {
	t.Helper()
	if _, _, err := syscall.Syscall(syscall.SYS_FCNTL, file.Fd(), syscall.F_SETFD, 0); err != 0 {
		t.Fatal(err)
	}
}

func TestFind_socketLeftByADeadDaemon_isAsNone(t *testing.T) {
	f := finder(t)
	listener, err := net.Listen("unix", f.Place.Socket)
	if err != nil {
		t.Fatal(err)
	}
	listener.(*net.UnixListener).SetUnlinkOnClose(false)
	_ = listener.Close()
	expectError(t, f, f.Launcher)
}

func TestFind_pathTooLongForASocket_saysWhatToDo(t *testing.T) {
	f := finder(t)
	f.Place.Socket = filepath.Join(filepath.Dir(f.Place.Socket), strings.Repeat("x", 200))
	expectError(t, f, "TMPDIR can name a shorter folder")
}
