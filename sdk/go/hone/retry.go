package hone

import (
	"net/http"
	"strconv"
	"time"
)

const (
	attempts    = 5
	firstPause  = 2 * time.Second
	longestWait = 2 * time.Minute // whoever is to wait longer gives up for this time
)

// pause is how long to wait behind a failed attempt, the first being 0: twice as long each time, half of it left to chance,
// and no less than the server asked for.
func pause(attempt int, asked time.Duration, chance float64) time.Duration {
	full := float64(firstPause << attempt)
	return max(time.Duration(full*(0.5+0.5*chance)), asked+time.Duration(chance*float64(firstPause)))
}

// retryAfter reads the header of that name, a number of seconds or a date; 0 when there is nothing to be read.
func retryAfter(header string, now time.Time) time.Duration {
	if seconds, err := strconv.ParseUint(header, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second
	}
	if date, err := http.ParseTime(header); err == nil {
		return max(date.Sub(now), 0)
	}
	return 0
}
