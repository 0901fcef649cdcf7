//go:build !windows

package ownfolder

import (
	"io/fs"
	"os"
	"syscall"
)

const hasModes = true

func isOurs(info fs.FileInfo) bool {
	stat, known := info.Sys().(*syscall.Stat_t)
	return known && int(stat.Uid) == os.Getuid()
}
