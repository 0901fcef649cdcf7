//go:build !windows

package main

import (
	"os"
	"syscall"
)

// handled are the signals that would end the process and leave its files behind.
var handled = []os.Signal{syscall.SIGINT, syscall.SIGQUIT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGPIPE}
