package hone

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"testing"
	"time"
)

func TestSchedule_next_isTheBeginOfTheNextSlotAndSomeOfTheJitter(t *testing.T) {
	s := schedule{interval: time.Minute, phase: 10 * time.Second, jitter: 8 * time.Second}
	slot, wait := s.next(morning, s.slot(morning), 0.5)
	expect(t, "slot", slot, s.slot(morning)+1)
	expect(t, "wait", wait, 14*time.Second)
}

func TestSchedule_late_startsAtOnceAndLeavesOutWhatWentBy(t *testing.T) {
	s := schedule{interval: time.Minute}
	last := s.slot(morning)
	slot, wait := s.next(morning.Add(5*time.Minute+20*time.Second), last, 0.5)
	expect(t, "slot", slot, last+5)
	expect(t, "wait", wait, 0)
}

func TestSchedule_clockSetBack_waitsForTheNextSlotOnly(t *testing.T) {
	s := schedule{interval: time.Minute, jitter: 6 * time.Second}
	_, wait := s.next(morning.Add(-24*time.Hour), s.slot(morning), 0.5)
	expect(t, "wait", wait, time.Minute+3*time.Second)
}

func TestSchedule_sameInstance_hasTheSamePlace(t *testing.T) {
	expect(t, "phase", newSchedule(time.Hour, 0, "web-1").phase, newSchedule(time.Hour, 0, "web-1").phase)
	if newSchedule(time.Hour, 0, "web-1").phase == newSchedule(time.Hour, 0, "web-2").phase {
		t.Error("two instances have one phase")
	}
}

func TestBudget_allows_neverMoreThanTheShareAndOneProfile(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	for range 200 {
		b := budget{share: random.Float64(), since: morning}
		longest := time.Duration(0)
		for now := morning; now.Before(morning.Add(24 * time.Hour)); {
			if b.allows(now) {
				took := time.Duration(1 + random.Int64N(int64(time.Hour)))
				longest = max(longest, took)
				b.spent += took
				now = now.Add(took)
			}
			now = now.Add(time.Duration(random.Int64N(int64(time.Hour))))
			if most := time.Duration(b.share*float64(now.Sub(morning))) + longest; b.spent > most+time.Microsecond {
				t.Fatalf("%v under profile of %v at a share of %v", b.spent, now.Sub(morning), b.share)
			}
		}
	}
}

// Nobody tells instances of each other, so their number at one time is chance: 50 of 1,000 are expected, and 100 or more in
// one of a million days.
func TestFleet_ofThousandStartedAtOnce_profilesNowAndThen(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	service := serve(t, http.StatusCreated)
	edges := []edge{}
	for i := range 1000 {
		p, world, _ := stage(t, Config{Server: service.URL, Instance: fmt.Sprintf("web-%d", i)})
		p.sender.client.Transport = arrived{}
		world.record = func() (taken, error) {
			edges = append(edges, edge{world.time, 1}, edge{world.time.Add(p.config.Duration), -1})
			return finished{body: []byte("profile")}, nil
		}
		for world.time.Before(morning.Add(6 * time.Hour)) {
			world.luck = random.Float64()
			p.cycle()
		}
		if profiles := p.Stats().Profiles; profiles < 35 || profiles > 37 {
			t.Errorf("instance %d: %d profiles in six hours", i, profiles)
		}
		if share := float64(p.budget.spent) / float64(world.time.Sub(morning)); share > 0.0515 {
			t.Errorf("instance %d: %v of the time", i, share)
		}
	}
	slices.SortFunc(edges, func(a, b edge) int { return a.at.Compare(b.at) })
	now, most := 0, 0
	for _, e := range edges {
		now += e.by
		most = max(most, now)
	}
	if most >= 100 {
		t.Errorf("%d at once", most)
	}
}

type edge struct {
	at time.Time
	by int
}

type arrived struct{}

func (arrived) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusCreated, Body: http.NoBody, Request: r}, nil
}
