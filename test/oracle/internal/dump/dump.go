// Package dump writes a parsed profile as text that another implementation can write too: one line per fact, fields
// separated by tabs, strings as hex. README.md of this module is the format's description.
package dump

import (
	"encoding/hex"
	"maps"
	"slices"
	"strconv"

	"github.com/google/pprof/profile"
)

// Profile returns every field of p in a fixed order.
func Profile(p *profile.Profile) []byte {
	var d text
	d.header(p)
	for _, t := range p.SampleType {
		d.line("sample_type").str(t.Type).str(t.Unit)
	}
	for _, m := range p.Mapping {
		d.mapping(m)
	}
	for _, f := range p.Function {
		d.line("function").unsigned(f.ID).str(f.Name).str(f.SystemName).str(f.Filename).signed(f.StartLine)
	}
	for _, l := range p.Location {
		d.location(l)
	}
	for _, s := range p.Sample {
		d.sample(s)
	}
	return d.finish()
}

type text struct{ b []byte }

func (d *text) header(p *profile.Profile) {
	d.line("time").signed(p.TimeNanos)
	d.line("duration").signed(p.DurationNanos)
	d.line("period").signed(p.Period)
	period := p.PeriodType
	if period == nil { // some of the older formats have none
		period = &profile.ValueType{}
	}
	d.line("period_type").str(period.Type).str(period.Unit)
	d.line("drop_frames").str(p.DropFrames)
	d.line("keep_frames").str(p.KeepFrames)
	d.line("default_sample_type").str(p.DefaultSampleType)
	d.line("doc_url").str(p.DocURL)
	for _, c := range p.Comments {
		d.line("comment").str(c)
	}
}

func (d *text) mapping(m *profile.Mapping) {
	d.line("mapping").unsigned(m.ID).unsigned(m.Start).unsigned(m.Limit).unsigned(m.Offset)
	d.str(m.File).str(m.BuildID)
	d.flag(m.HasFunctions).flag(m.HasFilenames).flag(m.HasLineNumbers).flag(m.HasInlineFrames)
}

func (d *text) location(l *profile.Location) {
	d.line("location").unsigned(l.ID)
	var mapping uint64
	if l.Mapping != nil {
		mapping = l.Mapping.ID
	}
	d.unsigned(mapping).unsigned(l.Address).flag(l.IsFolded)
	d.list(len(l.Line), func(i int) {
		line := l.Line[i]
		var function uint64
		if line.Function != nil {
			function = line.Function.ID
		}
		d.b = strconv.AppendUint(d.b, function, 10)
		d.b = strconv.AppendInt(append(d.b, ':'), line.Line, 10)
		d.b = strconv.AppendInt(append(d.b, ':'), line.Column, 10)
	})
}

func (d *text) sample(s *profile.Sample) {
	d.line("sample")
	d.list(len(s.Location), func(i int) {
		if l := s.Location[i]; l != nil {
			d.b = strconv.AppendUint(d.b, l.ID, 10)
		} else {
			d.b = append(d.b, '?')
		}
	})
	d.list(len(s.Value), func(i int) { d.b = strconv.AppendInt(d.b, s.Value[i], 10) })
	for _, key := range slices.Sorted(maps.Keys(s.Label)) {
		for _, value := range s.Label[key] {
			d.line("label").str(key).str(value)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(s.NumLabel)) {
		units := s.NumUnit[key]
		for i, value := range s.NumLabel[key] {
			unit := ""
			if i < len(units) {
				unit = units[i]
			}
			d.line("number").str(key).signed(value).str(unit)
		}
	}
}

func (d *text) line(kind string) *text {
	if len(d.b) > 0 {
		d.b = append(d.b, '\n')
	}
	d.b = append(d.b, kind...)
	return d
}

func (d *text) str(s string) *text {
	d.b = append(d.b, '\t')
	if s == "" {
		d.b = append(d.b, '-')
	} else {
		d.b = hex.AppendEncode(d.b, []byte(s))
	}
	return d
}

func (d *text) signed(v int64) *text {
	d.b = strconv.AppendInt(append(d.b, '\t'), v, 10)
	return d
}

func (d *text) unsigned(v uint64) *text {
	d.b = strconv.AppendUint(append(d.b, '\t'), v, 10)
	return d
}

func (d *text) flag(v bool) *text {
	d.b = append(d.b, '\t', '0')
	if v {
		d.b[len(d.b)-1] = '1'
	}
	return d
}

// list writes one field of n parts with blanks between them.
func (d *text) list(n int, part func(i int)) {
	d.b = append(d.b, '\t')
	if n == 0 {
		d.b = append(d.b, '-')
	}
	for i := range n {
		if i > 0 {
			d.b = append(d.b, ' ')
		}
		part(i)
	}
}

func (d *text) finish() []byte { return append(d.b, '\n') }
