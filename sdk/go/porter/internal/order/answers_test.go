package order

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"testing"
)

func TestWrite_isOneLine_asTheProtocolHasIt(t *testing.T) {
	var out bytes.Buffer
	answers := NewAnswers(&out)
	text, size := "gone <away>\n", int64(0)
	answers.Write(Status{ID: 7, Status: 200, Headers: map[string]string{"etag": `"x"`}, Stored: -1})
	answers.Write(Status{ID: 7, Status: 404, Headers: map[string]string{}, Stored: 9, End: Ended, Text: &text})
	answers.Write(Status{ID: 7, Status: 200, Headers: map[string]string{}, Stored: 0, End: Done, Bytes: &size, SHA256: "e3b0"})
	answers.Write(Fetched{7, Done, 1, 2, "ab"})
	answers.Write(Packed{8, Done, 3, "ab", 2, true, "cd", "ef"})
	answers.Write(Answered{9, 412, map[string]string{"etag": "x"}, Ended, ""})
	answers.Write(Planned{10, 1815, 1465})
	answers.Write(Unpacked{10, Done, "", 1460, 1, 4, 4100000, 77000000, 25, []int{0, 3}, "the pack at 3: the answer is 404", 900, 2500,
		[]Times{{3, 404, 9, 950, 51000, 0, 51010}, {0, 200, 4100000, 940, 52000, 61000, 64000}}})
	answers.Write(Unpacked{10, Failed, Cancelled, 900, 0, 565, 2100000, 37000000, 12, nil, "given up as told", 900, 0, nil})
	answers.Write(Unpacked{ID: 10, End: Done})
	answers.Write(Awaited{11, Here})
	answers.Write(Bundled{12, Done, 4194000, "ab", "cd", []Part{{5678, "ef", 812, true}}})
	answers.Write(Fail(7, Late, "two\nlines\x1b[1m"))
	want := `{"id":7,"status":200,"headers":{"etag":"\"x\""},"stored":-1}
{"id":7,"status":404,"headers":{},"stored":9,"end":"answer","text":"gone <away>\n"}
{"id":7,"status":200,"headers":{},"stored":0,"end":"done","bytes":0,"sha256":"e3b0"}
{"id":7,"end":"done","stored":1,"bytes":2,"sha256":"ab"}
{"id":8,"end":"done","bytes":3,"sha256":"ab","stored":2,"packed":true,"storedSha256":"cd","storedMd5":"ef"}
{"id":9,"status":412,"headers":{"etag":"x"},"end":"answer","text":""}
{"id":10,"entries":1815,"missing":1465}
{"id":10,"end":"done","brought":1460,"refused":1,"left":4,"stored":4100000,"bytes":77000000,"requests":25,"lost":[0,3],"text":"the pack at 3: the answer is 404","looked":900,"inlined":2500,"fetched":[{"pack":3,"status":404,"stored":9,"asked":950,"answered":51000,"came":0,"ended":51010},{"pack":0,"status":200,"stored":4100000,"asked":940,"answered":52000,"came":61000,"ended":64000}]}
{"id":10,"end":"failed","why":"cancelled","brought":900,"refused":0,"left":565,"stored":2100000,"bytes":37000000,"requests":12,"text":"given up as told","looked":900,"inlined":0}
{"id":10,"end":"done","brought":0,"refused":0,"left":0,"stored":0,"bytes":0,"requests":0,"looked":0,"inlined":0}
{"id":11,"end":"here"}
{"id":12,"end":"done","stored":4194000,"storedSha256":"ab","storedMd5":"cd","parts":[{"bytes":5678,"sha256":"ef","stored":812,"packed":true}]}
{"id":7,"end":"failed","why":"late","text":"two?lines?[1m"}
`
	if out.String() != want {
		t.Error(out.String())
	}
}

func TestFail_withAHugeOrStrangeText_isShortAndJSON(t *testing.T) {
	for _, text := range []string{strings.Repeat("x", 5000), strings.Repeat("ü", 5000), "\xff\u2028\x00"} {
		line := encode(Fail(1, Broken, text))
		var back Failure
		if err := json.Unmarshal(line, &back); err != nil || len(back.Text) > longestText+10 {
			t.Error(err, len(back.Text))
		}
	}
}

// oneWrite fails if a line comes in parts.
type oneWrite struct {
	t  *testing.T
	mu sync.Mutex
	n  int
}

func (o *oneWrite) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.n++
	if bytes.Count(p, []byte("\n")) != 1 || p[len(p)-1] != '\n' {
		o.t.Errorf("%q is no line", p)
	}
	return len(p), nil
}

func TestWrite_ofMany_isOneWriteEach(t *testing.T) {
	out := &oneWrite{t: t}
	answers := NewAnswers(out)
	var all sync.WaitGroup
	for i := range 50 {
		all.Add(1)
		go func() {
			defer all.Done()
			answers.Write(Fail(int64(i+1), Late, "x"))
		}()
	}
	all.Wait()
	if out.n != 50 {
		t.Error(out.n)
	}
}

type noWriter struct{}

func (noWriter) Write([]byte) (int, error) { return 0, errors.New("nobody reads") }

func TestWrite_withoutAReader_saysSo(t *testing.T) {
	answers := NewAnswers(noWriter{})
	if answers.Write(Fail(1, Late, "x")) || answers.Write(Fail(2, Late, "x")) {
		t.Error("somebody heard it")
	}
	select {
	case <-answers.Lost():
	default:
		t.Error("it is not known to be lost")
	}
}

func TestStop_isTheLast(t *testing.T) {
	var out bytes.Buffer
	answers := NewAnswers(&out)
	answers.Stop()
	if answers.Write(Fail(1, Late, "x")) || out.Len() > 0 {
		t.Error(out.String())
	}
}
