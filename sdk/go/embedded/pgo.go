package pgo

import (
	"bytes"
	"fmt"
	"io"
	"sync"
	"time"

	"hone.dev/sdk/internal/cpu"
)

// ErrorFunc is told what goes wrong while profiling; nil, as it is at first, means nobody is. Set it before [Enable].
var ErrorFunc func(err error)

// Endpoint is where profiles go.
type Endpoint interface {
	Submit(profile io.Reader) error
}

var (
	mu       sync.Mutex
	disabled chan struct{} // closed to end the present schedule; nil when there is none
)

// Enable takes a CPU profile of length sampleSize and submits it, after one interval and again and again: from the end of
// a submission to the next profile is an interval. It replaces what was enabled before, as [Disable] ends it.
//
// While somebody else profiles the program, ErrorFunc is told, and the profile is left out.
func Enable(interval time.Duration, sampleSize time.Duration, endpoint Endpoint) {
	mu.Lock()
	defer mu.Unlock()
	end()
	disabled = make(chan struct{})
	go repeat(interval, sampleSize, endpoint, disabled)
}

// Disable ends profiling. A profile that is being taken is still finished and submitted.
func Disable() {
	mu.Lock()
	defer mu.Unlock()
	end()
}

func end() {
	if disabled != nil {
		close(disabled)
	}
	disabled = nil
}

func repeat(interval, sampleSize time.Duration, endpoint Endpoint, disabled <-chan struct{}) {
	for {
		timer := time.NewTimer(interval)
		select {
		case <-disabled:
			timer.Stop()
			return
		case <-timer.C:
		}
		if err := profile(sampleSize, endpoint); err != nil {
			tell(ErrorFunc, err)
		}
	}
}

// profile takes one and submits it. A panic of the endpoint is an error, not the end of the program.
func profile(sampleSize time.Duration, endpoint Endpoint) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("submitting a profile: panic: %v", cause)
		}
	}()
	recording, err := cpu.Start()
	if err != nil {
		return err
	}
	time.Sleep(sampleSize)
	body, err := recording.End()
	if err != nil {
		return err
	}
	return endpoint.Submit(bytes.NewBuffer(body))
}

func tell(whom func(error), err error) {
	defer func() { _ = recover() }() // a callback that panics has nobody else to tell
	if whom != nil {
		whom(err)
	}
}
