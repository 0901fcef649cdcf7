//go:build unix

package folder

import "syscall"

// openSafely does not follow a link, and does not wait for who writes to a pipe.
const openSafely = syscall.O_NOFOLLOW | syscall.O_NONBLOCK
