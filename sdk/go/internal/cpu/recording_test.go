package cpu

import (
	"bytes"
	"compress/gzip"
	"io"
	"runtime/pprof"
	"testing"
)

// These tests take real profiles, of which there is one at a time: none of them is parallel.

func TestRecording_ended_isAProfile(t *testing.T) {
	r, err := Start()
	if err != nil {
		t.Fatal(err)
	}
	if r.complete() {
		t.Error("complete before its end")
	}
	body, err := r.End()
	if err != nil {
		t.Fatal(err)
	}
	unpack(t, body)
	requireNobodyProfiles(t)
}

func TestRecording_whileSomebodyProfiles_isBusyAndLeavesThatAlone(t *testing.T) {
	var theirs bytes.Buffer
	if err := pprof.StartCPUProfile(&theirs); err != nil {
		t.Fatal(err)
	}
	if _, err := Start(); err == nil || err.Error() != "cpu profiling already in use" {
		t.Error(err)
	}
	requireSomebodyProfiles(t)
	pprof.StopCPUProfile()
	unpack(t, theirs.Bytes())
}

func TestRecording_stoppedBySomebody_leavesTheirOwnAlone(t *testing.T) {
	r, err := Start()
	if err != nil {
		t.Fatal(err)
	}
	pprof.StopCPUProfile()
	var theirs bytes.Buffer
	if err := pprof.StartCPUProfile(&theirs); err != nil {
		t.Fatal(err)
	}
	body, err := r.End()
	if err != nil {
		t.Fatal(err)
	}
	unpack(t, body)
	requireSomebodyProfiles(t)
	pprof.StopCPUProfile()
	unpack(t, theirs.Bytes())
}

func TestRecording_partlyWritten_isNotComplete(t *testing.T) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, _ = w.Write(bytes.Repeat([]byte("profile"), 1000))
	_ = w.Close()
	for n := range packed.Len() {
		r := &Recording{}
		_, _ = r.Write(packed.Bytes()[:n])
		if r.complete() {
			t.Errorf("complete after %d of %d bytes", n, packed.Len())
		}
	}
}

func TestRecording_tooLarge_isGivenUpAndHoldsNothing(t *testing.T) {
	r := &Recording{}
	for range 17 {
		_, _ = r.Write(make([]byte, 1<<20))
	}
	if r.data.Cap() != 0 {
		t.Errorf("%d bytes held", r.data.Cap())
	}
	_, err := r.End()
	if err != ErrTooLarge {
		t.Error(err)
	}
}

func unpack(t *testing.T, body []byte) {
	t.Helper()
	r, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(r)
	if err != nil || !bytes.Contains(content, []byte("nanoseconds")) {
		t.Errorf("no profile of %d bytes: %v", len(content), err)
	}
}

func requireNobodyProfiles(t *testing.T) {
	t.Helper()
	if err := pprof.StartCPUProfile(io.Discard); err != nil {
		t.Error(err)
	}
	pprof.StopCPUProfile()
}

func requireSomebodyProfiles(t *testing.T) {
	t.Helper()
	if pprof.StartCPUProfile(io.Discard) == nil {
		pprof.StopCPUProfile()
		t.Error("their profile does not run any more")
	}
}
