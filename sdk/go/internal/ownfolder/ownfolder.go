// Package ownfolder makes folders that nobody else can put anything into.
package ownfolder

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// These say what others may not be able to do with a folder.
const (
	Closed    fs.FileMode = 0o077 // anything
	Unwritten fs.FileMode = 0o022 // write
)

// Make makes the folder, for its owner alone, and those above it. If it is there already it must be a folder and no link, of
// the user that runs this process, and must give others none of the rights in forbidden. On Windows the folder above sees to that.
func Make(path string, forbidden fs.FileMode) error {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return err
	}
	info, err := os.Lstat(path)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return errors.New(path + " is no folder")
	}
	if !isOurs(info) {
		return errors.New(path + " belongs to another user")
	}
	if open := info.Mode().Perm() & forbidden; open != 0 && hasModes {
		return fmt.Errorf("%s is open to other users; chmod 700 mends that", path)
	}
	return nil
}

// IsOurs says whether there is a folder, or a link to one, that belongs to the user that runs this process.
func IsOurs(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir() && isOurs(info)
}
