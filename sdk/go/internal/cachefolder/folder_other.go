//go:build !linux && !darwin

package cachefolder

import (
	"errors"
	"time"

	"hone.dev/sdk/internal/gocacheprog"
)

// Folder is none where no lock is known that Java sees too and that leaves a file readable.
type Folder struct{}

// Open always fails, and the daemon is asked for everything.
func Open(string, time.Time) (*Folder, error) { return nil, errors.ErrUnsupported }

// Find finds nothing.
func (*Folder) Find(gocacheprog.ID) (Found, bool) { return Found{}, false }

// Close does nothing.
func (*Folder) Close() {}
