package ownfolder

import "io/fs"

const hasModes = false

func isOurs(fs.FileInfo) bool { return true }
