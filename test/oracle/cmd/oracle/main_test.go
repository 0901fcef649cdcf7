package main

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/pprof/profile"

	"hone.dev/oracle/internal/several"
)

func ask(t *testing.T, verb string, request []byte) (status byte, body string) {
	t.Helper()
	in := bytes.NewReader(append(binary.BigEndian.AppendUint32(nil, uint32(len(request))), request...))
	var out bytes.Buffer
	if err := run([]string{verb}, in, &out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()[4], string(out.Bytes()[5:])
}

func sample(t *testing.T, write func(*profile.Profile, *bytes.Buffer) error) []byte {
	t.Helper()
	function := &profile.Function{ID: 1, Name: "main.f"}
	location := &profile.Location{ID: 1, Line: []profile.Line{{Function: function}}}
	p := &profile.Profile{
		SampleType: []*profile.ValueType{{Type: "samples", Unit: "count"}},
		PeriodType: &profile.ValueType{},
		Function:   []*profile.Function{function},
		Location:   []*profile.Location{location},
		Sample:     []*profile.Sample{{Location: []*profile.Location{location, location}, Value: []int64{7}}},
	}
	var b bytes.Buffer
	if err := write(p, &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func raw(p *profile.Profile, b *bytes.Buffer) error { return p.WriteUncompressed(b) }
func gz(p *profile.Profile, b *bytes.Buffer) error  { return p.Write(b) }

func TestDecode_gz_isRefused(t *testing.T) {
	if status, body := ask(t, "decode", sample(t, raw)); status != 0 || !strings.Contains(body, "\nsample\t1 1\t7\n") {
		t.Errorf("raw: %d %s", status, body)
	}
	if status, _ := ask(t, "decode", sample(t, gz)); status != 1 {
		t.Errorf("gz: %d", status)
	}
}

func TestParse_gzAndRaw_giveTheSame(t *testing.T) {
	_, fromRaw := ask(t, "parse", sample(t, raw))
	status, fromGz := ask(t, "parse", sample(t, gz))
	if status != 0 || fromRaw != fromGz {
		t.Errorf("status %d, %s", status, fromGz)
	}
}

func TestParse_olderFormat_isRefusedButParseAnyReadsIt(t *testing.T) {
	older := []byte("goroutine profile: total 1\n1 @ 0x10 0x20\n")
	if status, body := ask(t, "parse", older); status != 1 || !strings.HasPrefix(body, "parsing profile: ") {
		t.Errorf("parse: %d %s", status, body)
	}
	if status, body := ask(t, "parse-any", older); status != 0 || !strings.Contains(body, "\nsample\t") {
		t.Errorf("parse-any: %d %s", status, body)
	}
}

func TestTop_recursion_countsOnce(t *testing.T) {
	status, body := ask(t, "top", append([]byte{0xff, 0xff, 0xff, 0xff}, sample(t, gz)...))
	if want := "top\t73616d706c6573\t636f756e74\t7\nrow\t7\t7\t1\t6d61696e2e66\n"; status != 0 || body != want {
		t.Errorf("%d %s", status, body)
	}
}

func TestGenerate_answer_isAProfile(t *testing.T) {
	order := []byte{0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 20, 0}
	_, generated := ask(t, "generate", order)
	_, packed := ask(t, "generate-file", order)
	_, fromRaw := ask(t, "parse", []byte(generated))
	if status, fromFile := ask(t, "parse", []byte(packed)); status != 0 || fromFile != fromRaw {
		t.Errorf("%d %s", status, fromFile)
	}
	if status, _ := ask(t, "generate", order[1:]); status != 1 {
		t.Error("a short order was accepted")
	}
}

func TestBenchParse_eachLine_isAnswered(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p")
	if err := os.WriteFile(path, sample(t, gz), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := run([]string{"bench-parse", path}, strings.NewReader("1\n10\n"), &out); err != nil {
		t.Fatal(err)
	}
	if lines := strings.Count(out.String(), "\n"); lines != 2 {
		t.Errorf("%q", out.String())
	}
	if err := run([]string{"bench-parse", path}, strings.NewReader("0\n"), &out); err == nil {
		t.Error("0 iterations were accepted")
	}
}

func TestRun_unknownVerb_printsUsage(t *testing.T) {
	if err := run([]string{"guess"}, strings.NewReader(""), &bytes.Buffer{}); err == nil || !strings.Contains(err.Error(), "usage:") {
		t.Errorf("%v", err)
	}
}

func TestMerge_twoOfAFile_doublesItsValues(t *testing.T) {
	file := sample(t, gz)
	status, once := ask(t, "merge", several.Join([][]byte{file}))
	if status != 0 || !strings.Contains(once, "\nsample\t1 1\t7\n") {
		t.Errorf("%d %s", status, once)
	}
	if status, twice := ask(t, "merge", several.Join([][]byte{file, file})); status != 0 || !strings.Contains(twice, "\nsample\t1 1\t14\n") {
		t.Errorf("%d %s", status, twice)
	}
	if status, _ := ask(t, "merge", several.Join(nil)); status != 1 {
		t.Error("nothing was merged")
	}
}

func TestEncode_answer_isTheSameProfile(t *testing.T) {
	file := sample(t, gz)
	_, raw := ask(t, "encode", file)
	_, before := ask(t, "parse", file)
	if status, after := ask(t, "parse", []byte(raw)); status != 0 || before != after {
		t.Errorf("%d %s", status, after)
	}
}

func TestResample_files_areProfilesOfTheSameProgramAndTheSameEachTime(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "p")
	if err := os.WriteFile(path, sample(t, gz), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, to := range []string{"once", "again"} {
		if err := run([]string{"resample", path, "3", "50", filepath.Join(dir, to)}, nil, nil); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"00000.pb.gz", "00001.pb.gz", "00002.pb.gz"} {
		once, err := os.ReadFile(filepath.Join(dir, "once", name))
		if err != nil {
			t.Fatal(err)
		}
		again, _ := os.ReadFile(filepath.Join(dir, "again", name))
		if !bytes.Equal(once, again) {
			t.Errorf("%s differs the second time", name)
		}
		if status, body := ask(t, "parse", once); status != 0 || !strings.Contains(body, "\nsample\t1 1\t50\n") {
			t.Errorf("%s: %d %s", name, status, body)
		}
	}
	if err := run([]string{"resample", path, "none", "50", dir}, nil, nil); err == nil {
		t.Error("a count that is no number was accepted")
	}
}

func TestEvolve_files_areOfSeveralReleases(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "p")
	function := &profile.Function{ID: 1, Name: "main.f", StartLine: 1}
	p := &profile.Profile{
		SampleType: []*profile.ValueType{{Type: "samples", Unit: "count"}},
		PeriodType: &profile.ValueType{},
		Mapping:    []*profile.Mapping{{ID: 1, File: "f", BuildID: "first"}},
		Function:   []*profile.Function{function},
	}
	p.Location = []*profile.Location{{ID: 1, Address: 1, Mapping: p.Mapping[0], Line: []profile.Line{{Function: function, Line: 2}}}}
	p.Sample = []*profile.Sample{{Location: p.Location, Value: []int64{7}}}
	var file bytes.Buffer
	if err := p.Write(&file); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, file.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := run([]string{"evolve", path, "600", "5", "1", filepath.Join(dir, "to")}, nil, nil); err != nil {
		t.Fatal(err)
	}
	builds, names, lines := map[string]bool{}, map[string]bool{}, map[int64]bool{}
	files, _ := filepath.Glob(filepath.Join(dir, "to", "*"))
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		p, err := profile.ParseData(data)
		if err != nil {
			t.Fatal(err)
		}
		builds[p.Mapping[0].BuildID] = true
		names[p.Function[0].Name] = true
		lines[p.Location[0].Line[0].Line] = true
	}
	if len(files) != 600 || len(builds) != 600 || len(names) < 2 || len(lines) < 2 {
		t.Errorf("%d files of %d builds, %d names, %d lines", len(files), len(builds), len(names), len(lines))
	}
}
