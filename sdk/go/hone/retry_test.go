package hone

import (
	"testing"
	"time"
)

func TestPause_doubles_andLeavesHalfToChance(t *testing.T) {
	for attempt, full := range []time.Duration{2 * time.Second, 4 * time.Second, 8 * time.Second, 16 * time.Second} {
		expect(t, "shortest", pause(attempt, 0, 0), full/2)
		expect(t, "middle", pause(attempt, 0, 0.5), full*3/4)
	}
}

func TestPause_askedFor_isNeverShorter(t *testing.T) {
	expect(t, "shortest", pause(0, time.Minute, 0), time.Minute)
	expect(t, "with chance", pause(0, time.Minute, 0.5), time.Minute+time.Second)
}

func TestRetryAfter_takesSecondsAndDates(t *testing.T) {
	for header, want := range map[string]time.Duration{
		"":                              0,
		"7":                             7 * time.Second,
		"-7":                            0,
		"soon":                          0,
		"99999999999999999999":          0,
		"Wed, 04 Mar 2026 08:00:30 GMT": 30 * time.Second,
		"Wed, 04 Mar 2026 07:00:00 GMT": 0,
	} {
		expect(t, header, retryAfter(header, morning), want)
	}
}
