package hone

import (
	"context"
	"math/rand/v2"
	"time"

	"hone.dev/sdk/internal/cpu"
)

// world is what the profiler needs of everything around it; tests have one of their own.
type world struct {
	now    func() time.Time
	wait   func(ctx context.Context, duration time.Duration) bool // false when the context ended first
	chance func() float64                                         // from 0 to below 1
	record func() (taken, error)
}

// taken is a profile that runs until it is ended.
type taken interface {
	End() ([]byte, error)
}

func realWorld() world {
	return world{
		now:    time.Now,
		wait:   wait,
		chance: rand.Float64,
		record: record,
	}
}

func record() (taken, error) {
	recording, err := cpu.Start()
	if err != nil {
		return nil, errBusy
	}
	return recording, nil
}

func wait(ctx context.Context, duration time.Duration) bool {
	timer := time.NewTimer(duration)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return ctx.Err() == nil
	}
}
