package generate

import (
	"bytes"

	"github.com/google/pprof/profile"
)

// Family makes one to five profiles that have much in common, as those of one program do: the same functions at the same
// places of the same binaries, loaded elsewhere; the same stacks with the same labels; values that cancel each other.
// Rarely one of them measures something else than the others.
func Family(o Order) [][]byte {
	r := &random{o.Seed*0x6c62272e07bb0142 + 0xfa}
	first := Profile(o)
	family := [][]byte{first}
	for range r.below(5) {
		p, err := profile.ParseUncompressed(first)
		if err != nil {
			return family // a hostile order
		}
		relate(r, p)
		family = append(family, encode(p))
	}
	shuffle(r, family)
	return family
}

func encode(p *profile.Profile) []byte {
	var b bytes.Buffer
	_ = p.WriteUncompressed(&b) // a bytes.Buffer takes everything
	return b.Bytes()
}

func relate(r *random, p *profile.Profile) {
	if r.chance(70) {
		move(r, p)
	}
	if r.chance(50) {
		shuffle(r, p.Sample)
		shuffle(r, p.Location)
		shuffle(r, p.Function)
		renumber(r, p)
	}
	if r.chance(60) {
		p.Sample = p.Sample[r.below(len(p.Sample)+1):]
	}
	factor := pick(r, []int64{1, 1, 1, -1, -1, 0, 3})
	for _, s := range p.Sample {
		for i := range s.Value {
			if r.chance(95) {
				s.Value[i] *= factor
			}
		}
		if r.chance(10) {
			relabel(r, s)
		}
	}
	if r.chance(20) {
		reline(r, p)
	}
	rehead(r, p)
}

// move loads each binary somewhere else, as address space randomisation does.
func move(r *random, p *profile.Profile) {
	for _, m := range p.Mapping {
		shift := uint64(r.below(1<<20)) << 12
		m.Start += shift
		m.Limit += shift
		switch r.below(8) {
		case 0:
			m.Limit += uint64(r.below(0x2000)) // another size, or the same in whole pages
		case 1:
			m.File += ".new" // the same only if it has a build id
		case 2:
			m.BuildID = ""
		}
		for _, l := range p.Location {
			if l.Mapping == m {
				l.Address += shift
			}
		}
	}
}

func renumber(r *random, p *profile.Profile) {
	base := pick(r, []uint64{0, 0, 100, 1 << 40})
	for i, l := range p.Location {
		l.ID = base + uint64(i) + 1
	}
	for i, f := range p.Function {
		f.ID = base + uint64(i) + 1
	}
}

func relabel(r *random, s *profile.Sample) {
	switch r.below(4) {
	case 0:
		s.Label = map[string][]string{"endpoint": {"/cart"}}
	case 1:
		s.Label = nil
		s.NumLabel = nil
		s.NumUnit = nil
	case 2:
		s.NumLabel = map[string][]int64{"bytes": {1, 2}}
		s.NumUnit = map[string][]string{"bytes": {"", "bytes"}}
	default:
		s.NumLabel = map[string][]int64{"bytes": {1, 2}}
		s.NumUnit = nil
	}
}

// reline changes one detail of a line each, so that locations become different that were equal, or the other way round.
func reline(r *random, p *profile.Profile) {
	for _, l := range p.Location {
		if len(l.Line) == 0 || !r.chance(20) {
			continue
		}
		line := &l.Line[r.below(len(l.Line))]
		switch r.below(4) {
		case 0:
			line.Column++
		case 1:
			line.Column = 0
		case 2:
			line.Line++
		default:
			l.IsFolded = !l.IsFolded
		}
	}
}

func rehead(r *random, p *profile.Profile) {
	if r.chance(50) {
		p.TimeNanos = pick(r, []int64{0, 1, 1_790_000_000_000_000_001, -5})
		p.DurationNanos = int64(r.below(1 << 30))
		p.Period = pick(r, []int64{0, 1, 10_000_000, 20_000_000, -1})
	}
	if r.chance(20) {
		p.Comments = append(p.Comments, pick(r, words), pick(r, words))
		p.DefaultSampleType = pick(r, []string{"", "samples", "cpu"})
		p.DocURL = pick(r, []string{"", "https://example.org/other"})
		p.DropFrames = pick(r, []string{"", "main\\..*"})
	}
	if r.chance(3) {
		p.PeriodType = &profile.ValueType{Type: "wall", Unit: "nanoseconds"}
	}
	if r.chance(3) && len(p.SampleType) > 0 {
		p.SampleType[0].Unit += "s"
	}
}
