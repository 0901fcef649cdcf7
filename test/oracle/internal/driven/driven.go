// Package driven runs pprof itself, its whole command line, on profiles in memory: what `go tool pprof -proto` would write.
package driven

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/google/pprof/driver"
	"github.com/google/pprof/profile"
)

// resets are given first, because pprof keeps the options of one run for the next in the same process.
var resets = []string{
	"-proto", "-symbolize=none", "-output=profile", "-sample_index=0", "-noinlines=false",
	"-focus=", "-ignore=", "-hide=", "-show=", "-show_from=", "-prune_from=",
	"-tagfocus=", "-tagignore=", "-tagshow=", "-taghide=",
}

// Proto is the profile that pprof writes for these options and sources, and what it complained of. Options name a source
// by its number, as in -base=2; those that are not named are what is shown.
func Proto(options []string, sources []*profile.Profile) (*profile.Profile, []string, error) {
	var out bytes.Buffer
	var ui complaints
	f := &flags{set: flag.NewFlagSet("pprof", flag.ContinueOnError)}
	f.set.SetOutput(io.Discard)
	f.arguments = append(append(f.arguments, resets...), options...)
	unmapped := true
	for i, p := range sources {
		unmapped = unmapped && len(p.Mapping) == 0
		if !isBase(options, i) {
			f.arguments = append(f.arguments, fmt.Sprint(i))
		}
	}
	err := driver.PProf(&driver.Options{
		Writer: writer{&out}, Flagset: f, Fetch: fetcher(sources), Obj: noObjects{}, UI: &ui,
	})
	if err != nil {
		return nil, nil, err
	}
	p, err := profile.ParseData(out.Bytes())
	if err != nil {
		return nil, nil, err
	}
	if unmapped { // pprof gives a profile without mappings an empty one
		p.Mapping = nil
		for _, l := range p.Location {
			l.Mapping = nil
		}
	}
	return p, ui, nil
}

func isBase(options []string, source int) bool {
	for _, option := range options {
		name, value, _ := strings.Cut(option, "=")
		if (name == "-base" || name == "-diff_base") && value == fmt.Sprint(source) {
			return true
		}
	}
	return false
}

type fetcher []*profile.Profile

func (f fetcher) Fetch(source string, _, _ time.Duration) (*profile.Profile, string, error) {
	var i int
	if _, err := fmt.Sscan(source, &i); err != nil || i < 0 || i >= len(f) {
		return nil, "", fmt.Errorf("no source %q", source)
	}
	return f[i], "", nil
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

// complaints keeps what pprof tells its user.
type complaints []string

func (c *complaints) PrintErr(words ...any) { *c = append(*c, fmt.Sprint(words...)) }

func (*complaints) ReadLine(string) (string, error)     { return "", io.EOF }
func (*complaints) Print(...any)                        {}
func (*complaints) IsTerminal() bool                    { return false }
func (*complaints) WantBrowser() bool                   { return false }
func (*complaints) SetAutoComplete(func(string) string) {}

// flags hands pprof a command line of its own.
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
	var all []*string
	f.set.Func(name, usage, func(value string) error {
		all = append(all, &value)
		return nil
	})
	return &all
}

func (f *flags) ExtraUsage() string   { return "" }
func (f *flags) AddExtraUsage(string) {}

func (f *flags) Parse(func()) []string {
	if err := f.set.Parse(f.arguments); err != nil {
		panic(err)
	}
	return f.set.Args()
}
