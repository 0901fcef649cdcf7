package carry

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"hone.dev/sdk/porter/internal/folder"
	"hone.dev/sdk/porter/internal/order"
)

// openSource opens a regular file, and says how many bytes are in it. It fails with a *trouble.
func openSource(path string) (*os.File, int64, error) {
	file, info, err := folder.OpenRegular(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, 0, &trouble{order.Missing, err.Error()}
	case err != nil:
		return nil, 0, &trouble{order.Folder, err.Error()}
	}
	return file, info.Size(), nil
}

func changed(path string, size int64) *trouble {
	return &trouble{order.Folder, fmt.Sprintf("%s had %d bytes, and has not while it is read", path, size)}
}
