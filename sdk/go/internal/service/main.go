// Command service is a program that works and profiles itself by package hone, for tests. It ends with its input's end or
// after -count profiles arrived, and prints what became of them.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"time"

	"hone.dev/sdk/hone"
	"hone.dev/sdk/internal/work"
)

var protocols = map[string]hone.Protocol{
	"hone": hone.HoneService, "autopgo": hone.AutopgoServer, "pgo-fleet": hone.PgoFleetCollector,
}

func main() {
	config := hone.Config{OnError: func(err error) { fmt.Fprintln(os.Stderr, err) }}
	flag.StringVar(&config.Server, "server", "", "")
	flag.StringVar(&config.Key, "key", "", "")
	flag.StringVar(&config.App, "app", "", "")
	flag.StringVar(&config.Version, "version", "", "")
	flag.StringVar(&config.Instance, "instance", "", "")
	flag.StringVar(&config.Workload, "workload", "", "")
	flag.StringVar(&config.Spool, "spool", "", "")
	flag.DurationVar(&config.Interval, "interval", 2*time.Second, "")
	flag.DurationVar(&config.Duration, "duration", time.Second, "")
	flag.Float64Var(&config.Budget, "budget", 1, "")
	protocol := flag.String("protocol", "hone", "")
	count := flag.Int64("count", 1, "how many profiles are to arrive, or to be spooled")
	longest := flag.Duration("longest", time.Minute, "how long to go on if they do not")
	flag.Parse()
	config.Protocol = protocols[*protocol]

	profiler, err := hone.Start(config)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	end := time.Now().Add(*longest)
	for time.Now().Before(end) && profiler.Stats().Sent+profiler.Stats().Spooled < *count {
		work.Spin(50 * time.Millisecond)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	err = profiler.Stop(ctx)
	stats := profiler.Stats()
	fmt.Printf("sent %d, spooled %d, dropped %d, stopped with %v\n", stats.Sent, stats.Spooled, stats.Dropped, err)
}
