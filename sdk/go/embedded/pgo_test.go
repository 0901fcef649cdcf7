package pgo

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime/pprof"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// Profiles are the program's, so none of these tests is parallel.

const tick = 100 * time.Millisecond

// collecting hands on what it gets; then it fails or panics if it is told to.
type collecting struct {
	profiles chan []byte
	fails    error
	panics   bool
}

func collector() *collecting { return &collecting{profiles: make(chan []byte, 100)} }

func (c *collecting) Submit(profile io.Reader) error {
	body, _ := io.ReadAll(profile)
	c.profiles <- body
	if c.panics {
		panic("endpoint")
	}
	return c.fails
}

var listener atomic.Pointer[chan error]

// ErrorFunc is set once: profiling of one test may still end while the next begins.
func TestMain(m *testing.M) {
	ErrorFunc = func(err error) {
		if to := listener.Load(); to != nil {
			*to <- err
		}
	}
	m.Run()
}

// told hands out what goes wrong until the test ends, and ends profiling then.
func told(t *testing.T) <-chan error {
	t.Helper()
	errs := make(chan error, 100)
	listener.Store(&errs)
	t.Cleanup(func() {
		Disable()
		time.Sleep(4 * tick) // a profile that is being taken is finished
	})
	return errs
}

func next[T any](t *testing.T, from <-chan T) T {
	t.Helper()
	select {
	case value := <-from:
		return value
	case <-time.After(20 * time.Second):
		t.Fatal("nothing within 20 s")
		panic("unreachable")
	}
}

func TestEnable_submitsProfilesAgainAndAgain_theFirstAfterAnInterval(t *testing.T) {
	told(t)
	to := collector()
	began := time.Now()
	Enable(tick, tick, to)
	for n := range 3 {
		if body := next(t, to.profiles); !bytes.HasPrefix(body, []byte{0x1f, 0x8b}) {
			t.Errorf("no profile: %q", body)
		}
		if took := time.Since(began); took < time.Duration(n+1)*2*tick {
			t.Errorf("profile %d after %v", n, took)
		}
	}
}

func TestEnable_whileSomebodyProfiles_tellsAndLeavesThatAlone(t *testing.T) {
	errs := told(t)
	to := collector()
	if err := pprof.StartCPUProfile(io.Discard); err != nil {
		t.Fatal(err)
	}
	Enable(tick, tick, to)
	if err := next(t, errs); err.Error() != "cpu profiling already in use" {
		t.Error(err)
	}
	if pprof.StartCPUProfile(io.Discard) == nil {
		t.Error("their profile does not run any more")
	}
	pprof.StopCPUProfile()
	next(t, to.profiles)
}

func TestEnable_again_replacesWhatWas(t *testing.T) {
	told(t)
	first, second := collector(), collector()
	Enable(tick, tick, first)
	Enable(tick, tick, second)
	next(t, second.profiles)
	next(t, second.profiles)
	if len(first.profiles) != 0 {
		t.Errorf("%d profiles for the first", len(first.profiles))
	}
}

func TestEnable_endpointThatFails_tellsItsErrorAndGoesOn(t *testing.T) {
	errs := told(t)
	to := collector()
	to.fails = errors.New("refused")
	Enable(tick, tick, to)
	for range 2 {
		if err := next(t, errs); err != to.fails {
			t.Error(err)
		}
	}
}

func TestEnable_endpointThatPanics_doesNotEndTheProgram(t *testing.T) {
	errs := told(t)
	to := collector()
	to.panics = true
	Enable(tick, tick, to)
	for range 2 {
		if err := next(t, errs); !strings.Contains(err.Error(), "panic: endpoint") {
			t.Error(err)
		}
	}
}

func TestTell_nobodyOrSomebodyWhoPanics_isFine(t *testing.T) {
	tell(nil, errors.New("refused"))
	tell(func(error) { panic("callback") }, errors.New("refused"))
}

func TestDisable_whileAProfileIsTaken_letsItFinish(t *testing.T) {
	told(t)
	to := collector()
	Enable(tick, 5*tick, to)
	for pprof.StartCPUProfile(io.Discard) == nil {
		pprof.StopCPUProfile()
		time.Sleep(tick / 10)
	}
	Disable()
	Disable()
	next(t, to.profiles)
	time.Sleep(4 * tick)
	if len(to.profiles) != 0 {
		t.Error("it went on")
	}
}

func TestDisable_beforeTheFirst_takesNone(t *testing.T) {
	told(t)
	to := collector()
	Enable(tick, tick, to)
	Disable()
	time.Sleep(4 * tick)
	if len(to.profiles) != 0 {
		t.Error("it went on")
	}
}

func TestCollectorEndpoint_posts_withTheKey(t *testing.T) {
	var got *http.Request
	var body []byte
	status := http.StatusNoContent
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = r
		body, _ = io.ReadAll(r.Body)
		w.WriteHeader(status)
	}))
	defer server.Close()
	endpoint, err := NewCollectorEndpoint(server.URL+"/v1/submit", "k")
	if err != nil {
		t.Fatal(err)
	}
	for _, status = range []int{200, 204} {
		if err := endpoint.Submit(strings.NewReader("profile")); err != nil {
			t.Error(err)
		}
	}
	if got.Method != "POST" || got.URL.Path != "/v1/submit" || got.Header.Get("Authorization") != "Bearer k" || string(body) != "profile" {
		t.Errorf("%v %q", got, body)
	}
	for _, status = range []int{201, 307, 403, 500} {
		err := endpoint.Submit(strings.NewReader("profile"))
		if err == nil || !strings.HasPrefix(err.Error(), "unexpected status code ") {
			t.Errorf("%d: %v", status, err)
		}
	}
	server.Close()
	if err := endpoint.Submit(strings.NewReader("profile")); err == nil {
		t.Error("nobody is there, and it says nothing")
	}
}

func TestNewCollectorEndpoint_badURL_fails(t *testing.T) {
	for _, address := range []string{"http://a b", ":", "http://host:port"} {
		if _, err := NewCollectorEndpoint(address, "k"); err == nil {
			t.Errorf("%q is taken", address)
		}
	}
}

// The compiler checks that what programs name is there, with the types that they rely on.
var (
	_ func(time.Duration, time.Duration, Endpoint)     = Enable
	_ func()                                           = Disable
	_ *func(error)                                     = &ErrorFunc
	_ func(string, string) (*CollectorEndpoint, error) = NewCollectorEndpoint
	_ Endpoint                                         = &CollectorEndpoint{}
	_ interface{ Submit(io.Reader) error }             = Endpoint(nil)
)
