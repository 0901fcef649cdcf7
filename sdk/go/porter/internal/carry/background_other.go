//go:build !linux

package carry

// beBackground does nothing where a niceness is the whole process's.
func beBackground() {}
