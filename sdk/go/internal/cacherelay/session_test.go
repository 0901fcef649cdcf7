package cacherelay

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hone.dev/sdk/internal/bodies"
	"hone.dev/sdk/internal/cachedaemon"
	"hone.dev/sdk/internal/fakedaemon"
	"hone.dev/sdk/internal/fakego"
	"hone.dev/sdk/internal/gocacheprog"
)

// world is a go, a session, and daemons that come one after the other.
type world struct {
	*fakego.Go
	t     *testing.T
	place cachedaemon.Place
	found atomic.Int64            // how often a daemon was looked for
	asked chan fakedaemon.Request // of daemons that note it

	mu   sync.Mutex
	said []string
}

// begin prepares a place and starts a session.
func begin(t *testing.T, change func(*Settings), daemons ...*fakedaemon.Daemon) *world {
	t.Helper()
	w := prepare(t)
	w.begin(change, daemons...)
	return w
}

// prepare makes a place for daemons.
func prepare(t *testing.T) *world {
	t.Helper()
	folder, err := os.MkdirTemp("", "") // names of sockets are short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	t.Setenv("TMPDIR", folder)
	t.Setenv("XDG_RUNTIME_DIR", "")
	place, err := cachedaemon.Locate([]string{"--root-directory", filepath.Join(folder, "root")})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, place: place, asked: make(chan fakedaemon.Request, 100)}
	t.Cleanup(func() { w.expectNoFiles(folder) })
	return w
}

// begin starts the session. Each daemon is there from when the one before is gone; if there are no more, there is none.
func (w *world) begin(change func(*Settings), daemons ...*fakedaemon.Daemon) {
	w.t.Helper()
	in, toSession := io.Pipe()
	fromSession, out := io.Pipe()
	settings := Settings{
		Begun:   time.Now().Add(-time.Minute),
		Find:    w.finder(daemons),
		Answers: gocacheprog.NewAnswers(out),
		Bodies:  bodies.Open(w.place.Incoming(), w.say),
		Say:     w.say,
		Wait:    30 * time.Second,
		Last:    5 * time.Second,
	}
	if change != nil {
		change(&settings)
	}
	w.Go = fakego.New(w.t, toSession, fromSession)
	session := Begin(settings)
	go func() {
		session.Serve(gocacheprog.NewReader(in, gocacheprog.LargestBody))
		_, _ = in.Close(), out.Close()
	}()
	w.t.Cleanup(settings.Bodies.Remove)
}

func (w *world) finder(daemons []*fakedaemon.Daemon) func() (*cachedaemon.Link, error) {
	finder := cachedaemon.Finder{Place: w.place, Launcher: "/bin/false", Limit: 2 * time.Second}
	return func() (*cachedaemon.Link, error) {
		n := int(w.found.Add(1))
		if n > len(daemons) {
			return nil, errors.New("there is none")
		}
		daemon, err := fakedaemon.Listen(w.place, daemons[n-1])
		if err != nil {
			return nil, err
		}
		w.t.Cleanup(daemon.Die)
		return finder.Find()
	}
}

func (w *world) say(line string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.said = append(w.said, line)
}

func (w *world) expectSaid(want ...string) {
	w.t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	if strings.Join(w.said, "\n") != strings.Join(want, "\n") {
		w.t.Errorf("said %q, not %q", w.said, want)
	}
}

// expectSaidOnce wants one line that contains this.
func (w *world) expectSaidOnce(part string) {
	w.t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.said) != 1 || !strings.Contains(w.said[0], part) {
		w.t.Errorf("said %q, not %q", w.said, part)
	}
}

// expectNoFiles looks for bodies that nobody has.
func (w *world) expectNoFiles(folder string) {
	incoming, _ := os.ReadDir(w.place.Incoming())
	private, _ := filepath.Glob(filepath.Join(folder, "hone-build-*"))
	if len(incoming) > 0 || len(private) > 0 {
		w.t.Errorf("left behind: %v %v", incoming, private)
	}
}

func plain() *fakedaemon.Daemon { return &fakedaemon.Daemon{} }

func TestSession_withADaemon_handsEverythingOn(t *testing.T) {
	w := begin(t, nil, plain())
	fakego.ExpectMiss(t, "at first", w.Get("a"))
	stored := w.Put("a", []byte("body"))
	fakego.ExpectStored(t, "put", stored, []byte("body"))
	if !strings.HasPrefix(stored.DiskPath, filepath.Join(w.place.Root, "objects")) {
		t.Error(stored.DiskPath)
	}
	fakego.ExpectHit(t, "get", w.Get("a"), []byte("body"))
	fakego.ExpectStored(t, "put of nothing", w.Put("empty", nil), nil)
	fakego.ExpectHit(t, "get of nothing", w.Get("empty"), nil)
	w.Close()
	w.expectSaid()
}

func TestSession_withoutADaemon_keepsUntilTheEnd(t *testing.T) {
	w := begin(t, nil)
	fakego.ExpectMiss(t, "at first", w.Get("a"))
	fakego.ExpectStored(t, "put", w.Put("a", []byte("body")), []byte("body"))
	fakego.ExpectHit(t, "get", w.Get("a"), []byte("body"))
	fakego.ExpectStored(t, "put again", w.Put("a", []byte("other")), []byte("other"))
	fakego.ExpectHit(t, "get again", w.Get("a"), []byte("other"))
	fakego.ExpectStored(t, "put of nothing", w.Put("empty", nil), nil)
	fakego.ExpectHit(t, "get of nothing", w.Get("empty"), nil)
	fakego.ExpectMiss(t, "another", w.Get("b"))
	w.Close()
	w.expectSaid("no daemon (there is none); this build goes on without the cache")
}

func TestSession_manyAtOnce_answeredOutOfOrder_keepsIdsIntact(t *testing.T) {
	daemon := plain()
	daemon.Serve = func(*fakedaemon.Conn, fakedaemon.Request) bool {
		time.Sleep(time.Duration(rand.IntN(20)) * time.Millisecond)
		return false
	}
	w := begin(t, nil, daemon)
	var all sync.WaitGroup
	for i := range 1000 {
		all.Add(1)
		go func() {
			defer all.Done()
			name, body := fmt.Sprint(i), bytes.Repeat([]byte{byte(i)}, i*7%5000)
			if i%2 == 0 {
				fakego.ExpectMiss(t, name, w.Get(name))
			}
			fakego.ExpectStored(t, name, w.Put(name, body), body)
			fakego.ExpectHit(t, name, w.Get(name), body)
		}()
	}
	all.Wait()
	w.Close()
	w.expectSaid()
}

func TestSession_hostileFraming_failsWhatIsWrongAlone(t *testing.T) {
	w := begin(t, nil, plain())
	good := []byte("good")
	if answer := w.Wait(w.Ask("future", `,"BodySize":4`, `"AAAA"`+"\n")); !strings.Contains(answer.Err, `unknown command "future"`) {
		t.Error(answer)
	}
	if answer := w.Wait(w.Ask("put", `,"ActionID":"AAAA","BodySize":4`, `"AAAA"`+"\n")); !strings.Contains(answer.Err, "ActionID has 3 bytes") {
		t.Error(answer)
	}
	if answer := w.Wait(w.AskPutAs("b", "other", []byte("body"))); !strings.Contains(answer.Err, "SHA-256") {
		t.Error(answer)
	}
	w.Raw("\x00\xff garbage\n{\"Command\":\"get\"}\n\"AAAA\"\n")
	fakego.ExpectStored(t, "put", w.Put("a", good), good)
	fakego.ExpectHit(t, "get", w.Get("a"), good)
	w.Close()
	w.expectSaid("passed over: a request without an ID")
}

func TestSession_idThatIsNotAnsweredYet_isRefused(t *testing.T) {
	stall := make(chan struct{})
	daemon := plain()
	daemon.Serve = func(*fakedaemon.Conn, fakedaemon.Request) bool { <-stall; return false }
	var out lines
	w := begin(t, func(s *Settings) { s.Answers = gocacheprog.NewAnswers(&out) }, daemon)
	w.Raw(strings.Repeat(`{"ID":1,"Command":"get","ActionID":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}`, 2))
	out.await(t, `{"ID":1,"Err":"the request before with this ID is not answered yet"}`)
	close(stall)
	out.await(t, `{"ID":1,"Miss":true}`)
	w.Leave()
}

// lines remembers what is written.
type lines struct {
	mu   sync.Mutex
	text string
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.text += string(p)
	return len(p), nil
}

func (l *lines) await(t *testing.T, line string) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(time.Millisecond) {
		l.mu.Lock()
		has := strings.Contains(l.text, line+"\n")
		l.mu.Unlock()
		if has {
			return
		}
	}
	t.Fatalf("%q is not in %q", line, l.text)
}

func TestFinish_withoutAClose_tellsTheDaemon(t *testing.T) {
	var commands lines
	daemon := plain()
	daemon.Serve = func(_ *fakedaemon.Conn, request fakedaemon.Request) bool {
		_, _ = commands.Write([]byte(request.Command + "\n"))
		return false
	}
	w := begin(t, nil, daemon)
	w.Put("a", []byte("body"))
	w.Leave()
	commands.await(t, "close")
}

func TestFinish_daemonThatDoesNotAnswer_isNotWaitedForLong(t *testing.T) {
	daemon := plain()
	daemon.Serve = func(_ *fakedaemon.Conn, request fakedaemon.Request) bool { return request.Command == "close" }
	w := begin(t, func(s *Settings) { s.Last = 50 * time.Millisecond }, daemon)
	fakego.ExpectMiss(t, "get", w.Get("a"))
	w.Close()
	w.expectSaid()
}

func TestFinish_beforeADaemonIsFound_doesNotWait(t *testing.T) {
	found := make(chan struct{})
	defer close(found)
	w := begin(t, func(s *Settings) {
		s.Last = time.Hour
		s.Find = func() (*cachedaemon.Link, error) { <-found; return nil, errors.New("too late") }
	})
	w.Close()
	w.expectSaid()
}

func TestFinish_withRequestsUnanswered_answersThem(t *testing.T) {
	daemon := plain()
	daemon.Serve = func(_ *fakedaemon.Conn, request fakedaemon.Request) bool { return request.Command != "close" }
	w := begin(t, nil, daemon)
	get, put := w.AskGet("a"), w.AskPut("b", []byte("body"))
	w.Close()
	fakego.ExpectMiss(t, "get", w.Wait(get))
	if answer := w.Wait(put); answer.DiskPath == "" || answer.Err != "" {
		t.Error(answer)
	}
}

func TestSession_incomingThatCannotBe_saysSoWhenABodyComes(t *testing.T) {
	for name, daemons := range map[string][]*fakedaemon.Daemon{"with a daemon": {plain()}, "without": nil} {
		t.Run(name, func(t *testing.T) {
			w := begin(t, func(s *Settings) {
				s.Bodies = bodies.Open(filepath.Join("/dev/null", "incoming"), s.Say)
				find := s.Find
				s.Find = func() (*cachedaemon.Link, error) {
					link, err := find()
					if link != nil {
						link.Incoming = "/dev/null/incoming"
					}
					return link, err
				}
			}, daemons...)
			fakego.ExpectMiss(t, "get", w.Get("a"))
			for range 2 {
				fakego.ExpectStored(t, "put", w.Put("a", []byte("body")), []byte("body"))
			}
			fakego.ExpectHit(t, "get", w.Get("a"), []byte("body"))
			w.Close()
			w.expectSaidOnce("")
		})
	}
}
