package order

import (
	"bytes"
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"
)

const good = `{"id":7,"url":"http://host/x","headers":{"Authorization":"a b"},"file":"/new/file","most":1000000,` +
	`"encoding":"e","size":"s","first":5000,"poor":131072}`

func skipOnWindows(t *testing.T) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the paths here are not Windows'")
	}
}

func TestNext_ofAnOrder_hasAllItsMembers(t *testing.T) {
	skipOnWindows(t)
	o, err := NewReader(strings.NewReader(good + "\n")).Next()
	if err != nil {
		t.Fatal(err)
	}
	if o.ID != 7 || o.URL != "http://host/x" || o.Headers["Authorization"] != "a b" || o.File != "/new/file" || o.Most != 1000000 ||
		o.Encoding != "e" || o.Size != "s" || o.First != 5000 || o.Poor != 131072 || o.Cancel != 0 {
		t.Errorf("%+v", o)
	}
	if o.Patience() != 5*time.Second {
		t.Error(o.Patience())
	}
}

func TestNext_ofAnOrderToPack_needsNoMore(t *testing.T) {
	skipOnWindows(t)
	o, err := NewReader(strings.NewReader(`{"id":8,"pack":"/output","file":"/new/file"}`)).Next()
	if err != nil || o.ID != 8 || o.Pack != "/output" || o.File != "/new/file" {
		t.Error(o, err)
	}
}

func TestNext_ofAnOrderToPut_needsNoMost(t *testing.T) {
	skipOnWindows(t)
	o, err := NewReader(strings.NewReader(`{"id":9,"put":"http://host/x","headers":{"if-none-match":"*"},"file":"/file","first":1000,"poor":1}`)).Next()
	if err != nil || o.ID != 9 || o.Put != "http://host/x" || o.Headers["if-none-match"] != "*" || o.Patience() != time.Second {
		t.Error(o, err)
	}
}

const goodUnpack = `{"id":10,"unpack":"/manifest","root":"/cache","packs":[{"url":"http://host/p","headers":{"a":"b"}},{"url":"http://host/q"}],` +
	`"most":5,"largest":6,"room":7,"indexes":true,"first":5000,"poor":131072}`

var goodAwait = `{"id":11,"await":"` + strings.Repeat("0a", 32) + `","of":10}`

func TestNext_ofTheOtherOrders_hasTheirMembers(t *testing.T) {
	skipOnWindows(t)
	reader := NewReader(strings.NewReader(goodUnpack + "\n" + goodAwait + "\n" + `{"id":12,"bundle":["/a","/b"],"file":"/file"}`))
	o, err := reader.Next()
	if err != nil || o.Kind() != Unpack || o.Unpack != "/manifest" || o.Root != "/cache" || len(o.Packs) != 2 || o.Packs[0].URL != "http://host/p" ||
		o.Packs[0].Headers["a"] != "b" || o.Most != 5 || o.Largest != 6 || o.Room != 7 || !o.Indexes || o.Patience() != 5*time.Second || o.Poor != 131072 {
		t.Errorf("%+v %v", o, err)
	}
	o, err = reader.Next()
	if err != nil || o.Kind() != Await || o.Await != strings.Repeat("0a", 32) || o.Of != 10 {
		t.Errorf("%+v %v", o, err)
	}
	o, err = reader.Next()
	if err != nil || o.Kind() != Bundle || len(o.Bundle) != 2 || o.Bundle[1] != "/b" || o.File != "/file" {
		t.Errorf("%+v %v", o, err)
	}
}

func TestKind_isWhatTheOrderNames(t *testing.T) {
	for want, o := range map[Kind]Order{Fetch: {URL: "x"}, Pack: {Pack: "x", URL: "x"}, Put: {Put: "x"}, Unpack: {Unpack: "x"}, Await: {Await: "x"}, Bundle: {Bundle: []string{}}} {
		if got := o.Kind(); got != want {
			t.Error(o, got)
		}
	}
}

func TestNext_passesOverEmptyLinesAndUnknownMembers(t *testing.T) {
	reader := NewReader(strings.NewReader("\n \r\n{\"cancel\":7,\"new\":{\"x\":[1]}}\r\n\n"))
	if o, err := reader.Next(); err != nil || o.Cancel != 7 {
		t.Error(o, err)
	}
	if _, err := reader.Next(); !errors.Is(err, io.EOF) {
		t.Error(err)
	}
}

func TestNext_ofNonsense_saysWhatIsWrong_andGoesOn(t *testing.T) {
	skipOnWindows(t)
	with := func(old, now string) string { return strings.Replace(good, old, now, 1) }
	unpack := func(old, now string) string { return strings.Replace(goodUnpack, old, now, 1) }
	await := func(old, now string) string { return strings.Replace(goodAwait, old, now, 1) }
	for _, c := range []struct {
		line string
		id   int64
		says string
	}{
		{"hello", 0, "no order"},
		{"[1]", 0, "no order"},
		{`{"id":7`, 0, "no order"},
		{`{"id":"7"}`, 0, "no order"},
		{`{"id":7,"url":5}`, 7, "url"},
		{`{"id":1e99}`, 0, "no order"},
		{"\xff\xfe", 0, "no order"},
		{`{}`, 0, "id is 0"},
		{`{"id":-3}`, 0, "id is -3"},
		{`{"cancel":-1}`, 0, "cancel is -1"},
		{with(`"file":"/new/file"`, `"file":"new/file"`), 7, "absolute"},
		{with(`"file":"/new/file"`, `"file":"/new/fi\u0000le"`), 7, "absolute"},
		{with(`"most":1000000,`, ``), 7, "most"},
		{with(`"most":1000000`, `"most":-1`), 7, "most"},
		{with(`"first":5000`, `"first":0`), 7, "first"},
		{with(`,"poor":131072`, ``), 7, "poor"},
		{with(`"Authorization"`, `"Author ization"`), 7, "header"},
		{with(`"Authorization"`, `""`), 7, "header"},
		{with(`a b`, `a\r\nb: c`), 7, "header"},
		{`{"id":7,"pack":"output","file":"/new/file"}`, 7, "pack"},
		{`{"id":7,"pack":"/out\u0000put","file":"/new/file"}`, 7, "pack"},
		{`{"id":7,"pack":"/output"}`, 7, "file"},
		{`{"id":0,"pack":"/output","file":"/new/file"}`, 0, "id"},
		{`{"id":7,"pack":"/output","put":"http://host/x","file":"/new/file"}`, 7, "not both"},
		{`{"id":7,"put":"http://host/x","file":"file","first":1,"poor":1}`, 7, "file"},
		{`{"id":7,"put":"http://host/x","file":"/file","poor":1}`, 7, "first"},
		{`{"id":7,"put":"http://host/x","file":"/file","first":1}`, 7, "poor"},
		{`{"id":7,"put":"http://host/x","headers":{"a b":""},"file":"/file","first":1,"poor":1}`, 7, "header"},
		{`{"id":7,"put":"http://ann:secret@host/x","file":"/file","first":1,"poor":1}`, 7, "user"},
		{`{"id":7,"pack":true,"file":"/new/file"}`, 7, "pack"},
		{unpack(`"/manifest"`, `"manifest"`), 10, "unpack"},
		{unpack(`"/cache"`, `"cache"`), 10, "root"},
		{unpack(`"root":"/cache",`, ``), 10, "root"},
		{unpack(`"most":5`, `"most":-5`), 10, "most"},
		{unpack(`"largest":6`, `"largest":0`), 10, "largest"},
		{unpack(`"room":7`, `"room":-7`), 10, "room"},
		{unpack(`"first":5000`, `"first":0`), 10, "first"},
		{unpack(`"poor":131072`, `"poor":0`), 10, "poor"},
		{unpack(`http://host/q`, `http://ann:secret@host/q`), 10, "packs, the one at 1: url"},
		{unpack(`"a":"b"`, `"a b":""`), 10, "packs, the one at 0: header"},
		{unpack(`[{"url":"http://host/p","headers":{"a":"b"}}`, "["+strings.Repeat(`{"url":"http://host"},`, 999)+`{"url":"http://host"}`), 10, "1001 packs"},
		{unpack(`"unpack"`, `"pack":"/p","unpack"`), 10, "to pack or to unpack"},
		{await("0a", "0"), 11, "64"},
		{await("0a", "0A"), 11, "64"},
		{await("0a", "0g"), 11, "64"},
		{await("0a", "0a0a"), 11, "64"},
		{await(`,"of":10`, ``), 11, "of is 0"},
		{await(`"of":10`, `"of":-1`), 11, "of is -1"},
		{`{"id":12,"bundle":[],"file":"/file"}`, 12, "names nothing"},
		{`{"id":12,"bundle":["/a","b"],"file":"/file"}`, 12, "bundle"},
		{`{"id":12,"bundle":["/a"]}`, 12, "file"},
		{`{"id":12,"bundle":["/a"],"put":"http://host/x","file":"/f"}`, 12, "to put or to bundle"},
		{with(`http://host/x`, ``), 7, "scheme"},
		{with(`http://host/x`, `ftp://host/x`), 7, "scheme"},
		{with(`http://host/x`, `http:///x`), 7, "no host"},
		{with(`http://host/x`, `http:host`), 7, "no host"},
		{with(`http://host/x`, `http://host:port/x`), 7, "port"},
		{with(`http://host/x`, `http://ann:secret@host/x`), 7, "user"},
		{with(`http://host/x`, `http://host/x#y`), 7, "fragment"},
		{with(`http://host/x`, `http://host/a b`), 7, "escaped"},
		{with(`http://host/x`, `http://host/%zz`), 7, "%zz"},
	} {
		reader := NewReader(strings.NewReader(c.line + "\n" + good + "\n"))
		_, err := reader.Next()
		var bad *Malformed
		if !errors.As(err, &bad) || bad.ID != c.id || !strings.Contains(bad.Text, c.says) || strings.Contains(bad.Text, "secret") {
			t.Errorf("%s: %v", c.line, err)
		}
		if o, err := reader.Next(); err != nil || o.ID != 7 {
			t.Errorf("behind %s: %v", c.line, err)
		}
	}
}

func TestNext_ofAURL_takesWhatIsEscaped(t *testing.T) {
	skipOnWindows(t)
	for _, url := range []string{"https://host", "http://[::1]:9/", "http://h/a%2Fb%20c+d?x=%2F&y", "http://h/a?", "http://h?x=1", "http://h/~!$&'()*+,;=:@"} {
		if _, err := NewReader(strings.NewReader(strings.Replace(good, "http://host/x", url, 1))).Next(); err != nil {
			t.Errorf("%s: %v", url, err)
		}
	}
}

func TestNext_ofALongLine_isTheEnd(t *testing.T) {
	skipOnWindows(t)
	filled := func(n int) string { return strings.Replace(good, "a b", strings.Repeat("x", n-len(good)+3), 1) }
	if o, err := NewReader(strings.NewReader(filled(LongestLine) + "\n")).Next(); err != nil || o.ID != 7 {
		t.Error(err)
	}
	reader := NewReader(strings.NewReader(filled(LongestLine+1) + "\n" + good + "\n"))
	if _, err := reader.Next(); !errors.Is(err, ErrTooLong) {
		t.Error(err)
	}
}

func TestPatience_ofAnAge_isADay(t *testing.T) {
	if p := (Order{First: 1 << 62}).Patience(); p != 24*time.Hour {
		t.Error(p)
	}
}

func FuzzNext(f *testing.F) {
	for _, seed := range []string{good, goodUnpack, goodAwait, `{"id":12,"bundle":["/a"],"file":"/f"}`, `{"cancel":7}`, `{"id":1,"headers":{"a":null}}`, "{", "\n\n", `{"id":1,"url":"http://h/%41"}`, `{"id":8,"pack":"/o","file":"/f"}`, `{"id":9,"put":"http://h/","file":"/f","first":1,"poor":1}`, `{"ID":9,"Most":1e3}`} {
		f.Add([]byte(seed))
		f.Add([]byte(seed + "\n" + good))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		reader := NewReader(bytes.NewReader(in))
		for lines := 0; ; lines++ {
			o, err := reader.Next()
			var bad *Malformed
			switch {
			case errors.As(err, &bad):
				if bad.ID < 0 || bad.Text == "" {
					t.Errorf("%+v", bad)
				}
			case err != nil:
				return
			case o.Cancel <= 0 && o.ID <= 0:
				t.Errorf("%+v", o)
			case o.Cancel <= 0 && (o.Kind() == Fetch || o.Kind() == Unpack) && o.Most < 0:
				t.Errorf("%+v", o)
			case o.Cancel <= 0 && (o.Kind() == Fetch || o.Kind() == Unpack || o.Kind() == Put) && (o.Patience() <= 0 || o.Poor <= 0):
				t.Errorf("%+v", o)
			}
			if lines > len(in) {
				t.Fatal("more lines than bytes")
			}
		}
	})
}
