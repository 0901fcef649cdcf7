// Package transform applies what google/pprof's library can do to a profile and its command line cannot ask for: one
// transformation, named by a word and its arguments.
package transform

import (
	"fmt"
	"regexp"

	"github.com/google/pprof/profile"
)

// Apply changes the first profile; only "common" looks at the others. A missing expression is an empty one.
func Apply(profiles []*profile.Profile, words []string) error {
	if len(profiles) == 0 || len(words) == 0 {
		return fmt.Errorf("a transformation takes a word and a profile")
	}
	p, args := profiles[0], words[1:]
	switch {
	case words[0] == "common" && len(args) == 0:
		return profile.CompatibilizeSampleTypes(profiles)
	case words[0] == "label" && len(args) == 2:
		p.SetLabel(args[0], []string{args[1]})
		return nil
	case words[0] == "aggregate" && len(args) == 5:
		on := func(i int) bool { return args[i] == "1" }
		return p.Aggregate(on(0), on(1), on(2), on(3), false, on(4))
	case words[0] == "prune" && len(args) == 2:
		return prune(p, args[0], args[1])
	default:
		return fmt.Errorf("no transformation %q with %d arguments", words[0], len(args))
	}
}

func prune(p *profile.Profile, drop, keep string) error {
	dropRx, err := regexp.Compile(drop)
	if err != nil {
		return err
	}
	var keepRx *regexp.Regexp
	if keep != "" {
		if keepRx, err = regexp.Compile(keep); err != nil {
			return err
		}
	}
	p.Prune(dropRx, keepRx)
	return nil
}
