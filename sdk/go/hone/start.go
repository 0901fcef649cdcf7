package hone

import (
	"context"
	"errors"
	"sync/atomic"
)

var running atomic.Bool

// Start begins to profile this program. It fails when the configuration is wrong, telling all that is, when the spool cannot
// be used, and when a profiler runs already; it does not ask whether the server is there.
func Start(config Config) (*Profiler, error) {
	return start(config, ownIdentity(), realWorld())
}

func start(config Config, known identity, world world) (*Profiler, error) {
	p, err := newProfiler(config, known, world)
	if err != nil {
		return nil, err
	}
	if !running.CompareAndSwap(false, true) {
		return nil, errors.New("hone: a profiler runs already; Go takes one CPU profile at a time")
	}
	go p.run()
	return p, nil
}

func newProfiler(config Config, known identity, world world) (*Profiler, error) {
	config, err := config.with(known)
	sender, wrong := newSender(config, world.now)
	if err = errors.Join(err, wrong); err != nil {
		return nil, &ConfigError{err}
	}
	now := world.now()
	spool, err := openSpool(config.Spool, config.App, config.SpoolLimit, now)
	if err != nil {
		return nil, &ConfigError{err}
	}
	p := &Profiler{
		config:   config,
		world:    world,
		origin:   origin{config.App, config.Version, config.Revision, config.Instance, config.Workload},
		schedule: newSchedule(config.Interval, config.Jitter, config.App+"\x00"+config.Instance+"\x00"+known.process),
		budget:   budget{share: config.Budget, since: now},
		sender:   sender,
		spool:    spool,
		done:     make(chan struct{}),
	}
	p.slot = p.schedule.slot(now.Add(min(warmUp, config.Interval)))
	p.working, p.retire = context.WithCancel(context.Background())
	p.sending, p.abandon = context.WithCancel(context.Background())
	return p, nil
}

// ConfigError says what is wrong with a [Config].
type ConfigError struct {
	wrong error
}

func (e *ConfigError) Error() string { return "hone: " + e.wrong.Error() }

func (e *ConfigError) Unwrap() error { return e.wrong }
