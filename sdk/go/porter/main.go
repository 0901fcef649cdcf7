// Command hone-porter moves bytes for the daemon of Hone's build cache, which runs one of it: it fetches by HTTP, unpacks zstd,
// hashes and writes files. It does so at full speed from its first millisecond, which a Java virtual machine does not.
//
// It reads orders from standard input and answers on standard output, as docs/formats/cache-porter.md says. It decides nothing.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"hone.dev/sdk/porter/internal/carry"
	"hone.dev/sdk/porter/internal/order"
)

// version is put in by the build.
var version = "0.0.0"

const (
	memory   = 256 << 20 // from here on the collector works harder
	tidying  = 2 * time.Second
	lostLine = 2 // the exit code for an input that cannot be followed
)

func main() {
	switch {
	case len(os.Args) == 2 && os.Args[1] == "--version":
		fmt.Println("hone-porter " + version)
		return
	case len(os.Args) > 1:
		say("takes no arguments but --version")
		os.Exit(2)
	}
	if info, err := os.Stdin.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
		say("fetches, unpacks and hashes for the daemon of hone cache, which starts it; it waits for orders, one JSON object a line")
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memory)
	}
	// What a terminal sends goes to the daemon too, which decides; its end is the end of the input.
	signal.Ignore(os.Interrupt, syscall.SIGHUP)
	told := make(chan os.Signal, 1)
	signal.Notify(told, syscall.SIGTERM)
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE) // a write says so too, and then there is time to tidy up
	os.Exit(serve(os.Stdin, os.Stdout, told))
}

// serve returns the exit code. At the end of the input nothing more is finished, and nothing half-written stays.
func serve(in io.Reader, out io.Writer, told <-chan os.Signal) int {
	answers := order.NewAnswers(out)
	porter := carry.New(answers)
	ended := make(chan int, 1)
	go func() { ended <- read(order.NewReader(in), porter, answers) }()
	code := 0
	select {
	case code = <-ended:
	case <-answers.Lost():
		code = 1
	case <-told:
	}
	answers.Stop()
	porter.End(tidying)
	return code
}

func read(orders *order.Reader, porter *carry.Porter, answers *order.Answers) int {
	for {
		next, err := orders.Next()
		var bad *order.Malformed
		switch {
		case errors.As(err, &bad):
			answers.Write(order.Fail(bad.ID, order.Senseless, bad.Text))
		case errors.Is(err, order.ErrTooLong):
			say(err.Error())
			return lostLine
		case err != nil:
			return 0
		case next.Cancel > 0:
			porter.Cancel(next.Cancel)
		default:
			porter.Do(next)
		}
	}
}

func say(line string) { _, _ = os.Stderr.WriteString("hone-porter: " + line + "\n") }
