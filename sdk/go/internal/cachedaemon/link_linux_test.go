package cachedaemon

import (
	"bufio"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"hone.dev/sdk/internal/gocacheprog"
)

// packets is a connection on which each write arrives by itself.
func packets(t *testing.T) (shim, daemon net.Conn) {
	t.Helper()
	folder, err := os.MkdirTemp("", "") // names of sockets are short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	listener, err := net.Listen("unixpacket", filepath.Join(folder, "s"))
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	if shim, err = net.Dial("unixpacket", listener.Addr().String()); err != nil {
		t.Fatal(err)
	}
	if daemon, err = listener.Accept(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = shim.Close(), daemon.Close() })
	return shim, daemon
}

func TestSend_withWhatThereIsToTell_isOneWrite(t *testing.T) {
	shim, daemon := packets(t)
	link := newLink(shim, bufio.NewReader(shim), welcome{})
	defer link.Close()
	get := `{"ID":1,"Command":"get","ActionID":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}` + "\n"
	for hits, want := range map[string]string{"hits": `{"Command":"told","Hits":"aGl0cw=="}` + "\n" + get, "": get} {
		link.Send([]byte(hits), gocacheprog.Request{ID: 1, Command: gocacheprog.Get}, "")
		_ = daemon.SetReadDeadline(time.Now().Add(time.Minute))
		lines := make([]byte, largestLine)
		if n, err := daemon.Read(lines); err != nil || string(lines[:n]) != want {
			t.Errorf("%q %v", lines[:n], err)
		}
	}
}
