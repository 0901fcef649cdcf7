// Package cachedaemon finds the daemon of the build cache, starts it if there is none, and speaks with it as
// docs/formats/cache-socket.md says.
package cachedaemon

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"hone.dev/sdk/internal/ownfolder"
)

// Place is where a daemon keeps its things and where it listens.
type Place struct {
	Root   string // absolute
	Socket string
}

// Incoming is the folder that the daemon takes bodies from.
func (p Place) Incoming() string { return filepath.Join(p.Root, "incoming") }

func (p Place) log() string    { return filepath.Join(p.Root, "daemon.log") }
func (p Place) lock() string   { return filepath.Join(p.Root, "daemon.lock") }
func (p Place) failed() string { return filepath.Join(p.Root, "daemon.failed") }

// Locate says where the daemon for these arguments is, and makes the folders. The place is good as far as it is filled in: without
// a safe folder for the socket there is still a Root.
func Locate(args []string) (Place, error) {
	root, err := rootOf(args)
	if err == nil {
		root, err = filepath.Abs(root)
	}
	if err != nil {
		return Place{}, err
	}
	if err := os.MkdirAll(root, 0o700); err != nil {
		return Place{}, err
	}
	place := Place{Root: root}
	run := runFolder()
	if err := ownfolder.Make(run, ownfolder.Closed); err != nil {
		return place, err
	}
	digest := sha256.Sum256([]byte(root))
	place.Socket = filepath.Join(run, hex.EncodeToString(digest[:8])+".sock")
	return place, nil
}

const rootFlag = "--root-directory"

func rootOf(args []string) (string, error) {
	root := ""
	for i, arg := range args {
		if arg == rootFlag && i+1 < len(args) {
			root = args[i+1]
		} else if value, is := strings.CutPrefix(arg, rootFlag+"="); is {
			root = value
		}
	}
	for _, name := range []string{"HONE_CACHE_DIR", "CACHEPROG_ROOT_DIRECTORY"} {
		if root == "" {
			root = os.Getenv(name)
		}
	}
	if root != "" {
		return root, nil
	}
	folder, err := os.UserCacheDir()
	if err != nil {
		return "", errors.New("no folder for the cache is known; set HONE_CACHE_DIR or HOME")
	}
	return filepath.Join(folder, "hone", "go"), nil
}

func runFolder() string {
	if runtime.GOOS == "windows" { // where the folder for temporary files is the user's own
		return filepath.Join(os.TempDir(), "hone-cache")
	}
	if folder := os.Getenv("XDG_RUNTIME_DIR"); filepath.IsAbs(folder) && ownfolder.IsOurs(folder) {
		return filepath.Join(folder, "hone-cache")
	}
	return filepath.Join(os.TempDir(), "hone-cache-"+strconv.Itoa(os.Getuid()))
}
