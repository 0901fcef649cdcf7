//go:build !windows

package cachedaemon

import (
	"errors"
	"os"
	"strconv"
	"syscall"
)

// noLink is for files in a folder that others may be able to write to: a link is not followed.
const noLink = syscall.O_NOFOLLOW

var errTaken = errors.New("the lock is taken")

// takeLock takes the lock, which goes when the file is closed, or the process ends. It is not handed on to other programs.
func takeLock(path string) (*os.File, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|noLink, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = file.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			err = errTaken
		}
		return nil, err
	}
	return file, nil
}

// detached puts a process into a session of its own: no signal of the terminal and no end of a process group reaches it.
func detached() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setsid: true} }

// closeOnExec keeps files from the daemon that go itself was given: somebody may wait for their end.
func closeOnExec() {
	entries, err := os.ReadDir("/dev/fd")
	if err != nil {
		return
	}
	for _, entry := range entries {
		if fd, err := strconv.Atoi(entry.Name()); err == nil && fd > 2 {
			syscall.CloseOnExec(fd)
		}
	}
}

func isAlive(pid int) bool {
	return pid > 0 && !errors.Is(syscall.Kill(pid, 0), syscall.ESRCH)
}

func isAbsentHere(error) bool { return false }
