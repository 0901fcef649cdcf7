package carry

import (
	"os"
	"testing"

	"hone.dev/sdk/porter/internal/order"
)

func TestOutput_thatMayNotBeRead_isNamed(t *testing.T) {
	w := newWorld(t, nil)
	o := w.output(texts(1000, 1))
	if os.Getuid() == 0 {
		// Nothing is kept from root, but this cannot be read from its beginning.
		o.Pack = "/proc/self/mem"
	} else if err := os.Chmod(o.Pack, 0); err != nil {
		t.Fatal(err)
	}
	w.expectFailed(o, w.do(o), order.Folder, o.Pack)
}
