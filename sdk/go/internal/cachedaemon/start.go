package cachedaemon

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

const (
	startLimit  = 10 * time.Second // how long a start may take
	afterEnd    = 300 * time.Millisecond
	largestLog  = 1 << 20
	notFromGo   = "GOCACHEPROG="
	largestNote = 200
)

// start starts a daemon under the lock and waits until it accepts. Whoever finds the lock taken waits for the same daemon.
func (f *Finder) start(until time.Time) (net.Conn, error) {
	for {
		lock, err := takeLock(f.Place.lock())
		if err == nil {
			conn, err := f.startLocked(lock, until)
			_ = lock.Close()
			return conn, err
		}
		if !errors.Is(err, errTaken) {
			return nil, err
		}
		if conn, err := f.dial(); !isAbsent(err) {
			return conn, err
		}
		if time.Now().After(until) {
			return nil, fmt.Errorf("another process has been starting it for %v", f.Limit)
		}
		time.Sleep(poll)
	}
}

func (f *Finder) startLocked(lock *os.File, until time.Time) (net.Conn, error) {
	if conn, err := f.dial(); !isAbsent(err) {
		return conn, err
	}
	if reason := f.lastFailure(); reason != "" {
		return nil, errors.New(reason)
	}
	if begunAlready(lock) {
		return f.await(lock, nil, until)
	}
	ended, err := f.launch(lock)
	if err != nil {
		return nil, err
	}
	return f.await(lock, ended, until)
}

// begunAlready is for a shim that was done, or killed, before the daemon that it started accepted anybody.
func begunAlready(lock *os.File) bool {
	note := make([]byte, 20)
	n, _ := lock.ReadAt(note, 0) // what cannot be read says nothing
	pid, err := strconv.Atoi(strings.TrimSpace(string(note[:n])))
	info, statErr := lock.Stat()
	return err == nil && statErr == nil && time.Since(info.ModTime()).Abs() < startLimit && isAlive(pid)
}

// launch starts the process and notes its number in the lock. The channel tells how the process ended.
func (f *Finder) launch(lock *os.File) (<-chan error, error) {
	program, err := f.launcher()
	if err != nil {
		return nil, err
	}
	log, err := f.openLog()
	if err != nil {
		return nil, err
	}
	defer log.Close()
	closeOnExec()
	daemon := exec.Command(program, "cache", "daemon", rootFlag, f.Place.Root)
	daemon.Dir = f.Place.Root // not where go was called, which may be removed
	daemon.Stderr = log       // input and output are the null device
	daemon.Env = withoutGo(os.Environ())
	daemon.SysProcAttr = detached()
	if err := daemon.Start(); err != nil {
		return nil, err
	}
	_ = lock.Truncate(0) // the note saves a second start; it is not needed for a first
	_, _ = lock.WriteAt([]byte(strconv.Itoa(daemon.Process.Pid)), 0)
	ended := make(chan error, 1)
	go func() {
		if err := daemon.Wait(); err != nil {
			ended <- err
		} else {
			ended <- errors.New("it ended at once")
		}
	}()
	return ended, nil
}

// launcher is what was named, else hone beside this program, as in a release, or where a checkout has it, else the one on PATH.
func (f *Finder) launcher() (string, error) {
	if f.Launcher != "" {
		return filepath.Abs(f.Launcher)
	}
	if self, err := os.Executable(); err == nil {
		for _, near := range []string{"hone", "../../../hone"} {
			program := filepath.Join(filepath.Dir(self), near)
			if info, err := os.Stat(program); err == nil && info.Mode().IsRegular() {
				return program, nil
			}
		}
	}
	program, err := exec.LookPath("hone")
	if err != nil {
		return "", errors.New("there is no hone beside it or on PATH, and HONE_CACHE_LAUNCHER is not set")
	}
	return filepath.Abs(program)
}

func (f *Finder) openLog() (*os.File, error) {
	flags := os.O_WRONLY | os.O_CREATE | os.O_APPEND
	if info, err := os.Lstat(f.Place.log()); err == nil && info.Size() > largestLog {
		flags |= os.O_TRUNC
	}
	return os.OpenFile(f.Place.log(), flags|noLink, 0o600)
}

// withoutGo is for a daemon that runs go: it would ask itself.
func withoutGo(environ []string) []string {
	kept := make([]string, 0, len(environ))
	for _, variable := range environ {
		if !strings.HasPrefix(variable, notFromGo) {
			kept = append(kept, variable)
		}
	}
	return kept
}

// await waits until the daemon accepts, and remembers if it does not.
func (f *Finder) await(lock *os.File, ended <-chan error, until time.Time) (net.Conn, error) {
	reason := "it does not accept anybody"
	for time.Now().Before(until) {
		conn, err := f.dial()
		if !isAbsent(err) {
			_ = lock.Truncate(0)
			_ = os.Remove(f.Place.failed())
			return conn, err
		}
		select {
		case err := <-ended: // perhaps because there is another one, which accepts
			reason = err.Error()
			ended = nil
			until = earlier(until, time.Now().Add(afterEnd))
		case <-time.After(poll):
		}
	}
	_ = lock.Truncate(0)
	reason = fmt.Sprintf("%s; see %s", reason, f.Place.log())
	f.rememberFailure(reason)
	return nil, errors.New("its start failed: " + reason)
}

// rememberFailure tells others; if it cannot, they find out by themselves.
func (f *Finder) rememberFailure(reason string) {
	note, err := os.OpenFile(f.Place.failed(), os.O_WRONLY|os.O_CREATE|os.O_TRUNC|noLink, 0o600)
	if err != nil {
		return
	}
	_, _ = note.WriteString(reason + "\n")
	_ = note.Close()
}

// lastFailure says why a start failed a short time ago.
func (f *Finder) lastFailure() string {
	info, err := os.Lstat(f.Place.failed())
	if err != nil || !info.Mode().IsRegular() {
		return ""
	}
	if age := time.Since(info.ModTime()); age < 0 || age > failedRest {
		return ""
	}
	note, _ := os.ReadFile(f.Place.failed())
	return "its start failed a short time ago: " + strings.TrimSpace(string(note[:min(len(note), largestNote)]))
}
