package carry

import (
	"bytes"
	"crypto/md5"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"hone.dev/sdk/porter/internal/order"
)

// bundling is an order to bundle what is written for it.
func (w *world) bundling(bodies ...[]byte) order.Order {
	w.t.Helper()
	w.next++
	o := order.Order{ID: w.next, Bundle: []string{}, File: filepath.Join(w.folder, fmt.Sprint(w.next))}
	folder := w.t.TempDir()
	for i, body := range bodies {
		o.Bundle = append(o.Bundle, filepath.Join(folder, fmt.Sprint("output", i)))
		if err := os.WriteFile(o.Bundle[i], body, 0o600); err != nil {
			w.t.Fatal(err)
		}
	}
	return o
}

// expectBundle looks at the only line, and at each part of the file.
func (w *world) expectBundle(o order.Order, lines []said, bodies [][]byte, packed []bool) {
	w.t.Helper()
	file, err := os.ReadFile(o.File)
	if err != nil || len(lines) != 1 || len(lines[0].Parts) != len(bodies) {
		w.t.Fatal(err, lines)
	}
	digest, digest5 := sha256.Sum256(file), md5.Sum(file)
	line := lines[0]
	if line.End != order.Done || line.Stored == nil || *line.Stored != int64(len(file)) || line.StoredSHA256 != hex.EncodeToString(digest[:]) ||
		line.StoredMD5 != hex.EncodeToString(digest5[:]) {
		w.t.Errorf("%+v", line)
	}
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderMaxWindow(packWindow))
	if err != nil {
		w.t.Fatal(err)
	}
	defer decoder.Close()
	for i, part := range line.Parts {
		got := file[:part.Stored]
		file = file[part.Stored:]
		if part.Packed {
			if got, err = decoder.DecodeAll(got, nil); err != nil {
				w.t.Error(err)
			}
		}
		digest := sha256.Sum256(bodies[i])
		if part.Packed != packed[i] || part.Bytes != int64(len(bodies[i])) || part.SHA256 != hex.EncodeToString(digest[:]) || !bytes.Equal(got, bodies[i]) ||
			part.Packed && part.Stored >= part.Bytes {
			w.t.Errorf("%d: %+v", i, part)
		}
	}
	if len(file) > 0 {
		w.t.Errorf("%d bytes more", len(file))
	}
}

func TestBundle_ofOutputs_hasOneBehindTheOther(t *testing.T) {
	w := newWorld(t, nil)
	bodies := [][]byte{
		texts(1000, 1), noise(1000, 2), nil, texts(packWhole+1, 3), noise(packWhole+1, 4), texts(1000, 1), noise(3<<20, 5), texts(3<<20, 6), {7}, noise(packWhole, 8),
	}
	o := w.bundling(bodies...)
	w.expectBundle(o, w.do(o), bodies, []bool{true, false, false, true, false, true, false, true, false, false})
	o = w.bundling(nil)
	w.expectBundle(o, w.do(o), [][]byte{nil}, []bool{false})
}

// What packs well at first has been written when it is found not to shrink.
func TestBundle_ofWhatShrinksAtFirst_isAsItIsFromItsBeginning(t *testing.T) {
	w := newWorld(t, nil)
	body := append(texts(300_000, 1), noise(12<<20, 2)...)
	grown := append(noise(12<<20, 2), 0)
	bodies := [][]byte{texts(2<<20, 3), grown, texts(1000, 4), body, noise(100, 5)}
	o := w.bundling(bodies...)
	w.expectBundle(o, w.do(o), bodies, []bool{true, false, true, true, false})
}

func TestStore_thatGoesBack_isAsItWas(t *testing.T) {
	s := newStore(filepath.Join(t.TempDir(), "x"))
	s.limit = 100
	write := func(text string) {
		t.Helper()
		if _, err := s.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	for _, before := range []string{"", "hello, "} {
		write(before)
		back := s.mark()
		write("nobody")
		if err := back(); err != nil {
			t.Fatal(err)
		}
	}
	write("world")
	digest, err := s.finish()
	want, want5 := sha256.Sum256([]byte("hello, world")), md5.Sum([]byte("hello, world"))
	if err != nil || digest != hex.EncodeToString(want[:]) || s.md5Text() != hex.EncodeToString(want5[:]) {
		t.Error(digest, err)
	}
	if text, _ := os.ReadFile(s.path); string(text) != "hello, world" {
		t.Errorf("%q", text)
	}
}

func TestBundle_thatFails_namesTheOutput_andLeavesNothing(t *testing.T) {
	w := newWorld(t, nil)
	o := w.bundling(texts(1000, 1), nil, texts(1000, 2))
	_ = os.Remove(o.Bundle[1])
	w.expectFailed(o, w.do(o), order.Missing, o.Bundle[1])
	o = w.bundling(texts(1000, 1), nil)
	o.Bundle[1] = w.folder
	w.expectFailed(o, w.do(o), order.Folder, w.folder)
	o = w.bundling(texts(1000, 1))
	if err := os.WriteFile(o.File, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if lines := w.do(o); lines[0].Why != order.Folder || !strings.Contains(lines[0].Text, o.File) {
		t.Error(lines)
	}
	if text, _ := os.ReadFile(o.File); string(text) != "mine" {
		t.Error(string(text))
	}
}

func TestCancel_ofABundle_leavesNothing(t *testing.T) {
	w := newWorld(t, nil)
	body := texts(8<<20, 1)
	o := w.bundling(body, body, body, body, body, body)
	ended := w.begin(o)
	eventually(t, "it has begun to write", func() bool { _, err := os.Stat(o.File); return err == nil })
	w.porter.Cancel(o.ID)
	w.expectFailed(o, w.await(o, ended), order.Cancelled, "given up")
}

func TestBundle_isInTheBackground(t *testing.T) {
	w := newWorld(t, nil)
	free := w.occupy()
	bodies := [][]byte{texts(1000, 1)}
	o := w.bundling(bodies...)
	ended := w.begin(o)
	select {
	case <-ended:
		t.Error("it did not wait for its place")
	case <-time.After(20 * time.Millisecond):
	}
	free()
	w.expectBundle(o, w.await(o, ended), bodies, []bool{true})
	if len(w.porter.packers.places) != 0 {
		t.Error("it keeps its place")
	}
}
