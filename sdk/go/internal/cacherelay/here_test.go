//go:build linux || darwin

package cacherelay

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"hone.dev/sdk/internal/cachedaemon"
	"hone.dev/sdk/internal/fakedaemon"
	"hone.dev/sdk/internal/fakego"
)

// telling is a daemon that lets its folder be read, in which these results are.
func telling(w *world, names ...string) *fakedaemon.Daemon {
	for _, name := range names {
		fakedaemon.Keep(w.t, w.place.Root, fakego.Action(name), []byte("body of "+name), time.Now())
	}
	return &fakedaemon.Daemon{
		Greet: fakedaemon.GreetingWith(w.place, time.Now().Add(-time.Hour)),
		Note:  func(request fakedaemon.Request) { w.asked <- request },
		Serve: func(_ *fakedaemon.Conn, request fakedaemon.Request) bool { return request.Command == "told" }, // which has no answer
	}
}

func (w *world) commands() (commands []string, told int) {
	for {
		select {
		case request := <-w.asked:
			commands = append(commands, request.Command)
			for hits := request.Hits; len(hits) >= hitSize; hits = hits[hitSize:] {
				if size := binary.BigEndian.Uint64(hits[40:]); size != uint64(len("body of a")) {
					w.t.Errorf("told of %d bytes", size)
				}
				asked, answered := binary.BigEndian.Uint32(hits[48:]), binary.BigEndian.Uint32(hits[52:])
				if begun, most := uint32(time.Minute.Microseconds()), uint32(2*time.Minute.Microseconds()); asked < begun || asked > most || answered > begun {
					w.t.Errorf("told of %d and %d microseconds", asked, answered)
				}
				told++
			}
		default:
			return commands, told
		}
	}
}

func TestHere_whatTheFolderHas_isNotAskedFor(t *testing.T) {
	w := prepare(t)
	w.begin(nil, telling(w, "a", "b"))
	for range 3 {
		fakego.ExpectHit(t, "get", w.Get("a"), []byte("body of a"))
		fakego.ExpectHit(t, "get", w.Get("b"), []byte("body of b"))
	}
	fakego.ExpectMiss(t, "get of what is not there", w.Get("c"))
	w.Close()
	commands, told := w.commands()
	if fmt.Sprint(commands) != "[told get close]" || told != 6 {
		t.Error(commands, told)
	}
	if left, _ := os.ReadDir(filepath.Join(w.place.Root, "pins")); len(left) > 0 {
		t.Error("pins stay:", left)
	}
	w.expectSaid()
}

func TestHere_whatWasAskedBeforeTheDaemonWasThere_isAnsweredWhenItIs(t *testing.T) {
	w := prepare(t)
	ready := make(chan struct{})
	w.begin(func(s *Settings) {
		find := s.Find
		s.Find = func() (*cachedaemon.Link, error) {
			<-ready
			return find()
		}
	}, telling(w, "a"))
	first, second := w.AskGet("a"), w.AskGet("c")
	if answer := w.Wait(w.Ask("future", "", "")); answer.Err == "" { // now both wait
		t.Error(answer)
	}
	close(ready)
	fakego.ExpectHit(t, "get", w.Wait(first), []byte("body of a"))
	fakego.ExpectMiss(t, "get of what is not there", w.Wait(second))
	w.Close()
	if commands, told := w.commands(); fmt.Sprint(commands) != "[told get close]" || told != 1 {
		t.Error(commands, told)
	}
}

func TestHere_whatGoWasAnswered_isToldBeforeAnythingElseIsAsked(t *testing.T) {
	w := prepare(t)
	w.begin(nil, telling(w, "a"))
	hits := func(count int) {
		for range count {
			fakego.ExpectHit(t, "get", w.Get("a"), []byte("body of a"))
		}
	}
	hits(3)
	fakego.ExpectMiss(t, "get of what is not there", w.Get("b"))
	fakego.ExpectMiss(t, "get with nothing to tell", w.Get("c"))
	hits(1)
	fakego.ExpectStored(t, "put", w.Put("b", []byte("body")), []byte("body"))
	hits(mostHits + 2) // what fills a line does not wait
	fakego.ExpectHit(t, "get of what the daemon alone has", w.Get("b"), []byte("body"))
	w.Close()
	if commands, told := w.commands(); fmt.Sprint(commands) != "[told get get told put told told get close]" || told != mostHits+6 {
		t.Error(commands, told)
	}
}

func TestHere_manyHits_areToldInParts(t *testing.T) {
	w := prepare(t)
	w.begin(nil, telling(w, "a"))
	for range 2*mostHits + 5 {
		fakego.ExpectHit(t, "get", w.Get("a"), []byte("body of a"))
	}
	w.Close()
	if commands, told := w.commands(); fmt.Sprint(commands) != "[told told told close]" || told != 2*mostHits+5 {
		t.Error(commands, told)
	}
}

func TestHere_timesBeyondTheirRoom_areTheLongest(t *testing.T) {
	for span, want := range map[time.Duration]uint32{-time.Second: 0, 1500 * time.Nanosecond: 1, 72 * time.Minute: 1<<32 - 1} {
		if got := micros(span); got != want {
			t.Error(span, got)
		}
	}
}

func TestHere_aDaemonThatDies_takesNothingAlong(t *testing.T) {
	w := prepare(t)
	daemon := telling(w, "a")
	daemon.Serve = func(conn *fakedaemon.Conn, _ fakedaemon.Request) bool {
		_ = conn.Close()
		return true
	}
	w.begin(nil, daemon)
	fakego.ExpectHit(t, "get", w.Get("a"), []byte("body of a"))
	fakego.ExpectMiss(t, "get of what is not there", w.Get("b"))
	fakego.ExpectHit(t, "get after the end", w.Get("a"), []byte("body of a"))
	w.Close()
	w.expectSaid("no daemon (there is none); this build goes on without the cache")
}

func TestHere_whatTheSessionKeptByItself_comesFirst(t *testing.T) {
	w := prepare(t)
	daemon := telling(w, "a")
	daemon.Serve = func(conn *fakedaemon.Conn, request fakedaemon.Request) bool {
		if request.Command == "put" {
			conn.Say(`{"ID":%d,"Err":"no space left"}`+"\n", request.ID)
		}
		return request.Command != "close"
	}
	w.begin(nil, daemon)
	fakego.ExpectHit(t, "get", w.Get("a"), []byte("body of a"))
	fakego.ExpectStored(t, "put", w.Put("a", []byte("newer")), []byte("newer"))
	fakego.ExpectHit(t, "get again", w.Get("a"), []byte("newer"))
	w.Close()
}
