package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"hone.dev/sdk/internal/gocacheprog"
)

const (
	usualWait   = 30 * time.Second
	longestLine = 1000
)

// options are for whoever measures or looks for a fault; nobody needs them.
type options struct {
	wait    time.Duration
	largest int64
}

func optionsOf(getenv func(string) string, say func(string)) options {
	o := options{wait: usualWait, largest: gocacheprog.LargestBody}
	if text := getenv("HONE_CACHE_WAIT"); text != "" {
		if wait, err := time.ParseDuration(text); err == nil && wait > 0 {
			o.wait = wait
		} else {
			say(fmt.Sprintf("HONE_CACHE_WAIT=%s is no time, such as 30s; %v is used", text, o.wait))
		}
	}
	if text := getenv("HONE_CACHE_LARGEST"); text != "" {
		if largest, err := strconv.ParseInt(text, 10, 64); err == nil && largest > 0 {
			o.largest = largest
		} else {
			say(fmt.Sprintf("HONE_CACHE_LARGEST=%s is no number of bytes; %d is used", text, o.largest))
		}
	}
	return o
}

// say tells people something, in one line, on standard error, which is go's.
func say(line string) {
	_, _ = os.Stderr.WriteString("hone cache: " + printable(line) + "\n")
}

// printable makes one line of a text that others have written, without what a terminal would obey.
func printable(text string) string {
	if len(text) > longestLine {
		text = text[:longestLine] + "..."
	}
	return strings.Map(func(r rune) rune {
		if r == utf8.RuneError || !unicode.IsPrint(r) {
			return '?'
		}
		return r
	}, strings.TrimSpace(text))
}
