package main

import (
	"bytes"
	"testing"

	"github.com/google/pprof/profile"
)

func TestRelabel_binaryPath_isReplacedAndNothingElse(t *testing.T) {
	p := &profile.Profile{
		SampleType: []*profile.ValueType{{Type: "samples", Unit: "count"}},
		PeriodType: &profile.ValueType{Type: "cpu", Unit: "nanoseconds"},
		Mapping:    []*profile.Mapping{{ID: 1, File: "/here/shop"}, {ID: 2, File: "[vdso]"}},
		Comments:   []string{"/here/shop is not all of it"},
	}
	var before bytes.Buffer
	if err := p.Write(&before); err != nil {
		t.Fatal(err)
	}

	after, err := relabel(before.Bytes(), map[string]string{"/here/shop": installed})
	if err != nil {
		t.Fatal(err)
	}
	got, err := profile.ParseData(after)
	if err != nil {
		t.Fatal(err)
	}
	p.Mapping[0].File = installed
	if got.String() != p.String() || got.Comments[0] != p.Comments[0] {
		t.Errorf("got %v, want %v", got, p)
	}
}

func TestReplaceStrings_cutProfile_isRefused(t *testing.T) {
	for _, raw := range []string{"\x32\x05abc", "\x32", "\x80", "\x31aaaaaaaa"} {
		if _, err := replaceStrings([]byte(raw), nil); err == nil {
			t.Errorf("%q was accepted", raw)
		}
	}
}
