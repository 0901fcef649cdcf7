//go:build unix

// Command shop is a small web service that can be profiled from outside, by net/http/pprof, and profiles itself by package
// hone when it is told a server. It is for tests and figures: what a request costs it depends on what the compiler inlines.
//
//	/total?lines=5000   adds up an order of so many lines
//	/cost               the requests so far, and the nanoseconds of processor time that the process took
//	/debug/pprof/       net/http/pprof
//
// It prints its address, and ends with its standard input.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	_ "net/http/pprof"
	"os"
	"strconv"
	"sync/atomic"
	"syscall"
	"time"

	"hone.dev/sdk/hone"
)

const mostLines = 1_000_000

var requests atomic.Int64

func main() {
	var config hone.Config
	listen := flag.String("listen", "127.0.0.1:0", "host and port")
	flag.StringVar(&config.Server, "server", "", "where profiles go; without one, the program does not profile itself")
	flag.StringVar(&config.Version, "version", "", "")
	flag.StringVar(&config.Instance, "instance", "", "")
	flag.StringVar(&config.Workload, "workload", "", "")
	flag.DurationVar(&config.Interval, "interval", 0, "")
	flag.DurationVar(&config.Duration, "duration", 0, "")
	flag.Float64Var(&config.Budget, "budget", 0, "")
	flag.Parse()
	if err := run(*listen, config); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(listen string, config hone.Config) error {
	if config.Server != "" {
		profiler, err := hone.Start(config)
		if err != nil {
			return err
		}
		defer profiler.Stop(context.Background())
	}
	listener, err := net.Listen("tcp", listen)
	if err != nil {
		return err
	}
	http.HandleFunc("/total", answerTotal)
	http.HandleFunc("/cost", answerCost)
	fmt.Println("http://" + listener.Addr().String())
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		_ = listener.Close()
	}()
	err = http.Serve(listener, nil)
	return fmt.Errorf("no more requests: %w", err)
}

func answerTotal(w http.ResponseWriter, r *http.Request) {
	lines, err := strconv.Atoi(r.URL.Query().Get("lines"))
	if err != nil || lines < 1 || lines > mostLines {
		http.Error(w, fmt.Sprintf("lines is a number from 1 to %d", mostLines), http.StatusBadRequest)
		return
	}
	fmt.Fprintln(w, total(lines))
	requests.Add(1)
}

func answerCost(w http.ResponseWriter, _ *http.Request) {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	fmt.Fprintln(w, requests.Load(), time.Duration(usage.Utime.Nano()+usage.Stime.Nano()).Nanoseconds())
}
