package fakedaemon

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"testing"
	"time"

	"hone.dev/sdk/internal/cachedaemon"
	"hone.dev/sdk/internal/gocacheprog"
)

// Keep puts a result into a folder as a real daemon does, and returns its record and its output.
func Keep(t testing.TB, root string, action gocacheprog.ID, body []byte, put time.Time) (record, output string) {
	t.Helper()
	name := sha256.Sum256(body)
	text := fmt.Sprintf("hone1 %x %d %d.%d", name, len(body), put.Unix(), put.Nanosecond())
	record, output = place(root, "a", action), place(root, "o", name)
	write(t, record, fmt.Appendf(nil, "%s %x\n", text, crc32.ChecksumIEEE([]byte(text))))
	write(t, output, body)
	if err := os.MkdirAll(filepath.Join(root, "pins"), 0o700); err != nil {
		t.Fatal(err)
	}
	return record, output
}

// GreetingWith says hello and that a folder may be read whose files are whole since then.
func GreetingWith(place cachedaemon.Place, soundSince time.Time) func(cachedaemon.Hello) string {
	text := fmt.Sprintf(`{"Hone":1,"Version":"0.1.0","Incoming":%q,"Folder":{"Root":%q,"SoundSince":%q}}`+"\n",
		place.Incoming(), place.Root, soundSince.UTC().Format(time.RFC3339Nano))
	return func(cachedaemon.Hello) string { return text }
}

func place(root, kind string, id gocacheprog.ID) string {
	name := hex.EncodeToString(id[:])
	return filepath.Join(root, kind, name[:2], name)
}

func write(t testing.TB, path string, content []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
}
