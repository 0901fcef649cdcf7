package transform

import (
	"testing"

	"github.com/google/pprof/profile"
)

func TestApply_unknownWord_isRefused(t *testing.T) {
	if Apply([]*profile.Profile{{}}, []string{"prune", "only-one"}) == nil {
		t.Error("took a transformation that there is not")
	}
}

func TestApply_label_isOnEverySample(t *testing.T) {
	p := &profile.Profile{Sample: []*profile.Sample{{}, {}}}
	if err := Apply([]*profile.Profile{p}, []string{"label", "k", "v"}); err != nil {
		t.Fatal(err)
	}
	for _, s := range p.Sample {
		if !s.HasLabel("k", "v") {
			t.Errorf("no label: %v", s.Label)
		}
	}
}
