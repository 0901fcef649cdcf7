package carry

import (
	"syscall"
	"testing"
)

// mountSmall mounts a file system of 128 KiB, if it may.
func mountSmall(t *testing.T, folder string) bool {
	t.Helper()
	if err := syscall.Mount("none", folder, "tmpfs", 0, "size=128k"); err != nil {
		t.Log("a file system cannot be mounted:", err)
		return false
	}
	t.Cleanup(func() { _ = syscall.Unmount(folder, syscall.MNT_DETACH) })
	return true
}
