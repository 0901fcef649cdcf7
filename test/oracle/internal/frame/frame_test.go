package frame

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

func TestServe_manyRequests_areAnsweredInOrder(t *testing.T) {
	in := bytes.NewBuffer([]byte("\x00\x00\x00\x02ab\x00\x00\x00\x00\x00\x00\x00\x01x"))
	var out bytes.Buffer
	upper := func(request []byte) ([]byte, error) { return bytes.ToUpper(request), nil }

	if err := Serve(in, &out, upper); err != nil {
		t.Fatal(err)
	}
	if got, want := out.String(), "\x00\x00\x00\x03\x00AB\x00\x00\x00\x01\x00\x00\x00\x00\x02\x00X"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestServe_errorAndPanic_areAnswersToo(t *testing.T) {
	in := bytes.NewBuffer([]byte("\x00\x00\x00\x01e\x00\x00\x00\x01p"))
	var out bytes.Buffer
	fail := func(request []byte) ([]byte, error) {
		if request[0] == 'p' {
			panic("oh")
		}
		return nil, errors.New("no")
	}

	if err := Serve(in, &out, fail); err != nil {
		t.Fatal(err)
	}
	if got := out.String(); !strings.HasPrefix(got, "\x00\x00\x00\x03\x01no") || !strings.Contains(got, "\x02oh\n") {
		t.Errorf("got %q", got)
	}
}

func TestServe_streamCutInsideRequest_isAnError(t *testing.T) {
	for _, in := range []string{"\x00\x00", "\x00\x00\x00\x05ab", "\xff\xff\xff\xff"} {
		echo := func(request []byte) ([]byte, error) { return request, nil }
		if err := Serve(strings.NewReader(in), &bytes.Buffer{}, echo); err == nil {
			t.Errorf("%q was accepted", in)
		}
	}
}
