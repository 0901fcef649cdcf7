package cacherelay

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"os"
	"testing"

	"hone.dev/sdk/internal/fakedaemon"
	"hone.dev/sdk/internal/fakego"
	"hone.dev/sdk/internal/gocacheprog"
)

// getPrinted asks for what was printed with an action's output.
func (w *world) getPrinted(action string) gocacheprog.Answer {
	id := printedWith(fakego.Action(action))
	return w.Wait(w.Ask("get", fmt.Sprintf(`,"ActionID":%q`, base64.StdEncoding.EncodeToString(id[:])), ""))
}

func expectUnopenable(t *testing.T, answer gocacheprog.Answer) {
	t.Helper()
	info, err := os.Stat(answer.DiskPath)
	if err != nil || info.Size() != 0 || answer.Size != 0 || answer.Miss || len(answer.OutputID) != 32 {
		t.Fatal("go would not take it:", answer, err)
	}
	if file, err := os.Open(answer.DiskPath); err == nil {
		_ = file.Close()
		t.Error("it opens")
	}
}

func TestPrintedWith_isTheKeyThatGoMakes(t *testing.T) {
	var parent gocacheprog.ID
	for i := range parent {
		parent[i] = byte(i)
	}
	printed := printedWith(parent) // of the first 32 numbers, by cmd/go/internal/cache.Subkey
	if text := hex.EncodeToString(printed[:]); text != "6f280e72989302b6afbed8b2c8c06aea3997b4ce7b0d456a391c674bfc772f8d" {
		t.Error(text)
	}
}

func TestGiven_whatWasPrintedWithIt_isNotMissedWhenTheDaemonIsLost(t *testing.T) {
	for name, daemons := range map[string][]*fakedaemon.Daemon{
		"another":        {losingAfterAGet(), losingAfterAGet()},
		"no other":       {losingAfterAGet()},
		"one that fails": {losingAfterAGet(), failingAt("get", failures["garbage"])},
	} {
		t.Run(name, func(t *testing.T) {
			w := begin(t, nil, daemons...)
			fakego.ExpectStored(t, "put", w.Put("a", []byte("facts of vet")), []byte("facts of vet"))
			fakego.ExpectHit(t, "get", w.Get("a"), []byte("facts of vet"))
			expectUnopenable(t, w.getPrinted("a"))
			expectUnopenable(t, w.getPrinted("a"))
			fakego.ExpectMiss(t, "of another", w.getPrinted("b"))
			w.Close()
		})
	}
}

// losingAfterAGet answers puts and the first get, and is lost at the next one.
func losingAfterAGet() *fakedaemon.Daemon {
	daemon := plain()
	gets := 0
	daemon.Serve = func(conn *fakedaemon.Conn, request fakedaemon.Request) bool {
		if request.Command != "get" {
			return false
		}
		gets++
		if gets == 2 {
			_ = conn.Close()
		}
		return gets == 2
	}
	return daemon
}

func TestGiven_byADaemonThatIsThere_isItsOwnAffair(t *testing.T) {
	w := begin(t, nil, plain())
	w.Put("a", []byte("facts of vet"))
	fakego.ExpectHit(t, "get", w.Get("a"), []byte("facts of vet"))
	fakego.ExpectMiss(t, "what was printed", w.getPrinted("a"))
	w.Close()
}
