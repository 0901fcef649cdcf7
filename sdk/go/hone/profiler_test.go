package hone

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestCycle_first_waitsForTheWarmUpAndTheInstancesPlace(t *testing.T) {
	p, world, _ := stage(t, Config{Server: serve(t, 201).URL})
	p.cycle()
	began := world.time.Add(-p.config.Duration).Sub(morning)
	if began < warmUp || began > warmUp+p.config.Interval+p.config.Jitter {
		t.Errorf("began after %v", began)
	}
	expect(t, "last wait", world.waits[len(world.waits)-1], p.config.Duration)
}

func TestCycle_serverAway_isTriedAgainWithPauses(t *testing.T) {
	service := serve(t, 503, 500, 429, 201)
	p, world, told := stage(t, Config{Server: service.URL})
	p.cycle()
	expect(t, "stats", p.Stats(), Stats{Profiles: 1, Sent: 1})
	expect(t, "attempts", len(service.received()), 4)
	expect(t, "errors", len(*told), 0)
	for i, want := range []time.Duration{1500 * time.Millisecond, 3 * time.Second, 6 * time.Second} {
		expect(t, "pause", world.waits[2+i], want)
	}
}

func TestCycle_retryAfter_isHonoured(t *testing.T) {
	service := serveWith(t, func(w http.ResponseWriter, request int) {
		w.Header().Set("Retry-After", "40")
		w.WriteHeader([]int{429, 201}[request])
	})
	p, world, _ := stage(t, Config{Server: service.URL})
	p.cycle()
	expect(t, "pause", world.waits[2], 41*time.Second)
	expect(t, "sent", p.Stats().Sent, 1)
}

func TestCycle_longRetryAfter_endsTheAttempts(t *testing.T) {
	service := serveWith(t, func(w http.ResponseWriter, _ int) {
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(503)
	})
	p, _, _ := stage(t, Config{Server: service.URL, Spool: t.TempDir()})
	p.cycle()
	expect(t, "attempts", len(service.received()), 1)
	expect(t, "stats", p.Stats(), Stats{Profiles: 1, Spooled: 1})
}

func TestCycle_serverAwayForLong_givesUpAfterFiveAttempts(t *testing.T) {
	service := serve(t, 503)
	p, _, told := stage(t, Config{Server: service.URL})
	p.cycle()
	expect(t, "attempts", len(service.received()), 5)
	expect(t, "stats", p.Stats(), Stats{Profiles: 1, Dropped: 1})
	if !strings.Contains((*told)[0].Error(), "503") || !strings.Contains((*told)[0].Error(), "no Spool") {
		t.Error(*told)
	}
}

func TestCycle_refused_isNotTriedAgain(t *testing.T) {
	for _, status := range []int{200, 302, 400, 403, 404, 413} {
		service := serve(t, status)
		p, _, told := stage(t, Config{Server: service.URL, Spool: t.TempDir()})
		p.cycle()
		expect(t, "attempts", len(service.received()), 1)
		expect(t, "stats", p.Stats(), Stats{Profiles: 1, Dropped: 1})
		expect(t, "errors", len(*told), 1)
	}
}

func TestCycle_spooled_isSentWhenTheServerIsBack_byALaterRunToo(t *testing.T) {
	folder := t.TempDir()
	before, world, _ := stage(t, Config{Server: serve(t, 503).URL, Spool: folder, Version: "v1"})
	for _, body := range []string{"first", "second"} {
		world.record = always(body)
		before.cycle()
	}
	expect(t, "stats", before.Stats(), Stats{Profiles: 2, Spooled: 2})

	service := serve(t, 201)
	after, world, _ := stage(t, Config{Server: service.URL, Spool: folder, Version: "v2"})
	world.record = always("third")
	after.cycle()
	expect(t, "stats", after.Stats(), Stats{Profiles: 1, Sent: 3})
	expect(t, "arrivals", strings.Join(service.bodies(), " "), "third first second")
	expect(t, "new one", service.received()[0].uri, "/api/profile/web?version=v2")
	expect(t, "old one", service.received()[1].uri, "/api/profile/web?version=v1")
	expect(t, "left", contents(t, after.spool), "")
}

func TestCycle_spoolOfALongOutage_isSentInParts(t *testing.T) {
	folder := t.TempDir()
	away, _, _ := stage(t, Config{Server: serve(t, 503).URL, Spool: folder})
	for range 12 {
		away.cycle()
	}
	back := serve(t, 201)
	p, _, _ := stage(t, Config{Server: back.URL, Spool: folder})
	p.cycle()
	expect(t, "arrivals", len(back.received()), 11)
	p.cycle()
	expect(t, "arrivals", len(back.received()), 14)
}

func TestCycle_serverAwayAgainWhileTheSpoolIsSent_keepsTheRest(t *testing.T) {
	folder := t.TempDir()
	away, _, _ := stage(t, Config{Server: serve(t, 503).URL, Spool: folder})
	away.cycle()
	away.cycle()
	service := serve(t, 201, 201, 503)
	p, _, _ := stage(t, Config{Server: service.URL, Spool: folder})
	p.cycle()
	expect(t, "attempts", len(service.received()), 3)
	expect(t, "left", contents(t, p.spool), "profile")
}

func TestCycle_spooledAndRefusedOrForeign_isGivenUp(t *testing.T) {
	folder := t.TempDir()
	away, _, _ := stage(t, Config{Server: serve(t, 503).URL, Spool: folder})
	away.cycle()
	if err := os.WriteFile(filepath.Join(folder, "web", "9.profile"), []byte("notes"), 0o600); err != nil {
		t.Fatal(err)
	}
	p, _, told := stage(t, Config{Server: serve(t, 201, 400).URL, Spool: folder})
	p.cycle()
	expect(t, "stats", p.Stats(), Stats{Profiles: 1, Sent: 1, Dropped: 2})
	expect(t, "errors", len(*told), 2)
	files, _ := p.spool.files()
	expect(t, "files left", len(files), 0)
}

func TestCycle_spoolThatVanished_isToldAndNoMore(t *testing.T) {
	folder := t.TempDir()
	p, _, told := stage(t, Config{Server: serve(t, 503, 503, 503, 503, 503, 201).URL, Spool: folder})
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	p.cycle()
	p.cycle()
	expect(t, "stats", p.Stats(), Stats{Profiles: 2, Sent: 1, Dropped: 1})
	expect(t, "errors", len(*told), 2)
}

func TestCycle_somebodyProfiles_leavesThemAloneForLongerEachTime(t *testing.T) {
	p, world, told := stage(t, Config{Server: serve(t, 201).URL})
	tries := 0
	world.record = func() (taken, error) {
		if tries++; tries <= 4 {
			return nil, errBusy
		}
		return finished{body: []byte("profile")}, nil
	}
	for range 5 {
		p.cycle()
	}
	expect(t, "stats", p.Stats(), Stats{Profiles: 1, Busy: 4, Sent: 1})
	expect(t, "errors", len(*told), 1)
	for i, seconds := range []float64{37.5, 75, 150, 300} {
		expect(t, "wait", world.waits[1+i], time.Duration(seconds*float64(time.Second)))
	}
}

func TestCycle_somebodyProfilesForDays_isAskedNowAndThen(t *testing.T) {
	p, world, _ := stage(t, Config{Server: serve(t, 201).URL})
	world.record = func() (taken, error) { return nil, errBusy }
	for world.time.Before(morning.Add(48 * time.Hour)) {
		p.cycle()
	}
	if busy := p.Stats().Busy; busy < 190 || busy > 300 {
		t.Errorf("asked %d times in two days", busy)
	}
}

func TestCycle_profileThatOverruns_isPaidForByTheNext(t *testing.T) {
	p, world, _ := stage(t, Config{Server: serve(t, 201).URL})
	starved := true
	world.onWait = func(duration time.Duration) {
		if duration == p.config.Duration && starved {
			world.time = world.time.Add(5 * time.Minute) // as when the machine sleeps
			starved = false
		}
	}
	for range 12 {
		p.cycle()
	}
	if profiles := p.Stats().Profiles; profiles > 3 {
		t.Errorf("%d profiles in two hours, one of which took 5 minutes", profiles)
	}
}

func TestCycle_profileThatFails_isToldAndTheNextIsTaken(t *testing.T) {
	p, world, told := stage(t, Config{Server: serve(t, 201).URL})
	world.record = func() (taken, error) { return finished{err: errProfile}, nil }
	p.cycle()
	world.record = always("profile")
	p.cycle()
	expect(t, "stats", p.Stats(), Stats{Profiles: 1, Sent: 1, Dropped: 1})
	expect(t, "error", errors.Is((*told)[0], errProfile), true)
}

func TestStop_whileAProfileIsTaken_sendsOneThatIsASecondLong(t *testing.T) {
	for took, sent := range map[time.Duration]int64{time.Second: 1, 999 * time.Millisecond: 0} {
		p, world, _ := stage(t, Config{Server: serve(t, 201).URL})
		world.onWait = func(duration time.Duration) {
			if duration == p.config.Duration {
				world.time = world.time.Add(took - duration)
				p.retire()
			}
		}
		p.cycle()
		expect(t, "stats after "+took.String(), p.Stats(), Stats{Profiles: 1, Sent: sent})
	}
}

func TestStop_whileTheServerIsAway_spoolsWithoutFurtherPauses(t *testing.T) {
	service := serve(t, 503)
	p, world, _ := stage(t, Config{Server: service.URL, Spool: t.TempDir()})
	world.onWait = func(duration time.Duration) {
		if len(service.received()) == 1 {
			p.retire()
		}
	}
	p.cycle()
	expect(t, "attempts", len(service.received()), 1)
	expect(t, "stats", p.Stats(), Stats{Profiles: 1, Spooled: 1})
}

func TestStop_outOfTime_spoolsWhatWasTaken(t *testing.T) {
	service := serve(t, 201)
	p, _, _ := stage(t, Config{Server: service.URL, Spool: t.TempDir()})
	p.abandon()
	p.cycle()
	expect(t, "attempts", len(service.received()), 0)
	expect(t, "stats", p.Stats(), Stats{Profiles: 1, Spooled: 1})
}

func TestGuarded_panicOfTheTransport_isToldAndEndsThere(t *testing.T) {
	p, _, told := stage(t, Config{Server: "http://pgo", Transport: panicking{}})
	expect(t, "fine", p.guarded(p.cycle), false)
	p.sender.client.Transport = arrived{}
	expect(t, "next one is fine", p.guarded(p.cycle), true)
	expect(t, "sent", p.Stats().Sent, 1)
	if len(*told) != 1 || (*told)[0].Error() != "hone: panic: transport" {
		t.Error(*told)
	}
}

func TestGuarded_panicOfTheCallback_endsThere(t *testing.T) {
	p, _, _ := stage(t, Config{Server: serve(t, 400).URL, OnError: func(error) { panic("callback") }})
	expect(t, "fine", p.guarded(p.cycle), true)
	expect(t, "dropped", p.Stats().Dropped, 1)
}

func TestGuarded_panicWhileAProfileIsTaken_endsTheProfile(t *testing.T) {
	p, world, told := stage(t, Config{Server: serve(t, 201).URL})
	world.record = record
	world.onWait = func(duration time.Duration) {
		if duration == p.config.Duration {
			panic("while waiting")
		}
	}
	expect(t, "fine", p.guarded(p.cycle), false)
	requireNobodyProfiles(t)
	if len(*told) != 1 || !strings.Contains((*told)[0].Error(), "while waiting") {
		t.Error(*told)
	}
}

type panicking struct{}

func (panicking) RoundTrip(*http.Request) (*http.Response, error) { panic("transport") }
