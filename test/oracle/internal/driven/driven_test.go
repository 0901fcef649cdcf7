package driven

import (
	"slices"
	"testing"

	"github.com/google/pprof/profile"
)

func sample(name string, value int64) *profile.Profile {
	f := &profile.Function{ID: 1, Name: name}
	l := &profile.Location{ID: 1, Line: []profile.Line{{Function: f}}}
	return &profile.Profile{
		SampleType: []*profile.ValueType{{Type: "cpu", Unit: "x"}},
		PeriodType: &profile.ValueType{},
		Function:   []*profile.Function{f},
		Location:   []*profile.Location{l},
		Sample:     []*profile.Sample{{Location: []*profile.Location{l}, Value: []int64{value}}},
	}
}

func TestProto_focusThatMatchesNothing_complains(t *testing.T) {
	p, complaints, err := Proto([]string{"-focus=absent"}, []*profile.Profile{sample("main", 1)})
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Sample) != 0 || !slices.Contains(complaints, "Focus expression matched no samples") {
		t.Errorf("%d samples, complaints %q", len(p.Sample), complaints)
	}
}

func TestProto_optionsOfOneRun_areForgottenInTheNext(t *testing.T) {
	for _, options := range [][]string{{"-hide=main"}, nil} {
		p, _, err := Proto(options, []*profile.Profile{sample("main", 1)})
		if err != nil {
			t.Fatal(err)
		}
		if want := 1 - len(options); len(p.Sample) != want {
			t.Errorf("%d samples with %q", len(p.Sample), options)
		}
	}
}

func TestProto_bases_areSubtracted(t *testing.T) {
	sources := []*profile.Profile{sample("main", 7), sample("main", 2), sample("main", 1)}
	p, _, err := Proto([]string{"-base=1", "-base=2"}, sources)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Sample) != 1 || p.Sample[0].Value[0] != 4 || len(p.Mapping) != 0 {
		t.Errorf("not 4, or with a mapping: %v", p)
	}
}
