// Command shop does varied work for a while and writes every profile that Go can take of it into a directory.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"runtime/trace"
	"sync"
	"time"

	"hone.dev/oracle/record/shop/catalog"
)

func main() {
	directory := flag.String("o", ".", "where to write")
	seconds := flag.Duration("for", 3*time.Second, "how long to work under the CPU profile")
	labels := flag.Bool("labels", false, "label the samples with endpoint and tenant")
	flag.Parse()
	if err := run(*directory, *seconds, *labels); err != nil {
		fmt.Fprintln(os.Stderr, "shop:", err)
		os.Exit(1)
	}
}

func run(directory string, duration time.Duration, labels bool) error {
	runtime.MemProfileRate = 64 << 10
	runtime.SetMutexProfileFraction(1)
	runtime.SetBlockProfileRate(10_000)
	s := &shop{index: catalog.New(2000), labels: labels, sold: map[int]int{}}

	steps := []struct {
		file string
		take func(*os.File) error
	}{
		{"cpu-empty.pb.gz", func(f *os.File) error { return cpu(f, func() {}) }},
		{"cpu.pb.gz", func(f *os.File) error { return cpu(f, func() { s.work(duration) }) }},
		{"head.trace", func(f *os.File) error { return traced(f, func() { s.work(10 * time.Millisecond) }) }},
		{"heap.pb.gz", named("heap", 0)},
		{"heap.debug1.txt", named("heap", 1)},
		{"allocs.pb.gz", named("allocs", 0)},
		{"mutex.pb.gz", named("mutex", 0)},
		{"mutex.debug1.txt", named("mutex", 1)},
		{"block.pb.gz", named("block", 0)},
		{"block.debug1.txt", named("block", 1)},
		{"threadcreate.debug1.txt", named("threadcreate", 1)},
		{"goroutine.pb.gz", s.busy(named("goroutine", 0))},
		{"goroutine.debug1.txt", s.busy(named("goroutine", 1))},
		{"goroutine.debug2.txt", s.busy(named("goroutine", 2))},
	}
	for _, step := range steps {
		if err := write(filepath.Join(directory, step.file), step.take); err != nil {
			return fmt.Errorf("%s: %w", step.file, err)
		}
	}
	return nil
}

func write(path string, take func(*os.File) error) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := take(f); err != nil {
		return err
	}
	return f.Close()
}

func named(profile string, debug int) func(*os.File) error {
	return func(f *os.File) error { return pprof.Lookup(profile).WriteTo(f, debug) }
}

func cpu(f *os.File, work func()) error {
	if err := pprof.StartCPUProfile(f); err != nil {
		return err
	}
	work()
	pprof.StopCPUProfile()
	return nil
}

func traced(f *os.File, work func()) error {
	if err := trace.Start(f); err != nil {
		return err
	}
	work()
	trace.Stop()
	return nil
}

// busy takes a profile while goroutines wait in the ways they usually do.
func (s *shop) busy(take func(*os.File) error) func(*os.File) error {
	return func(f *os.File) error {
		ctx, stop := context.WithCancel(context.Background())
		defer stop()
		never := make(chan int)
		for i := range 5 {
			labels := pprof.Labels("endpoint", "/wait", "tenant", fmt.Sprint("tenant-", i%2))
			go pprof.Do(ctx, labels, func(ctx context.Context) {
				select {
				case <-never:
				case <-ctx.Done():
				}
			})
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		for part := range 3 {
			go s.count(1, part)
		}
		time.Sleep(20 * time.Millisecond) // until they stand there
		return take(f)
	}
}

// work serves requests on two workers, with pauses as a service has them.
func (s *shop) work(duration time.Duration) {
	until := time.Now().Add(duration)
	var all sync.WaitGroup
	for worker := range 2 {
		all.Go(func() { s.worker(worker, until) })
	}
	all.Wait()
}

func (s *shop) worker(number int, until time.Time) {
	tenants := []string{"acme", "acme", "acme", "globex", "globex", "initech"}
	var turns []endpoint
	for _, e := range s.endpoints() {
		for range e.weight {
			turns = append(turns, e)
		}
	}
	for n := number * 7; time.Now().Before(until); n++ {
		s.serve(context.Background(), turns[n*11%len(turns)], tenants[n*5%len(tenants)], n)
		if n%40 == 0 {
			time.Sleep(10 * time.Millisecond)
		}
	}
}
