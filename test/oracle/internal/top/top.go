// Package top adds a profile up per function as `go tool pprof -top` does, in whole numbers.
//
// pprof prints its table through float64 and with units; the sums are made here instead, from the profile that
// google/pprof parsed and pruned, and a test holds them against pprof's own table. What pprof does:
//   - a sample whose value is 0 is skipped;
//   - every frame of a stack counts, inlined ones too; a function that occurs twice in a stack counts once (cum);
//   - the innermost frame of location 0 gets the sample's value (flat); a location without lines is a frame too;
//   - functions are one if their names are; without a name it is the mapping's file and the start line that tell them
//     apart, and the row is printed as "[base name of the file]" or "<unknown>";
//   - rows whose flat and cum are both 0 are left out.
package top

import (
	"cmp"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/google/pprof/profile"
)

// DefaultColumn asks for the column that pprof shows when not told: the profile's default sample type, else the last.
const DefaultColumn = 1<<32 - 1

// Table is what `-top` shows, in no order of importance.
type Table struct {
	Type, Unit string
	Total      int64
	Rows       []Row
}

// Row is one line of the table.
type Row struct {
	Name      string
	Flat, Cum int64
	Alike     int // how many rows, left out ones too, print the same name
}

// Of adds up one value column of p. The rows are ordered by name, then flat, then cum.
func Of(p *profile.Profile, column uint32) (Table, error) {
	index, err := Column(p, column)
	if err != nil {
		return Table{}, err
	}
	table := Table{Type: p.SampleType[index].Type, Unit: p.SampleType[index].Unit}
	sums := map[node]*Row{}
	for _, s := range p.Sample {
		add(sums, s, s.Value[index])
	}
	table.Total = total(p, index)
	alike := map[string]int{}
	for n := range sums {
		alike[n.printed()]++
	}
	for n, row := range sums {
		if row.Flat != 0 || row.Cum != 0 {
			table.Rows = append(table.Rows, Row{n.printed(), row.Flat, row.Cum, alike[n.printed()]})
		}
	}
	slices.SortFunc(table.Rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Flat, b.Flat), cmp.Compare(a.Cum, b.Cum))
	})
	return table, nil
}

// Text writes the table as the answer of the oracle: a head and one line per row.
func (t Table) Text() []byte {
	b := fmt.Appendf(nil, "top\t%s\t%s\t%d\n", hexOf(t.Type), hexOf(t.Unit), t.Total)
	for _, r := range t.Rows {
		b = fmt.Appendf(b, "row\t%d\t%d\t%d\t%s\n", r.Flat, r.Cum, r.Alike, hexOf(r.Name))
	}
	return b
}

func hexOf(s string) string {
	if s == "" {
		return "-"
	}
	return hex.EncodeToString([]byte(s))
}

// Column is the index of a value column that may be DefaultColumn.
func Column(p *profile.Profile, column uint32) (int, error) {
	if len(p.SampleType) == 0 {
		return 0, fmt.Errorf("profile has no samples")
	}
	if column == DefaultColumn {
		return p.SampleIndexByName("")
	}
	return p.SampleIndexByName(fmt.Sprint(column))
}

// node is what makes two frames one row.
type node struct {
	name, file string
	startLine  int64
}

func (n node) printed() string {
	switch {
	case n.name != "":
		return n.name
	case n.file != "":
		return "[" + filepath.Base(n.file) + "]"
	default:
		return "<unknown>"
	}
}

func add(sums map[node]*Row, s *profile.Sample, value int64) {
	if value == 0 {
		return
	}
	seen := map[node]bool{}
	var leaf *Row
	for _, location := range slices.Backward(s.Location) {
		for _, n := range nodes(location) {
			row := sums[n]
			if row == nil {
				row = &Row{}
				sums[n] = row
			}
			if !seen[n] {
				seen[n] = true
				row.Cum += value
			}
			leaf = row
		}
	}
	if leaf != nil {
		leaf.Flat += value
	}
}

// Stack is the printed names of a sample's frames, the outermost first.
func Stack(s *profile.Sample) []string {
	var stack []string
	for _, location := range slices.Backward(s.Location) {
		for _, n := range nodes(location) {
			stack = append(stack, n.printed())
		}
	}
	return stack
}

// nodes are the frames of one location, the physical function first.
func nodes(l *profile.Location) []node {
	file := ""
	if l.Mapping != nil {
		file = l.Mapping.File
	}
	if len(l.Line) == 0 {
		return []node{{file: file}}
	}
	var all []node
	for _, line := range slices.Backward(l.Line) {
		switch f := line.Function; {
		case f == nil:
			all = append(all, node{file: file})
		case f.Name == "":
			all = append(all, node{file: file, startLine: f.StartLine})
		default:
			all = append(all, node{name: f.Name})
		}
	}
	return all
}

// total is the sum of the samples' magnitudes, or of those that pprof labelled as the base of a comparison.
func total(p *profile.Profile, index int) int64 {
	var all, base int64
	for _, s := range p.Sample {
		v := s.Value[index]
		if v < 0 {
			v = -v
		}
		all += v
		if s.DiffBaseSample() {
			base += v
		}
	}
	if base > 0 {
		return base
	}
	return all
}
