package generate

import (
	"unicode/utf8"

	"github.com/google/pprof/profile"
)

// note marks what occurs in p.
func note(seen map[string]bool, p *profile.Profile) {
	mark := func(what string, occurs bool) { seen[what] = seen[what] || occurs }
	mark("no samples", len(p.Sample) == 0)
	mark("comment", len(p.Comments) > 0)
	mark("drop frames", p.DropFrames != "")
	mark("no period type", p.PeriodType.Type == "")
	for _, f := range p.Function {
		mark("huge id", f.ID > 1<<63)
		mark("empty name", f.Name == "")
		mark("not utf-8", !utf8.ValidString(f.Name))
		mark("negative start line", f.StartLine < 0)
	}
	for _, l := range p.Location {
		mark("no mapping", l.Mapping == nil)
		mark("huge address", l.Address > 1<<63)
		mark("inlined", len(l.Line) > 1)
		mark("location without lines", len(l.Line) == 0)
		mark("folded", l.IsFolded)
		for _, line := range l.Line {
			mark("negative line", line.Line < 0)
			mark("column", line.Column != 0)
		}
	}
	for _, s := range p.Sample {
		noteSample(mark, s)
	}
}

func noteSample(mark func(string, bool), s *profile.Sample) {
	mark("empty stack", len(s.Location) == 0)
	mark("deep stack", len(s.Location) > 128)
	mark("text label", len(s.Label) > 0)
	mark("number label", len(s.NumLabel) > 0)
	mark("unit", len(s.NumUnit) > 0)
	for _, values := range s.Label {
		mark("repeated label", len(values) > 1)
	}
	for _, v := range s.Value {
		mark("negative value", v < 0)
	}
	times := map[uint64]int{}
	for _, l := range s.Location {
		times[l.ID]++
		mark("recursion", times[l.ID] > 1)
	}
}
