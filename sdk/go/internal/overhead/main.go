//go:build unix

// Command overhead measures what the profiler costs: the processor time of a piece of work with and without it, in turns, in
// one run. Profiles are as short as their share of the time allows, so what each of them costs counts more than in use.
//
// With -idle it measures what no piece of work can show: the processor time that the program takes for so long while it does
// nothing, without a profiler and with one that waits for its turn.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"slices"
	"syscall"
	"time"

	"hone.dev/sdk/hone"
	"hone.dev/sdk/internal/work"
)

type side struct {
	name   string
	config *hone.Config
}

var sides = []side{
	{"without", nil},
	{"waiting", &hone.Config{Interval: time.Hour, Duration: time.Second}},
	{"5 % of the time", &hone.Config{Interval: 2 * time.Second, Duration: 100 * time.Millisecond}},
	{"always", &hone.Config{Interval: time.Second, Duration: time.Second, Budget: 1}},
}

func main() {
	rounds := flag.Int("rounds", 9, "how often each side is measured")
	units := flag.Int("units", 20_000, "pieces of work in each measurement")
	idle := flag.Duration("idle", 0, "how long each measurement of doing nothing takes; work is measured without it")
	flag.Parse()
	var err error
	if *idle > 0 {
		err = idling(*rounds, *idle)
	} else {
		err = run(*rounds, *units)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(rounds, units int) error {
	server, err := listen()
	if err != nil {
		return err
	}
	costs := make([][]float64, len(sides)) // microseconds of processor time a unit, by side and round
	profiles := make([]int64, len(sides))
	for round := range rounds {
		for i := range sides {
			at := (round + i) % len(sides) // another order each round
			cost, taken, err := measure(sides[at], server, units)
			if err != nil {
				return err
			}
			costs[at] = append(costs[at], cost)
			profiles[at] += taken
		}
	}
	fmt.Printf("%-16s %9s %9s %9s %12s  %s\n",
		"", "median", "minimum", "profiles", "each costs", "beside without, by round: median (quarters)")
	for i, side := range sides {
		ratios := make([]float64, rounds)
		for round := range ratios {
			ratios[round] = 100 * (costs[i][round]/costs[0][round] - 1)
		}
		fmt.Printf("%-16s %6.1f µs %6.1f µs %9d %12s  %+.2f %% (%+.2f to %+.2f)\n",
			side.name, quantile(costs[i], 0.5), slices.Min(costs[i]), profiles[i],
			each((sum(costs[i])-sum(costs[0]))*float64(units), profiles[i]),
			quantile(ratios, 0.5), quantile(ratios, 0.25), quantile(ratios, 0.75))
	}
	return nil
}

// idling measures the processor time of nothing, with nobody and with a profiler that waits for its turn.
func idling(rounds int, span time.Duration) error {
	var without, waiting []float64 // parts of a million of the time, by round
	for range rounds {
		without = append(without, idleShare(span))
		profiler, err := hone.Start(hone.Config{Server: "http://127.0.0.1:1", App: "overhead", Interval: time.Hour})
		if err != nil {
			return err
		}
		time.Sleep(time.Second) // its start is over
		waiting = append(waiting, idleShare(span))
		if err := profiler.Stop(context.Background()); err != nil {
			return err
		}
	}
	fmt.Println("of a million parts of one processor's time: median (least to most)")
	fmt.Printf("without  %.1f (%.1f to %.1f)\n", quantile(without, 0.5), slices.Min(without), slices.Max(without))
	fmt.Printf("waiting  %.1f (%.1f to %.1f)\n", quantile(waiting, 0.5), slices.Min(waiting), slices.Max(waiting))
	return nil
}

func idleShare(span time.Duration) float64 {
	began := processorTime()
	time.Sleep(span)
	return (processorTime() - began).Seconds() / span.Seconds() * 1e6
}

// listen starts a server that takes all profiles.
func listen() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	go func() {
		err := http.Serve(listener, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			w.WriteHeader(http.StatusCreated)
		}))
		fmt.Fprintln(os.Stderr, err)
	}()
	return "http://" + listener.Addr().String(), nil
}

// measure does the work with a profiler that is past its warm-up, and counts the profiles of that time.
func measure(side side, server string, units int) (cost float64, profiles int64, err error) {
	if side.config == nil {
		work.Spin(time.Second)
		return timed(units), 0, nil
	}
	config := *side.config
	config.Server, config.App = server, "overhead"
	profiler, err := hone.Start(config)
	if err != nil {
		return 0, 0, err
	}
	work.Spin(time.Second)
	for config.Interval < time.Minute && profiler.Stats().Profiles == 0 {
		work.Spin(100 * time.Millisecond)
	}
	before := profiler.Stats().Profiles
	cost = timed(units)
	profiles = profiler.Stats().Profiles - before
	return cost, profiles, profiler.Stop(context.Background())
}

func timed(units int) float64 {
	began := processorTime()
	for range units {
		work.Unit()
	}
	return (processorTime() - began).Seconds() * 1e6 / float64(units)
}

// processorTime is that of the whole program, the profiler's and the signals' with it.
func processorTime() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// each is what one profile costs, sampling included, of what all of them cost in microseconds.
func each(all float64, profiles int64) string {
	if profiles == 0 {
		return "-"
	}
	return fmt.Sprintf("%.1f ms", all/float64(profiles)/1000)
}

func sum(values []float64) (all float64) {
	for _, value := range values {
		all += value
	}
	return all
}

func quantile(values []float64, share float64) float64 {
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	return sorted[int(share*float64(len(sorted)-1)+0.5)]
}
