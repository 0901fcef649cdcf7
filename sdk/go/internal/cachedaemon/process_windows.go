package cachedaemon

import (
	"errors"
	"os"
	"syscall"
	"unsafe"
)

const noLink = 0 // only administrators make links

var errTaken = errors.New("the lock is taken")

var lockFileEx = syscall.NewLazyDLL("kernel32.dll").NewProc("LockFileEx")

const (
	exclusiveAtOnce   = 0x1 | 0x2            // LOCKFILE_FAIL_IMMEDIATELY, LOCKFILE_EXCLUSIVE_LOCK
	lockViolation     = syscall.Errno(33)    // ERROR_LOCK_VIOLATION
	noConsole         = 0x8                  // DETACHED_PROCESS
	behindEverything  = 0x7fffffff           // what is locked, since a locked byte cannot be read by others
	connectionRefused = syscall.Errno(10061) // WSAECONNREFUSED
)

// takeLock takes the lock, which goes when the file is closed, or the process ends. It is not handed on to other programs.
func takeLock(path string) (*os.File, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|noLink, 0o600)
	if err != nil {
		return nil, err
	}
	at := syscall.Overlapped{Offset: behindEverything}
	taken, _, err := lockFileEx.Call(file.Fd(), exclusiveAtOnce, 0, 1, 0, uintptr(unsafe.Pointer(&at)))
	if taken != 0 {
		return file, nil
	}
	_ = file.Close()
	if errors.Is(err, lockViolation) {
		err = errTaken
	}
	return nil, err
}

// detached starts a process without a console, so that no signal of one reaches it.
func detached() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{CreationFlags: syscall.CREATE_NEW_PROCESS_GROUP | noConsole, HideWindow: true}
}

// closeOnExec has nothing to do: a process is given the handles that are named, and no others.
func closeOnExec() {}

func isAlive(pid int) bool {
	process, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	_ = process.Release()
	return true
}

func isAbsentHere(err error) bool { return errors.Is(err, connectionRefused) }
