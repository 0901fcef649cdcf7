package dump

import (
	"testing"

	"github.com/google/pprof/profile"
)

func TestProfile_everyField_isWritten(t *testing.T) {
	mapping := &profile.Mapping{ID: 1, Start: 4096, Limit: 8192, Offset: 512, File: "a", BuildID: "b", HasFilenames: true}
	function := &profile.Function{ID: 1 << 63, Name: "f", SystemName: "F", Filename: "f.go", StartLine: -3}
	inlined := &profile.Location{
		ID: 7, Mapping: mapping, Address: 1<<64 - 1, IsFolded: true,
		Line: []profile.Line{{Function: function, Line: 10, Column: 2}, {Line: -1}},
	}
	bare := &profile.Location{ID: 8}
	p := &profile.Profile{
		TimeNanos: 1, DurationNanos: 2, Period: 3, PeriodType: &profile.ValueType{Type: "cpu", Unit: "ns"},
		DropFrames: "d", KeepFrames: "k", DefaultSampleType: "s", DocURL: "u", Comments: []string{"c", ""},
		SampleType: []*profile.ValueType{{Type: "s", Unit: "count"}},
		Mapping:    []*profile.Mapping{mapping},
		Function:   []*profile.Function{function},
		Location:   []*profile.Location{inlined, bare},
		Sample: []*profile.Sample{
			{
				Location: []*profile.Location{inlined, nil, bare}, Value: []int64{-5},
				Label:    map[string][]string{"z": {"1"}, "a": {"2", "1"}},
				NumLabel: map[string][]int64{"n": {0, 9}, "m": {1}},
				NumUnit:  map[string][]string{"n": {"", "bytes"}},
			},
			{},
		},
	}

	want := "time\t1\nduration\t2\nperiod\t3\nperiod_type\t637075\t6e73\n" +
		"drop_frames\t64\nkeep_frames\t6b\ndefault_sample_type\t73\ndoc_url\t75\ncomment\t63\ncomment\t-\n" +
		"sample_type\t73\t636f756e74\n" +
		"mapping\t1\t4096\t8192\t512\t61\t62\t0\t1\t0\t0\n" +
		"function\t9223372036854775808\t66\t46\t662e676f\t-3\n" +
		"location\t7\t1\t18446744073709551615\t1\t9223372036854775808:10:2 0:-1:0\n" +
		"location\t8\t0\t0\t0\t-\n" +
		"sample\t7 ? 8\t-5\nlabel\t61\t32\nlabel\t61\t31\nlabel\t7a\t31\n" +
		"number\t6d\t1\t-\nnumber\t6e\t0\t-\nnumber\t6e\t9\t6279746573\n" +
		"sample\t-\t-\n"
	if got := string(Profile(p)); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}
