package generate

import (
	"bytes"
	"testing"

	"github.com/google/pprof/profile"
)

func parsed(t *testing.T, family [][]byte) []*profile.Profile {
	t.Helper()
	var ps []*profile.Profile
	for _, raw := range family {
		p, err := profile.ParseData(raw)
		if err != nil {
			t.Fatal(err)
		}
		ps = append(ps, p)
	}
	return ps
}

func TestFamily_sameOrder_givesSameBytes(t *testing.T) {
	for seed := range uint64(100) {
		a, b := Family(order(seed, 0)), Family(order(seed, 0))
		if !bytes.Equal(bytes.Join(a, nil), bytes.Join(b, nil)) {
			t.Fatalf("seed %d differs from itself", seed)
		}
	}
}

func TestFamily_merged_reachesWhatMergingCanDo(t *testing.T) {
	seen := map[string]int{}
	for seed := range uint64(many) {
		ps := parsed(t, Family(order(seed, 0)))
		merged, err := profile.Merge(ps)
		if err != nil {
			seen["refused"]++
			continue
		}
		var samples, mappings int
		for _, p := range ps {
			samples += len(p.Sample)
			mappings += len(p.Mapping)
		}
		note := map[string]bool{
			"one":             len(ps) == 1,
			"five":            len(ps) == 5,
			"samples meet":    len(ps) > 1 && len(merged.Sample) > 0 && len(merged.Sample) < samples*3/4,
			"samples differ":  len(ps) > 1 && len(merged.Sample) > len(ps[0].Sample),
			"binaries meet":   len(merged.Mapping) > 0 && len(merged.Mapping) < mappings,
			"binaries differ": len(merged.Mapping) > len(ps[0].Mapping),
			"all cancelled":   len(merged.Sample) == 0 && samples > 0,
		}
		for what, is := range note {
			if is {
				seen[what]++
			}
		}
	}
	for _, what := range []string{"refused", "one", "five", "samples meet", "samples differ", "binaries meet", "binaries differ", "all cancelled"} {
		if seen[what] < 5 {
			t.Errorf("%s: only %d of %d", what, seen[what], many)
		}
	}
}
