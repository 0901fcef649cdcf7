package smalldisk

import (
	"syscall"
	"testing"
)

// Mount mounts one of 128 KiB, if it may, and says whether it did. Mostly only root may.
func Mount(t testing.TB, folder string) bool {
	t.Helper()
	if err := syscall.Mount("none", folder, "tmpfs", 0, "size=128k"); err != nil {
		t.Log("a file system cannot be mounted:", err)
		return false
	}
	t.Cleanup(func() { _ = syscall.Unmount(folder, syscall.MNT_DETACH) })
	return true
}
