package cacherelay

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"hone.dev/sdk/internal/cachedaemon"
	"hone.dev/sdk/internal/fakedaemon"
	"hone.dev/sdk/internal/fakego"
)

// failures are the ways in which a daemon is lost, each at the request that it is given. The daemon to come finds no trace.
var failures = map[string]func(conn *fakedaemon.Conn, request fakedaemon.Request){
	"hangs up":       func(*fakedaemon.Conn, fakedaemon.Request) {},
	"half a line":    func(c *fakedaemon.Conn, r fakedaemon.Request) { c.Say(`{"ID":%d,"Mi`, r.ID) },
	"no newline":     func(c *fakedaemon.Conn, r fakedaemon.Request) { c.Say(`{"ID":%d,"Miss":true}`, r.ID) },
	"garbage":        func(c *fakedaemon.Conn, _ fakedaemon.Request) { c.Say("java.lang.OutOfMemoryError\n") },
	"an array":       func(c *fakedaemon.Conn, _ fakedaemon.Request) { c.Say("[]\n") },
	"wrong type":     func(c *fakedaemon.Conn, r fakedaemon.Request) { c.Say(`{"ID":%d,"Size":"big"}`+"\n", r.ID) },
	"no base64":      func(c *fakedaemon.Conn, r fakedaemon.Request) { c.Say(`{"ID":%d,"OutputID":"../x"}`+"\n", r.ID) },
	"no time":        func(c *fakedaemon.Conn, r fakedaemon.Request) { c.Say(`{"ID":%d,"Time":"now"}`+"\n", r.ID) },
	"two on a line":  func(c *fakedaemon.Conn, r fakedaemon.Request) { c.Say(`{"ID":%d,"Miss":true}{}`+"\n", r.ID) },
	"a line too far": func(c *fakedaemon.Conn, r fakedaemon.Request) { c.Say("{%s}\n", strings.Repeat(" ", 70_000)) },
	"takes the body": func(_ *fakedaemon.Conn, r fakedaemon.Request) { _ = os.Rename(r.BodyPath, r.BodyPath+".taken") },
	"removes it":     func(_ *fakedaemon.Conn, r fakedaemon.Request) { _ = os.Remove(r.BodyPath) },
}

// failingAt fails at a command, in one way, and does all else.
func failingAt(command string, fail func(*fakedaemon.Conn, fakedaemon.Request)) *fakedaemon.Daemon {
	daemon := plain()
	daemon.Serve = func(conn *fakedaemon.Conn, request fakedaemon.Request) bool {
		if request.Command != command {
			return false
		}
		fail(conn, request)
		_ = conn.Close()
		return true
	}
	return daemon
}

func TestLost_daemon_isReplacedAndAskedAgain(t *testing.T) {
	for name, fail := range failures {
		for _, command := range []string{"get", "put", "close"} {
			t.Run(name+" at a "+command, func(t *testing.T) {
				w := begin(t, nil, failingAt(command, fail), plain())
				body := []byte("body of " + name)
				fakego.ExpectMiss(t, "get", w.Get("b"))
				fakego.ExpectStored(t, "put", w.Put("a", body), body)
				fakego.ExpectHit(t, "get", w.Get("a"), body)
				w.Close()
				w.expectSaid()
				taken, _ := filepath.Glob(filepath.Join(w.place.Incoming(), "*.taken"))
				for _, path := range taken {
					_ = os.Remove(path)
				}
			})
		}
	}
}

func TestLost_lastDaemon_isReplacedByTheSessionItself(t *testing.T) {
	for name, fail := range failures {
		t.Run(name, func(t *testing.T) {
			w := begin(t, nil, failingAt("put", fail))
			body := []byte("body of " + name)
			fakego.ExpectStored(t, "put", w.Put("a", body), body)
			fakego.ExpectHit(t, "get", w.Get("a"), body)
			w.Close()
			w.expectSaid("no daemon (there is none); this build goes on without the cache")
			taken, _ := filepath.Glob(filepath.Join(w.place.Incoming(), "*.taken"))
			for _, path := range taken {
				_ = os.Remove(path)
			}
		})
	}
}

func TestLost_again_isGivenUpAfterThree(t *testing.T) {
	var daemons []*fakedaemon.Daemon
	for range 9 {
		daemons = append(daemons, failingAt("put", failures["hangs up"]))
	}
	w := begin(t, nil, daemons...)
	fakego.ExpectStored(t, "put", w.Put("a", []byte("body")), []byte("body"))
	fakego.ExpectHit(t, "get", w.Get("a"), []byte("body"))
	w.Close()
	if found := w.found.Load(); found != 4 {
		t.Errorf("%d daemons were looked for", found)
	}
	w.expectSaid("no daemon (it was lost 4 times, at last because of: EOF); this build goes on without the cache")
}

func TestLost_whileNothingIsAsked_isReplacedWhenItIsNeeded(t *testing.T) {
	daemon := plain()
	said := make(chan *fakedaemon.Conn, 1)
	daemon.Serve = func(conn *fakedaemon.Conn, request fakedaemon.Request) bool { said <- conn; return false }
	w := begin(t, nil, daemon, plain())
	fakego.ExpectMiss(t, "get", w.Get("a"))
	_ = (<-said).Close()
	time.Sleep(100 * time.Millisecond)
	if found := w.found.Load(); found != 1 {
		t.Errorf("%d daemons were looked for", found)
	}
	fakego.ExpectMiss(t, "get", w.Get("a"))
	w.Close()
	w.expectSaid()
}

func TestLost_inTheMiddleOfMany_answersEachOnce(t *testing.T) {
	daemons := make([]*fakedaemon.Daemon, 4)
	for i := range daemons {
		daemons[i] = plain()
		var mu sync.Mutex
		served := 0
		daemons[i].Serve = func(conn *fakedaemon.Conn, request fakedaemon.Request) bool {
			mu.Lock()
			served++
			isLast := served == 150 && i < 3
			mu.Unlock()
			if isLast {
				_ = conn.Close()
			}
			return isLast
		}
	}
	w := begin(t, nil, daemons...)
	var all sync.WaitGroup
	for i := range 400 {
		all.Add(1)
		go func() {
			defer all.Done()
			name, body := fmt.Sprint(i), bytes.Repeat([]byte{byte(i)}, i*31%9000)
			fakego.ExpectStored(t, name, w.Put(name, body), body)
			fakego.ExpectHit(t, name, w.Get(name), body)
		}()
	}
	all.Wait()
	w.Close()
	if found := w.found.Load(); found != 4 {
		t.Errorf("%d daemons were looked for", found)
	}
	w.expectSaid()
}

func TestOverdue_daemonThatSaysNothing_countsAsDead(t *testing.T) {
	daemon := plain()
	daemon.Serve = func(*fakedaemon.Conn, fakedaemon.Request) bool { return true }
	w := begin(t, func(s *Settings) { s.Wait = 300 * time.Millisecond }, daemon, plain())
	get, put := w.AskGet("a"), w.AskPut("b", []byte("body"))
	fakego.ExpectMiss(t, "get", w.Wait(get))
	fakego.ExpectStored(t, "put", w.Wait(put), []byte("body"))
	begun := time.Now()
	fakego.ExpectHit(t, "get", w.Get("b"), []byte("body"))
	fakego.ExpectMiss(t, "get", w.Get("c"))
	if took := time.Since(begun); took > 250*time.Millisecond {
		t.Error("waited again:", took)
	}
	w.Close()
	w.expectSaid("no daemon (it did not answer within 300ms); this build goes on without the cache")
}

func TestHandOn_errorOfAPut_becomesTheSessionsOwnCopy(t *testing.T) {
	for name, answer := range map[string]string{
		"error": `{"ID":%d,"Err":"no space left"}` + "\n", "no path": `{"ID":%d}` + "\n",
	} {
		t.Run(name, func(t *testing.T) {
			daemon := plain()
			daemon.Serve = func(conn *fakedaemon.Conn, request fakedaemon.Request) bool {
				if request.Command == "put" {
					_ = os.Remove(request.BodyPath)
					conn.Say(answer, request.ID)
				}
				return request.Command == "put"
			}
			w := begin(t, nil, daemon)
			fakego.ExpectStored(t, "put", w.Put("a", []byte("body")), []byte("body"))
			fakego.ExpectHit(t, "get", w.Get("a"), []byte("body"))
			fakego.ExpectMiss(t, "another", w.Get("b"))
			w.Close()
			w.expectSaidOnce("not in the cache (the daemon says: ")
		})
	}
}

func TestHandOn_errorOfAGet_isHandedOn(t *testing.T) {
	daemon := plain()
	daemon.Serve = func(conn *fakedaemon.Conn, request fakedaemon.Request) bool {
		if request.Command == "get" {
			conn.Say(`{"ID":%d,"Err":"why"}`+"\n", request.ID)
		}
		return request.Command == "get"
	}
	w := begin(t, nil, daemon)
	if answer := w.Get("a"); answer.Err != "why" {
		t.Error(answer)
	}
	w.Close()
}

func TestHear_whatNobodyAsked_doesNotReachGo(t *testing.T) {
	daemon := plain()
	daemon.Serve = func(conn *fakedaemon.Conn, request fakedaemon.Request) bool {
		conn.Say("{\"ID\":%d,\"Miss\":true}\n{\"ID\":0,\"KnownCommands\":[]}\n{}\nnull\n{\"ID\":-1,\"Miss\":true}\n", request.ID+100)
		return false
	}
	w := begin(t, nil, daemon)
	fakego.ExpectMiss(t, "get", w.Get("a"))
	fakego.ExpectMiss(t, "get", w.Get("a"))
	w.Close()
	w.expectSaid()
}

func TestHear_secondAnswer_doesNotReachGo(t *testing.T) {
	daemon := plain()
	daemon.Serve = func(conn *fakedaemon.Conn, request fakedaemon.Request) bool {
		conn.Say("{\"ID\":%d,\"Miss\":true}\n{\"ID\":%d,\"Miss\":true}\n", request.ID, request.ID)
		return request.Command == "get"
	}
	w := begin(t, nil, daemon)
	for range 20 {
		fakego.ExpectMiss(t, "get", w.Get("a"))
	}
	w.Close()
}

func TestHear_say_isTold(t *testing.T) {
	daemon := plain()
	daemon.Serve = func(conn *fakedaemon.Conn, _ fakedaemon.Request) bool {
		conn.Say(`{"Say":"the bucket is read-only"}` + "\n")
		return false
	}
	w := begin(t, nil, daemon)
	fakego.ExpectMiss(t, "get", w.Get("a"))
	w.expectSaid("the bucket is read-only")
	w.Close()
}

func TestHello_refusal_isTold(t *testing.T) {
	daemon := plain()
	daemon.Greet = func(cachedaemon.Hello) string { return `{"Hone":1,"Error":"--s3-bukcet: unknown"}` + "\n" }
	w := begin(t, nil, daemon)
	fakego.ExpectMiss(t, "get", w.Get("a"))
	w.Close()
	w.expectSaid("--s3-bukcet: unknown (this build goes on without the cache)")
}
