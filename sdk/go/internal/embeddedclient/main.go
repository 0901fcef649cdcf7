// Command embeddedclient is a program as pgo-fleet's users have it, with the import changed: embeddedclient URL KEY INTERVAL
// SAMPLE COUNT works, submits so many profiles, and prints "submitted 2, failed 0".
package main

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"time"

	"hone.dev/sdk/embedded"
	"hone.dev/sdk/internal/work"
)

// counted hands on, and says how that went.
type counted struct {
	to    pgo.Endpoint
	ended chan error
}

func (c counted) Submit(profile io.Reader) error {
	err := c.to.Submit(profile)
	c.ended <- err
	return err
}

func main() {
	if err := run(os.Args[1], os.Args[2], os.Args[3:]); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

func run(url, key string, numbers []string) error {
	interval, err := time.ParseDuration(numbers[0])
	if err != nil {
		return err
	}
	sample, err := time.ParseDuration(numbers[1])
	if err != nil {
		return err
	}
	count, err := strconv.Atoi(numbers[2])
	if err != nil {
		return err
	}
	endpoint, err := pgo.NewCollectorEndpoint(url, key)
	if err != nil {
		return err
	}
	pgo.ErrorFunc = func(err error) { fmt.Println("error:", err) }
	submitted := counted{endpoint, make(chan error)}
	pgo.Enable(interval, sample, submitted)
	go func() {
		for {
			work.Spin(time.Second)
		}
	}()
	failed := 0
	for range count {
		if <-submitted.ended != nil {
			failed++
		}
	}
	pgo.Disable()
	fmt.Printf("submitted %d, failed %d\n", count, failed)
	if failed > 0 {
		return fmt.Errorf("%d of %d failed", failed, count)
	}
	return nil
}
