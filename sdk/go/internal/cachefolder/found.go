package cachefolder

import (
	"time"

	"hone.dev/sdk/internal/gocacheprog"
)

// Found is a result that is here.
type Found struct {
	Output gocacheprog.ID
	Size   int64
	Time   time.Time // when it was first put
	Path   string
}
