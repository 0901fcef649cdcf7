package tree

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/pprof/profile"
)

const separator = "-----------+-------------------------------------------------------\n"

var (
	valueAndName = regexp.MustCompile(`^ *(-?\d+)\S* +(.*)$`)
	inlineSuffix = regexp.MustCompile(` \(inline\)$`)
)

func TestOf_realProfiles_hasTheStacksOfPprofTraces(t *testing.T) {
	for _, path := range []string{
		"../../fixtures/cpu.pb.gz", "../../fixtures/goroutine.pb.gz", "../../../../docs/examples/cpu.pb.gz",
	} {
		p := withoutLabels(t, path)
		ours, err := Of(p, 0)
		if err != nil {
			t.Fatal(err)
		}
		if theirs := traces(t, p).text(nil, 0); string(ours) != string(theirs) {
			t.Errorf("%s: ours\n%s\npprof\n%s", path, ours, theirs)
		}
	}
}

// Labels would stand between the stacks.
func withoutLabels(t *testing.T, path string) *profile.Profile {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	p, err := profile.ParseData(data)
	if err != nil {
		t.Fatal(err)
	}
	p.DropFrames = "" // which pprof would apply
	for _, s := range p.Sample {
		s.Label, s.NumLabel, s.NumUnit = nil, nil, nil
	}
	return p
}

// traces makes a tree of what pprof itself prints.
func traces(t *testing.T, p *profile.Profile) *node {
	t.Helper()
	file := filepath.Join(t.TempDir(), "profile")
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Write(f); err != nil {
		t.Fatal(err)
	}
	f.Close()
	out, err := exec.Command("go", "tool", "pprof", "-traces", "-symbolize=none", "-sample_index=0", file).Output()
	if err != nil {
		t.Fatal(err)
	}
	root := &node{children: map[string]*node{}}
	parts := strings.Split(string(out), separator)
	for _, part := range parts[1 : len(parts)-1] {
		value, stack := trace(t, strings.Split(strings.TrimSuffix(part, "\n"), "\n"))
		root.add(stack, value)
	}
	return root
}

func trace(t *testing.T, lines []string) (int64, []string) {
	t.Helper()
	first := valueAndName.FindStringSubmatch(lines[0])
	if first == nil {
		t.Fatalf("not a stack: %q", lines)
	}
	value, _ := strconv.ParseInt(first[1], 10, 64)
	stack := []string{inlineSuffix.ReplaceAllString(first[2], "")}
	for _, line := range lines[1:] {
		stack = append(stack, inlineSuffix.ReplaceAllString(strings.TrimSpace(line), ""))
	}
	slices.Reverse(stack)
	return value, stack
}

func TestOf_unknownColumn_isRefused(t *testing.T) {
	if _, err := Of(&profile.Profile{SampleType: []*profile.ValueType{{Type: "a"}}}, 1); err == nil {
		t.Error("column 1 of 1 was accepted")
	}
}
