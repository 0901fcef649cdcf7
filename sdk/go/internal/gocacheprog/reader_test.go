package gocacheprog

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
)

func idText(seed byte) string {
	return base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{seed}, 32))
}

// asGo writes requests as json.Encoder and cmd/go do.
func getAsGo(id int) string {
	return fmt.Sprintf(`{"ID":%d,"Command":"get","ActionID":"%s"}`+"\n\n", id, idText(byte(id)))
}

func putAsGo(id int, body []byte) string {
	digest := sha256.Sum256(body)
	size := ""
	if len(body) > 0 {
		size = fmt.Sprintf(`,"BodySize":%d`, len(body))
	}
	text := fmt.Sprintf(`{"ID":%d,"Command":"put","ActionID":"%s","OutputID":"%s"%s}`+"\n\n",
		id, idText(byte(id)), base64.StdEncoding.EncodeToString(digest[:]), size)
	if len(body) > 0 {
		text += `"` + base64.StdEncoding.EncodeToString(body) + "\"\n"
	}
	return text
}

// told is all that a reader makes of its input, one line each.
func told(t *testing.T, in io.Reader, largest int64) []string {
	t.Helper()
	reader := NewReader(in, largest)
	var lines []string
	for {
		request, err := reader.Next()
		var bad *Malformed
		switch {
		case errors.As(err, &bad):
			lines = append(lines, fmt.Sprintf("%d refused: %v", request.ID, err))
			continue
		case err != nil:
			if !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
				t.Fatal(err)
			}
			return append(lines, err.Error())
		}
		line := fmt.Sprintf("%d %s", request.ID, request.Command)
		if request.BodySize > 0 {
			var body bytes.Buffer
			err := reader.Body(request.BodySize, &body)
			switch {
			case errors.As(err, &bad):
				line += " refused: " + err.Error()
			case err != nil:
				return append(lines, line, err.Error())
			case sha256.Sum256(body.Bytes()) != request.OutputID:
				line += " of another body"
			default:
				line += fmt.Sprintf(" %d bytes", body.Len())
			}
		}
		lines = append(lines, line)
	}
}

func expectLines(t *testing.T, got []string, want ...string) {
	t.Helper()
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n  %s\nnot\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

const closeAsGo = `{"ID":99,"Command":"close"}` + "\n\n"

func TestNext_asGoWrites_givesEachRequest(t *testing.T) {
	in := getAsGo(1) + putAsGo(2, nil) + putAsGo(3, []byte("a")) + putAsGo(4, []byte("ab")) + putAsGo(5, []byte("abc")) + getAsGo(6) + closeAsGo
	expectLines(t, told(t, strings.NewReader(in), LargestBody),
		"1 get", "2 put", "3 put 1 bytes", "4 put 2 bytes", "5 put 3 bytes", "6 get", "99 close", "EOF")
}

func TestNext_inReadsOfAnySize_isTheSame(t *testing.T) {
	var in string
	random := rand.New(rand.NewPCG(1, 2))
	for id := range 40 {
		body := make([]byte, random.IntN(70_000))
		for i := range body {
			body[i] = byte(random.Uint32())
		}
		in += putAsGo(id+1, body) + getAsGo(id+100)
	}
	want := told(t, strings.NewReader(in), LargestBody)
	for name, cut := range map[string]func(io.Reader) io.Reader{
		"one byte": iotest.OneByteReader, "half": iotest.HalfReader, "end with data": iotest.DataErrReader,
	} {
		t.Run(name, func(t *testing.T) {
			expectLines(t, told(t, cut(strings.NewReader(in)), LargestBody), want...)
		})
	}
}

func TestNext_otherFramings_areRead(t *testing.T) {
	in := getAsGo(1) + putAsGo(2, []byte("body")) + getAsGo(3)
	for name, framed := range map[string]string{
		"CRLF":           strings.ReplaceAll(in, "\n", "\r\n"),
		"no blank lines": strings.ReplaceAll(in, "\n\n", "\n"),
		"no line ends":   strings.ReplaceAll(in, "\n", ""),
		"many blanks":    strings.ReplaceAll(in, "\n", " \t\r\n\n "),
	} {
		t.Run(name, func(t *testing.T) {
			expectLines(t, told(t, strings.NewReader(framed), LargestBody), "1 get", "2 put 4 bytes", "3 get", "EOF")
		})
	}
}

func TestNext_fields_areReadLiberally(t *testing.T) {
	reader := NewReader(strings.NewReader(
		`{"Surprise":{"a":["}",1]},"ID":1,"Command":"put","ActionID":"`+idText(1)+`","ObjectID":"`+idText(2)+`"}`+
			`{"ID":2,"Command":"put","ActionID":"`+idText(1)+`","ObjectID":"`+idText(2)+`","OutputID":"`+idText(3)+`"}`+
			`{"ID":3,"Command":"future","ActionID":7}`+`{"ID":4,"Command":"future"}`), LargestBody)
	for _, want := range []struct {
		output byte
		says   string
	}{{2, ""}, {3, ""}, {0, "no request"}, {0, ""}} {
		request, err := reader.Next()
		if want.output != 0 && request.OutputID != ID(bytes.Repeat([]byte{want.output}, 32)) {
			t.Errorf("%d has OutputID %x", request.ID, request.OutputID)
		}
		if want.says == "" && err != nil || want.says != "" && (err == nil || !strings.Contains(err.Error(), want.says)) {
			t.Errorf("%d: %v", request.ID, err)
		}
	}
}

func TestNext_malformedRequest_isRefusedByItsIdAlone(t *testing.T) {
	long := strings.Repeat("x", LargestRequest)
	for name, test := range map[string]struct{ in, says string }{
		"no action":          {`{"ID":7,"Command":"get"}`, "7 refused: ActionID has 0 bytes, not 32"},
		"short action":       {`{"ID":7,"Command":"get","ActionID":"AAAA"}`, "7 refused: ActionID has 3 bytes, not 32"},
		"no output":          {`{"ID":7,"Command":"put","ActionID":"` + idText(1) + `"}`, "7 refused: OutputID has 0 bytes, not 32"},
		"path as an id":      {`{"ID":7,"Command":"get","ActionID":"../../x"}`, "7 refused: no request: illegal base64 data at input byte 0"},
		"negative size":      {strings.Replace(putAsGo(7, []byte("a")), `:1}`, `:-1}`, 1), "7 refused: a BodySize of -1"},
		"size with fraction": {strings.Replace(putAsGo(7, []byte("a")), `:1}`, `:1.5}`, 1), "7 refused: no request: json: cannot unmarshal number 1.5 into Go struct field wire.BodySize of type int64"},
		"size beyond 2^63":   {strings.Replace(putAsGo(7, []byte("a")), `:1}`, `:9223372036854775808}`, 1), "7 refused: no request: json: cannot unmarshal number 9223372036854775808 into Go struct field wire.BodySize of type int64"},
		"too long":           {`{"ID":7,"Command":"` + long + `"}`, "7 refused: a request of more than 65536 bytes"},
		"id behind":          {`{"Command":7,"Nested":{"ID":3},"ID":7}`, "7 refused: no request: json: cannot unmarshal number into Go struct field wire.Command of type string"},
		"no id":              {`{"Command":"get"}`, "0 refused: a request without an ID"},
		"id of go's hello":   {`{"ID":0,"Command":"get"}`, "0 refused: a request without an ID"},
		"id as text":         {`{"ID":"7"}`, "0 refused: no request: json: cannot unmarshal string into Go struct field wire.ID of type int64"},
	} {
		t.Run(name, func(t *testing.T) {
			expectLines(t, told(t, strings.NewReader(test.in+"\n\n"+getAsGo(8)), LargestBody), test.says, "8 get", "EOF")
		})
	}
}

func TestBody_malformed_failsThatPutAlone(t *testing.T) {
	good := putAsGo(1, []byte("some body")) // "c29tZSBib2R5"
	change := func(from, to string) string { return strings.Replace(good, from, to, 1) }
	for name, test := range map[string]struct{ in, says string }{
		"shorter":           {change(`c29tZSBib2R5`, `c29tZSBi`), "1 put refused: a body that is shorter than announced"},
		"empty":             {change(`c29tZSBib2R5`, ``), "1 put refused: a body that is shorter than announced"},
		"longer":            {change(`c29tZSBib2R5`, `c29tZSBib2R5c29t`), "1 put refused: a body of more than the 9 bytes announced"},
		"not a quote":       {change(`"c29tZSBib2R5"`, ``), "1 put refused: no body where one of 9 bytes was announced"},
		"not closed":        {change(`c29tZSBib2R5"`, `c29tZSBib2R5`), "1 put refused: a body of more than the 9 bytes announced"},
		"cut by a line end": {change(`c29tZSBib2R5`, "c29tZS\nBib2R5"), "1 put refused: a body that is shorter than announced"},
		"cut by CR":         {change(`c29tZSBib2R5`, "c29tZS\rBib2R5"), "1 put refused: a body that is shorter than announced"},
		"no base64":         {change(`c29tZSBib2R5`, `c29tZ$Bib2R5`), "1 put refused: a body that is no base64"},
		"URL alphabet":      {change(`c29tZSBib2R5`, `c29tZS-ib2R5`), "1 put refused: a body that is no base64"},
		"padded":            {change(`c29tZSBib2R5`, `c29tZSBib2Q=`), "1 put refused: a body that is no base64"},
		"of other bytes":    {change(`c29tZSBib2R5`, `c29tZSBib2R6`), "1 put of another body"},
		"too large":         {strings.Replace(change(`:9}`, `:1000001}`), "c29t", strings.Repeat("c29t", 40_000), 1), "1 put refused: a body of 1000001 bytes; the largest is 1000000 (HONE_CACHE_LARGEST)"},
		"of 2^63-1":         {change(`:9}`, `:9223372036854775807}`), "1 put refused: a body of 9223372036854775807 bytes; the largest is 1000000 (HONE_CACHE_LARGEST)"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, cut := range []func(io.Reader) io.Reader{func(r io.Reader) io.Reader { return r }, iotest.OneByteReader} {
				got := told(t, cut(strings.NewReader(test.in+getAsGo(8))), 1_000_000)
				expectLines(t, got, test.says, "8 get", "EOF")
			}
		})
	}
}

func TestBody_shorterThanAnnounced_isRefusedBeforeMoreComes(t *testing.T) {
	in, go_ := io.Pipe()
	defer go_.Close()
	go func() {
		_, _ = io.WriteString(go_, strings.Replace(putAsGo(1, make([]byte, 100_000)), "AAAAAAAA", "", 1))
	}()
	reader := NewReader(in, LargestBody)
	request, err := reader.Next()
	if err != nil {
		t.Fatal(err)
	}
	// Go waits for the answer now, and writes nothing: this must not wait for more.
	if err := reader.Body(request.BodySize, io.Discard); err == nil || !strings.Contains(err.Error(), "shorter") {
		t.Error(err)
	}
}

func TestNext_cutShort_isTheEnd(t *testing.T) {
	whole := getAsGo(1) + putAsGo(2, []byte("body"))
	for n := range len(whole) {
		lines := told(t, strings.NewReader(whole[:n]), LargestBody)
		if last := lines[len(lines)-1]; last != "EOF" && last != "unexpected EOF" {
			t.Errorf("%d bytes: %v", n, lines)
		}
	}
}

func TestNext_stringsAndGarbageBetweenRequests_arePassedOver(t *testing.T) {
	in := `"c29tZQ=="` + "\n" + getAsGo(1) + "garbage \"quoted\" here\n" + getAsGo(2) + strings.Repeat("z", 200_000) + "\n" + getAsGo(3) + `"` + strings.Repeat("A", 200_000) + "\"\n" + getAsGo(4)
	expectLines(t, told(t, strings.NewReader(in), LargestBody), "1 get", "2 get", "3 get", "4 get", "EOF")
}

// repeated gives the same text again and again.
type repeated struct {
	text string
	left int64
}

func (r *repeated) Read(p []byte) (int, error) {
	if r.left == 0 {
		return 0, io.EOF
	}
	n := copy(p, r.text)
	n = int(min(int64(n), r.left))
	r.left -= int64(n)
	return n, nil
}

func TestBody_ofAnySize_takesNoMemory(t *testing.T) {
	const size = 32 << 20
	body := `{"ID":1,"Command":"put","ActionID":"` + idText(1) + `","OutputID":"` + idText(2) + fmt.Sprintf(`","BodySize":%d}`, size)
	text := int64((size + 2) / 3 * 4)
	in := io.MultiReader(strings.NewReader(body+"\n\n\""), &repeated{strings.Repeat("AAAA", 1000), text - 4}, strings.NewReader("AAA=\"\n"+getAsGo(2)))
	reader := NewReader(in, LargestBody)
	request, err := reader.Next()
	if err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if err := reader.Body(request.BodySize, io.Discard); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; took > 1<<20 {
		t.Errorf("%d bytes were allocated for a body of %d", took, size)
	}
	if next, err := reader.Next(); err != nil || next.ID != 2 {
		t.Error(next, err)
	}
}

func FuzzNext(f *testing.F) {
	for _, seed := range []string{
		getAsGo(1) + putAsGo(2, []byte("body")) + closeAsGo, strings.ReplaceAll(putAsGo(1, []byte("ab")), "\n", "\r\n"),
		`{"ID":1,"Command":"put","BodySize":5}` + `"AAAA"`, `{"ID":1`, `"`, `{"a":"\"}"}`, `{"ID":1,"ID":2,"x":[{}]}`, "\x00{}", `{{}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		whole := told(t, bytes.NewReader(in), 1000)
		expectLines(t, told(t, iotest.OneByteReader(bytes.NewReader(in)), 1000), whole...)
		// Whatever came before, on a line of its own a request is read, unless the input ends within an object.
		if last := whole[len(whole)-1]; last == "EOF" {
			again := told(t, bytes.NewReader(append(in[:len(in):len(in)], "\n"+getAsGo(77)...)), 1000)
			if got := again[len(again)-2]; got != "77 get" {
				t.Errorf("a request behind %q became %q", in, again)
			}
		}
	})
}
