package hone

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"runtime"
	"runtime/pprof"
	"strings"
	"sync"
	"testing"
	"time"
)

// These tests run the real thing, in real time.

// hurried takes a profile of 100 ms every 200 ms.
func hurried(server string) Config {
	return Config{
		Server: server, App: "web", Instance: "web-1",
		Interval: 200 * time.Millisecond, Duration: 100 * time.Millisecond, Budget: 1,
		OnError: func(error) {},
	}
}

func begin(t *testing.T, config Config) *Profiler {
	t.Helper()
	p, err := Start(config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Stop(context.Background()) })
	return p
}

func TestStart_thenStop_sendsProfilesAndLeavesNothingBehind(t *testing.T) {
	service := serve(t, 201)
	before := runtime.NumGoroutine()
	p := begin(t, hurried(service.URL))
	eventually(t, "two profiles arrive", func() bool { return p.Stats().Sent >= 2 })
	if err := p.Stop(context.Background()); err != nil {
		t.Fatal(err)
	}
	for _, request := range service.received() {
		unpack(t, []byte(request.body))
		if request.uri != "/api/profile/web?instance=web-1" {
			t.Error(request.uri)
		}
	}
	requireNobodyProfiles(t)
	service.CloseClientConnections()
	eventually(t, "goroutines end", func() bool { return runtime.NumGoroutine() <= before })
}

func TestStart_whileAnotherRuns_fails_andWorksAgainAfterStop(t *testing.T) {
	service := serve(t, 201)
	p := begin(t, hurried(service.URL))
	if _, err := Start(hurried(service.URL)); err == nil || !strings.Contains(err.Error(), "runs already") {
		t.Error(err)
	}
	_ = p.Stop(context.Background())
	begin(t, hurried(service.URL))
}

func TestStart_whileSomebodyProfiles_waitsAndLeavesThatAlone(t *testing.T) {
	service := serve(t, 201)
	if err := pprof.StartCPUProfile(io.Discard); err != nil {
		t.Fatal(err)
	}
	p := begin(t, hurried(service.URL))
	eventually(t, "it is busy", func() bool { return p.Stats().Busy > 0 })
	requireSomebodyProfiles(t)
	pprof.StopCPUProfile()
	eventually(t, "a profile arrives", func() bool { return p.Stats().Sent > 0 })
}

func TestStop_manyAtOnceAndAgain_isFine(t *testing.T) {
	p := begin(t, hurried(serve(t, 201).URL))
	var all sync.WaitGroup
	for range 10 {
		all.Add(1)
		go func() {
			defer all.Done()
			if err := p.Stop(context.Background()); err != nil {
				t.Error(err)
			}
		}()
	}
	all.Wait()
	if err := p.Stop(context.Background()); err != nil {
		t.Error(err)
	}
}

func TestStop_whileTheServerIsSilent_returnsWhenItsContextEnds(t *testing.T) {
	ended := make(chan struct{})
	service := serveWith(t, func(http.ResponseWriter, int) { <-ended })
	defer close(ended)
	config := hurried(service.URL)
	config.Spool = t.TempDir()
	p := begin(t, config)
	eventually(t, "a profile is on its way", func() bool { return len(service.received()) > 0 })
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	if err := p.Stop(ctx); err != context.DeadlineExceeded {
		t.Error(err)
	}
	expect(t, "stats", p.Stats(), Stats{Profiles: 1, Spooled: 1})
}

func TestStart_profileInLongRun_isEndedByStopAndSent(t *testing.T) {
	service := serve(t, 201)
	config := hurried(service.URL)
	config.Interval, config.Duration = time.Hour, time.Hour
	real := realWorld()
	first := true
	real.wait = func(ctx context.Context, duration time.Duration) bool {
		if first {
			first = false // the first profile is due at once
			return true
		}
		return wait(ctx, duration)
	}
	p, err := start(config, identity{}, real)
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(1200 * time.Millisecond)
	if err := p.Stop(context.Background()); err != nil {
		t.Fatal(err)
	}
	expect(t, "stats", p.Stats(), Stats{Profiles: 1, Sent: 1})
	unpack(t, []byte(service.bodies()[0]))
	requireNobodyProfiles(t)
}

func TestTell_withoutCallback_warnsInTheLog(t *testing.T) {
	var log strings.Builder
	usual := slog.Default()
	defer slog.SetDefault(usual)
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	p, _, _ := stage(t, Config{Server: serve(t, 403).URL})
	p.config.OnError = nil
	p.cycle()
	if !strings.Contains(log.String(), "level=WARN") || !strings.Contains(log.String(), "hone: a profile was refused: the server answered 403") {
		t.Error(log.String())
	}
}

func Example() {
	profiler, err := Start(Config{Server: "https://pgo.example.com", Key: "the key"})
	if err != nil {
		panic(err) // the configuration is wrong; a server that is away is no error
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	_ = profiler.Stop(ctx)
}
