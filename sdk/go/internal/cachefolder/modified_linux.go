package cachefolder

import (
	"syscall"
	"time"
)

func modified(facts *syscall.Stat_t) time.Time { return time.Unix(facts.Mtim.Unix()) }
