package hone

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime/pprof"
	"slices"
	"sync"
	"testing"
	"time"
)

var morning = time.Date(2026, 3, 4, 8, 0, 0, 0, time.UTC)

// staged is a world in which waiting takes no time and chance is what a test says.
type staged struct {
	mu     sync.Mutex
	time   time.Time
	waits  []time.Duration
	luck   float64
	onWait func(time.Duration)
	record func() (taken, error)
}

func (s *staged) now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.time
}

func (s *staged) wait(ctx context.Context, duration time.Duration) bool {
	s.mu.Lock()
	s.waits = append(s.waits, duration)
	s.time = s.time.Add(duration)
	s.mu.Unlock()
	if s.onWait != nil {
		s.onWait(duration)
	}
	return ctx.Err() == nil
}

func (s *staged) world() world {
	return world{
		now:    s.now,
		wait:   s.wait,
		chance: func() float64 { return s.luck },
		record: func() (taken, error) { return s.record() },
	}
}

// finished is a profile whose bytes are known.
type finished struct {
	body []byte
	err  error
}

func (f finished) End() ([]byte, error) { return f.body, f.err }

func always(body string) func() (taken, error) {
	return func() (taken, error) { return finished{body: []byte(body)}, nil }
}

// stage makes a profiler whose cycles a test runs itself, and the errors that it tells.
func stage(t *testing.T, config Config) (*Profiler, *staged, *[]error) {
	t.Helper()
	world := &staged{time: morning, luck: 0.5, record: always("profile")}
	told := new([]error)
	if config.App == "" {
		config.App = "web"
	}
	if config.OnError == nil {
		config.OnError = func(err error) { *told = append(*told, err) }
	}
	p, err := newProfiler(config, identity{}, world.world())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.sender.close)
	return p, world, told
}

// service is a server that answers as it is told, the last answer for ever, and remembers what it was asked.
type service struct {
	*httptest.Server
	mu       sync.Mutex
	requests []received
}

type received struct {
	method, uri, key, contentType, body string
	length                              int64
}

func serve(t *testing.T, statuses ...int) *service {
	return serveWith(t, func(w http.ResponseWriter, request int) {
		w.WriteHeader(statuses[min(request, len(statuses)-1)])
	})
}

func serveWith(t *testing.T, answer func(w http.ResponseWriter, request int)) *service {
	t.Helper()
	s := &service{}
	s.Server = httptest.NewServer(s.handler(answer))
	t.Cleanup(s.Close)
	return s
}

func (s *service) handler(answer func(w http.ResponseWriter, request int)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body := make([]byte, r.ContentLength)
		for n := 0; n < len(body); {
			read, err := r.Body.Read(body[n:])
			n += read
			if err != nil {
				break
			}
		}
		s.mu.Lock()
		request := len(s.requests)
		s.requests = append(s.requests, received{
			r.Method, r.RequestURI, r.Header.Get("Authorization"), r.Header.Get("Content-Type"), string(body), r.ContentLength,
		})
		s.mu.Unlock()
		answer(w, request)
	}
}

func (s *service) received() []received {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

func (s *service) bodies() []string {
	var bodies []string
	for _, request := range s.received() {
		bodies = append(bodies, request.body)
	}
	return bodies
}

func expect[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %v, not %v", what, got, want)
	}
}

// eventually waits for what other goroutines do.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !holds(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("not within 20 s: %s", what)
		}
	}
}

var errProfile = errors.New("no profile")

func unpack(t *testing.T, body []byte) {
	t.Helper()
	r, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(r)
	if err != nil || !bytes.Contains(content, []byte("nanoseconds")) {
		t.Errorf("no profile of %d bytes: %v", len(content), err)
	}
}

func requireNobodyProfiles(t *testing.T) {
	t.Helper()
	if err := pprof.StartCPUProfile(io.Discard); err != nil {
		t.Error(err)
	}
	pprof.StopCPUProfile()
}

func requireSomebodyProfiles(t *testing.T) {
	t.Helper()
	if pprof.StartCPUProfile(io.Discard) == nil {
		pprof.StopCPUProfile()
		t.Error("their profile does not run any more")
	}
}
