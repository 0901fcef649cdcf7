package top

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/pprof/driver"
	"github.com/google/pprof/profile"

	"hone.dev/oracle/internal/generate"
)

// exact is the range in which pprof's float64 holds every whole number.
const exact = 1 << 53

func TestOf_realProfiles_equalsPprof(t *testing.T) {
	fixtures, _ := filepath.Glob("../../fixtures/*.pb.gz")
	corpus, _ := filepath.Glob(filepath.Join(os.Getenv("HONE_CORPUS"), "*.pb.gz"))
	if os.Getenv("HONE_CORPUS") == "" {
		corpus = nil
	}
	for _, path := range append(fixtures, corpus...) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		compare(t, filepath.Base(path), data)
	}
}

func TestOf_generatedProfiles_equalsPprof(t *testing.T) {
	for seed := range uint64(1000) {
		compare(t, fmt.Sprint("seed ", seed), generate.Profile(generate.Order{Seed: seed, Size: uint32(seed % 30)}))
	}
}

func TestOf_unknownColumn_isRefused(t *testing.T) {
	p := &profile.Profile{SampleType: []*profile.ValueType{{Type: "a"}}}
	if _, err := Of(p, 1); err == nil {
		t.Error("column 1 of 1 was accepted")
	}
	if _, err := Of(&profile.Profile{}, DefaultColumn); err == nil {
		t.Error("a profile without columns was accepted")
	}
}

func compare(t *testing.T, name string, data []byte) {
	t.Helper()
	types := parsed(t, data).SampleType
	if repeated(types) {
		return // pprof's command, not its table, throws columns of the same name away
	}
	for column := range 1 + len(types) {
		index := uint32(column - 1) // all ones, the default, first
		p := parsed(t, data)
		_ = p.RemoveUninteresting()
		ours, err := Of(p, index)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if printable(ours) {
			compareRows(t, fmt.Sprintf("%s column %d", name, column-1), ours, pprofTop(t, parsed(t, data), index, ours.Unit))
		}
	}
}

func repeated(types []*profile.ValueType) bool {
	seen := map[string]bool{}
	for _, st := range types {
		if seen[st.Type] {
			return true
		}
		seen[st.Type] = true
	}
	return false
}

func parsed(t *testing.T, data []byte) *profile.Profile {
	t.Helper()
	p, err := profile.ParseData(data)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// printable tells whether pprof's text shows every row exactly and on a line of its own.
func printable(table Table) bool {
	return !slices.ContainsFunc(table.Rows, func(r Row) bool {
		return strings.Contains(r.Name, "\n") || max(r.Flat, -r.Flat, r.Cum, -r.Cum) > exact
	})
}

func compareRows(t *testing.T, what string, ours Table, theirs []Row) {
	t.Helper()
	if len(ours.Rows) != len(theirs) {
		t.Errorf("%s: %d rows, pprof has %d", what, len(ours.Rows), len(theirs))
		return
	}
	for i, r := range ours.Rows {
		r.Alike = 0 // which pprof does not print
		if r != theirs[i] {
			t.Errorf("%s: %+v, pprof has %+v", what, r, theirs[i])
		}
	}
}

var (
	rowRegexp    = regexp.MustCompile(`(?s)^ *(-?\d+)\D* +\S+% +\S+% +(-?\d+)\D* +\S+%  (.*)$`)
	inlineSuffix = regexp.MustCompile(` \((partial-)?inline\)$`)
)

// pprofTop runs pprof itself, in this process, and reads its table.
func pprofTop(t *testing.T, p *profile.Profile, column uint32, unit string) []Row {
	t.Helper()
	// Any unit that pprof does not convert makes it print the numbers as they are, followed by the unit.
	for _, st := range p.SampleType {
		st.Unit = "x"
	}
	var out bytes.Buffer
	arguments := []string{
		"-top", "-nodecount=0", "-nodefraction=0", "-edgefraction=0", "-symbolize=none", "-unit=x", "-output=table",
	}
	if column != DefaultColumn {
		arguments = append(arguments, fmt.Sprintf("-sample_index=%d", column))
	} else {
		arguments = append(arguments, "-sample_index=")
	}
	err := driver.PProf(&driver.Options{
		Writer:  writer{&out},
		Flagset: &flags{set: flag.NewFlagSet("pprof", flag.ContinueOnError), arguments: append(arguments, "input")},
		Fetch:   fetcher{p},
		Obj:     noObjects{},
		UI:      quiet{},
	})
	if err != nil {
		t.Fatal(err)
	}
	return rows(t, out.String())
}

func rows(t *testing.T, table string) []Row {
	t.Helper()
	_, body, found := strings.Cut(table, "flat  flat%   sum%        cum   cum%\n")
	if !found {
		t.Fatalf("not a table: %s", table)
	}
	var all []Row
	for line := range strings.Lines(body) {
		parts := rowRegexp.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
		if parts == nil {
			t.Fatalf("not a row: %q", line)
		}
		flat, _ := strconv.ParseInt(parts[1], 10, 64)
		cum, _ := strconv.ParseInt(parts[2], 10, 64)
		all = append(all, Row{Name: inlineSuffix.ReplaceAllString(parts[3], ""), Flat: flat, Cum: cum})
	}
	slices.SortFunc(all, func(a, b Row) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Flat, b.Flat), cmp.Compare(a.Cum, b.Cum))
	})
	return all
}

type fetcher struct{ p *profile.Profile }

func (f fetcher) Fetch(string, time.Duration, time.Duration) (*profile.Profile, string, error) {
	return f.p, "", nil
}

type writer struct{ to *bytes.Buffer }

func (w writer) Open(string) (io.WriteCloser, error) { return w, nil }
func (w writer) Write(b []byte) (int, error)         { return w.to.Write(b) }
func (w writer) Close() error                        { return nil }

// noObjects keeps pprof from looking for binaries on this machine.
type noObjects struct{}

func (noObjects) Open(string, uint64, uint64, uint64, string) (driver.ObjFile, error) {
	return nil, os.ErrNotExist
}

func (noObjects) Disasm(string, uint64, uint64, bool) ([]driver.Inst, error) {
	return nil, os.ErrNotExist
}

type quiet struct{}

func (quiet) ReadLine(string) (string, error)     { return "", io.EOF }
func (quiet) Print(...any)                        {}
func (quiet) PrintErr(...any)                     {}
func (quiet) IsTerminal() bool                    { return false }
func (quiet) WantBrowser() bool                   { return false }
func (quiet) SetAutoComplete(func(string) string) {}

// flags hands pprof its command line without touching that of the test.
type flags struct {
	set       *flag.FlagSet
	arguments []string
}

func (f *flags) Bool(name string, def bool, usage string) *bool { return f.set.Bool(name, def, usage) }
func (f *flags) Int(name string, def int, usage string) *int    { return f.set.Int(name, def, usage) }
func (f *flags) Float64(name string, def float64, usage string) *float64 {
	return f.set.Float64(name, def, usage)
}
func (f *flags) String(name, def, usage string) *string { return f.set.String(name, def, usage) }
func (f *flags) StringList(name, def, usage string) *[]*string {
	return &[]*string{f.set.String(name, def, usage)}
}
func (f *flags) ExtraUsage() string   { return "" }
func (f *flags) AddExtraUsage(string) {}

func (f *flags) Parse(func()) []string {
	if err := f.set.Parse(f.arguments); err != nil {
		panic(err)
	}
	return f.set.Args()
}
