package hone

import (
	"cmp"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"regexp"
	"time"
)

const (
	usualInterval   = 10 * time.Minute
	usualDuration   = 30 * time.Second
	usualBudget     = 0.05
	usualSpoolLimit = 32 << 20
)

var appName = regexp.MustCompile(`^[a-z0-9-]{1,100}$`)

// Config says where profiles go, what they are of, and how often one is taken. Only a server is needed; what is left zero
// is as usual.
type Config struct {
	// Server is the service's address, like https://pgo.example.com; a path in front of the service's own is kept.
	// Usually $HONE_API_URL.
	Server string
	// Protocol is what the server speaks, usually [HoneService].
	Protocol Protocol
	// Key is sent as a bearer token. Usually $HONE_API_KEY; without any, none is sent.
	Key string

	// App is what the service calls the program: 1 to 100 of a-z, 0-9 and -. Usually the last element of the main
	// package's path, as `hone pgo refresh` names it.
	App string
	// Version of the program. Usually that of the main module.
	Version string
	// Revision of the source. Usually what the go command stamped into the program, and "+dirty" if files were changed.
	Revision string
	// Instance tells this process from its siblings. Usually the host's name, which in Kubernetes is the pod's.
	Instance string
	// Workload is what this instance does, if instances differ: recipes of the service name workloads.
	Workload string

	// Interval between the starts of two profiles, usually 10 minutes. Each instance has its own place in it.
	Interval time.Duration
	// Duration of a profile, usually 30 seconds, or what the budget allows of a shorter interval.
	Duration time.Duration
	// Jitter is by how much a start is put off at most, each time anew; usually a tenth of the interval, none if negative.
	Jitter time.Duration
	// Budget is the largest share of time under profile, usually 0.05; 1 is always.
	Budget float64

	// Spool is a folder for profiles that could not be sent, which later runs of the program find too. Usually there is
	// none, and such profiles are given up.
	Spool string
	// SpoolLimit is how many bytes may lie there, usually 32 MiB; the oldest profiles make room.
	SpoolLimit int64

	// Transport carries the requests, for a certificate authority or a proxy of one's own. Usually one like
	// [http.DefaultTransport], which only this package uses.
	Transport http.RoundTripper
	// OnError is told what went wrong, one call at a time; it may log or count, and should not block. Usually it is a
	// warning to [log/slog.Default].
	OnError func(error)
}

// LogValue keeps the key out of logs.
func (c Config) LogValue() slog.Value {
	return slog.GroupValue(slog.String("server", c.Server), slog.String("app", c.App), slog.String("version", c.Version))
}

// with takes from what is known of the program whatever nobody set, and tells all that is wrong at once.
func (c Config) with(known identity) (Config, error) {
	c.Server = cmp.Or(c.Server, known.server)
	c.Key = cmp.Or(c.Key, known.key)
	c.App = cmp.Or(c.App, known.app)
	c.Version = printable(cmp.Or(c.Version, known.version))
	c.Revision = printable(cmp.Or(c.Revision, known.revision))
	c.Instance = printable(cmp.Or(c.Instance, known.instance))
	c.Workload = printable(c.Workload)
	c.SpoolLimit = cmp.Or(c.SpoolLimit, usualSpoolLimit)

	var wrong []error
	if !appName.MatchString(c.App) {
		wrong = append(wrong, fmt.Errorf("App is 1 to 100 of a-z, 0-9 and -, not %q", c.App))
	}
	if c.SpoolLimit < 0 {
		wrong = append(wrong, fmt.Errorf("SpoolLimit is %d bytes, and cannot be less than 0", c.SpoolLimit))
	}
	if !isToken(c.Key) {
		wrong = append(wrong, errors.New("Key has blanks or other characters that a bearer token cannot have"))
	}
	var err error
	if c, err = c.withTimes(); err != nil {
		wrong = append(wrong, err)
	}
	return c, errors.Join(wrong...)
}

// withTimes derives the times that were left out from those that were given.
func (c Config) withTimes() (Config, error) {
	if !(c.Budget >= 0 && c.Budget <= 1) {
		return c, fmt.Errorf("Budget is a share from 0 to 1, not %v", c.Budget)
	}
	if c.Interval < 0 || c.Duration < 0 {
		return c, fmt.Errorf("Interval (%v) and Duration (%v) cannot be less than 0", c.Interval, c.Duration)
	}
	c.Budget = cmp.Or(c.Budget, usualBudget)
	if c.Interval == 0 {
		c.Interval = max(usualInterval, time.Duration(float64(c.Duration)/c.Budget))
	}
	allowed := time.Duration(c.Budget * float64(c.Interval))
	if c.Duration == 0 {
		c.Duration = min(usualDuration, allowed)
	}
	// A microsecond more is what floating point makes of an exact fit.
	if c.Duration > allowed+time.Microsecond {
		return c, fmt.Errorf("a profile of %v every %v is %.3g%% of the time, and Budget is %.3g%%: "+
			"profile less often, or shorter, or raise Budget",
			c.Duration, c.Interval, 100*float64(c.Duration)/float64(c.Interval), 100*c.Budget)
	}
	if c.Duration <= 0 {
		return c, fmt.Errorf("Budget (%v) leaves no time for a profile every %v", c.Budget, c.Interval)
	}
	if c.Jitter == 0 {
		c.Jitter = min(c.Interval/10, c.Interval-c.Duration)
	}
	c.Jitter = max(c.Jitter, 0)
	if c.Jitter > c.Interval {
		return c, fmt.Errorf("Jitter (%v) is longer than Interval (%v)", c.Jitter, c.Interval)
	}
	return c, nil
}

// printable keeps what a server takes of a description: 200 printable ASCII characters.
func printable(text string) string {
	kept := make([]byte, 0, 200)
	for _, r := range text {
		if len(kept) == 200 {
			break
		}
		if r < ' ' || r > '~' {
			r = '?'
		}
		kept = append(kept, byte(r))
	}
	return string(kept)
}

// isToken says whether a header can carry a key behind the word Bearer, and a server tell it from that.
func isToken(key string) bool {
	for i := range len(key) {
		if key[i] <= ' ' || key[i] > '~' {
			return false
		}
	}
	return true
}
