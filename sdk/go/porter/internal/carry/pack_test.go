package carry

import (
	"bytes"
	"context"
	"crypto/md5"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"hone.dev/sdk/porter/internal/order"
)

// output is an order to pack what is written for it.
func (w *world) output(body []byte) order.Order {
	w.t.Helper()
	w.next++
	o := order.Order{ID: w.next, Pack: filepath.Join(w.t.TempDir(), "output"), File: filepath.Join(w.folder, fmt.Sprint(w.next))}
	if err := os.WriteFile(o.Pack, body, 0o600); err != nil {
		w.t.Fatal(err)
	}
	return o
}

// expectPacked looks at the only line and at the file, which has to be smaller and to be what it says.
func (w *world) expectPacked(o order.Order, lines []said, body []byte) (packed []byte) {
	w.t.Helper()
	packed, err := os.ReadFile(o.File)
	if err != nil {
		w.t.Fatal(err, lines)
	}
	w.expectStored(lines, true, body, packed)
	if len(packed) >= len(body) {
		w.t.Errorf("%d became %d", len(body), len(packed))
	}
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderMaxWindow(packWindow))
	if err != nil {
		w.t.Fatal(err)
	}
	defer decoder.Close()
	if got, err := decoder.DecodeAll(packed, nil); err != nil || !bytes.Equal(got, body) {
		w.t.Errorf("%d bytes come out, not %d, or others: %v", len(got), len(body), err)
	}
	return packed
}

func (w *world) expectUnpacked(o order.Order, lines []said, body []byte) {
	w.t.Helper()
	w.expectStored(lines, false, body, body)
	if _, err := os.Lstat(o.File); err == nil {
		w.t.Error("there is a file")
	}
}

func (w *world) expectStored(lines []said, packed bool, body, stored []byte) {
	w.t.Helper()
	digest, storedDigest, storedMD5 := sha256.Sum256(body), sha256.Sum256(stored), md5.Sum(stored)
	line := lines[0]
	if len(lines) != 1 || line.End != order.Done || line.Status != 0 || line.Packed != packed || line.Bytes != int64(len(body)) ||
		line.SHA256 != hex.EncodeToString(digest[:]) || line.Stored == nil || *line.Stored != int64(len(stored)) ||
		line.StoredSHA256 != hex.EncodeToString(storedDigest[:]) || line.StoredMD5 != hex.EncodeToString(storedMD5[:]) {
		w.t.Errorf("said was %+v, not %v: %d as %d", lines, packed, len(body), len(stored))
	}
}

func TestOutput_ofAnySize_isPacked_andTheSameAnyTime(t *testing.T) {
	w := newWorld(t, nil)
	for _, size := range []int{1000, 100_000, packWhole - 1, packWhole, packWhole + 1, 2*packWhole + packStep, 5 << 20} {
		body := texts(size, 1)
		var first []byte
		for range 2 {
			o := w.output(body)
			packed := w.expectPacked(o, w.do(o), body)
			if first != nil && !bytes.Equal(packed, first) {
				t.Error("another packed form")
			}
			first = packed
			if left, err := os.ReadFile(o.Pack); err != nil || !bytes.Equal(left, body) {
				t.Error("the output is another", err)
			}
		}
		var header zstd.Header
		if err := header.Decode(first); err != nil || header.FrameContentSize != uint64(size) || !header.HasCheckSum {
			t.Errorf("%+v %v", header, err)
		}
	}
}

func TestOutput_thatDoesNotShrink_isLeftAsItIs(t *testing.T) {
	w := newWorld(t, nil)
	for _, size := range []int{0, 1, 10, 1000, packWhole, packWhole + 1, 2 << 20} {
		body := noise(size, 1)
		o := w.output(body)
		w.expectUnpacked(o, w.do(o), body)
	}
	body := texts(3<<20, 1) // what was given up leaves nothing behind
	o := w.output(body)
	w.expectPacked(o, w.do(o), body)
}

func TestPackedFile_ofANewFolder_isMadeWithIt(t *testing.T) {
	w := newWorld(t, nil)
	body := texts(1000, 1)
	o := w.output(body)
	o.File = filepath.Join(w.folder, "a", "b", "c")
	w.expectPacked(o, w.do(o), body)
}

func TestOutput_thatIsNotThere_isMissing(t *testing.T) {
	w := newWorld(t, nil)
	o := w.output(nil)
	_ = os.Remove(o.Pack)
	w.expectFailed(o, w.do(o), order.Missing, o.Pack)
}

func TestOutput_thatIsNoRegularFile_isNamed(t *testing.T) {
	w := newWorld(t, nil)
	o := w.output(nil)
	o.Pack = w.folder
	w.expectFailed(o, w.do(o), order.Folder, o.Pack)
	if runtime.GOOS == "windows" {
		return
	}
	o = w.output(texts(1000, 1))
	target := o.Pack
	o.Pack += "-link"
	if err := os.Symlink(target, o.Pack); err != nil {
		t.Fatal(err)
	}
	w.expectFailed(o, w.do(o), order.Folder, o.Pack)
	o = w.output(nil)
	o.Pack = os.DevNull
	w.expectFailed(o, w.do(o), order.Folder, o.Pack)
}

func TestPackedFile_thatIsThere_isKept(t *testing.T) {
	w := newWorld(t, nil)
	for _, size := range []int{1000, 5 << 20} {
		o := w.output(texts(size, 1))
		if err := os.WriteFile(o.File, []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
		lines := w.do(o)
		if lines[0].Why != order.Folder || !strings.Contains(lines[0].Text, o.File) {
			t.Error(lines)
		}
		if text, _ := os.ReadFile(o.File); string(text) != "mine" {
			t.Error(string(text))
		}
	}
}

func TestOutput_thatIsAnotherWhileItIsRead_fails(t *testing.T) {
	for _, size := range []int64{1000, 2 << 20} {
		for _, more := range []int64{-1, 1} {
			file, err := os.Create(filepath.Join(t.TempDir(), "output"))
			if err != nil {
				t.Fatal(err)
			}
			defer file.Close()
			_ = file.Truncate(size + more)
			one := &packer{}
			one.prepare()
			to := newStore(filepath.Join(t.TempDir(), "packed"))
			to.limit = size
			pack := one.stream
			if size <= packWhole {
				pack = one.whole
			}
			_, err = pack(context.Background(), file, size, to)
			if failed := troubleOf(context.Background(), err, ""); failed.why != order.Folder || !strings.Contains(failed.text, file.Name()) {
				t.Error(size, more, err)
			}
		}
	}
}

// occupy keeps all threads until it is told.
func (w *world) occupy() (free func()) {
	w.t.Helper()
	stop, busy := make(chan struct{}), make(chan struct{})
	for range w.porter.packers.threads {
		go func() {
			_ = w.porter.packers.with(context.Background(), func(*packer) error { busy <- struct{}{}; <-stop; return nil })
		}()
		<-busy
	}
	return func() { close(stop) }
}

func TestCancel_ofAPackThatWaits_andOfOneAtWork(t *testing.T) {
	w := newWorld(t, nil)
	free := w.occupy()
	o := w.output(texts(1000, 1))
	ended := w.begin(o)
	w.porter.Cancel(o.ID)
	w.expectFailed(o, w.await(o, ended), order.Cancelled, "given up")
	free()
	o = w.output(texts(16<<20, 1))
	ended = w.begin(o)
	eventually(t, "it has begun to write", func() bool { _, err := os.Stat(o.File); return err == nil })
	w.porter.Cancel(o.ID)
	w.expectFailed(o, w.await(o, ended), order.Cancelled, "given up")
	body := texts(2<<20, 2)
	o = w.output(body)
	w.expectPacked(o, w.do(o), body)
}

func TestMorePacksThanMayWait_areNoOrders_untilOneHasEnded(t *testing.T) {
	w := newWorld(t, nil)
	free := w.occupy()
	body := texts(1000, 1)
	var orders []order.Order
	var ends []chan struct{}
	one := w.output(body)
	for range cap(w.porter.packers.places) {
		w.next++
		o := one
		o.ID, o.File = w.next, filepath.Join(w.folder, fmt.Sprint(w.next))
		orders, ends = append(orders, o), append(ends, w.begin(o))
	}
	o := w.output(body)
	w.expectFailed(o, w.do(o), order.Senseless, "1024 orders")
	w.porter.Cancel(orders[0].ID)
	<-ends[0]
	w.expectFailed(orders[0], w.of(orders[0].ID), order.Cancelled, "")
	ended := w.begin(o)
	free()
	<-ended
	if lines := w.of(o.ID); len(lines) != 2 || lines[1].End != order.Done {
		t.Error(lines)
	}
	for i, o := range orders[1:] {
		w.expectPacked(o, w.await(o, ends[i+1]), body)
	}
}

func TestPanicWhilePacking_isTheFailureOfOne(t *testing.T) {
	w := newWorld(t, nil)
	for range 5 {
		err := w.porter.packers.with(context.Background(), func(*packer) error { panic("of no use") })
		if failed := troubleOf(context.Background(), err, ""); failed.why != order.Broken || !strings.Contains(failed.text, "of no use") {
			t.Error(failed)
		}
	}
	body := texts(1000, 1)
	o := w.output(body)
	w.expectPacked(o, w.do(o), body)
}

func TestEnd_ofPacks_leavesNothingHalfWritten(t *testing.T) {
	w := newWorld(t, nil)
	var first string
	one := w.output(texts(16<<20, 1))
	for range 10 {
		w.next++
		o := one
		o.ID, o.File = w.next, filepath.Join(w.folder, fmt.Sprint(w.next))
		w.begin(o)
		if first == "" {
			first = o.File
			eventually(t, "it has begun to write", func() bool { _, err := os.Stat(first); return err == nil })
		}
	}
	w.porter.answers.Stop()
	w.porter.End(10 * time.Second)
	if left, _ := os.ReadDir(w.folder); len(left) > 0 {
		t.Error(left)
	}
}

func TestPacks_areInTheBackground_andNobodyElseIs(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("no other system has a niceness for a thread")
	}
	w := newWorld(t, nil)
	nice := func(thread string) string {
		stat, _ := os.ReadFile("/proc/self/task/" + thread + "/stat")
		fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
		return fields[16]
	}
	free := w.occupy()
	defer free()
	threads, err := os.ReadDir("/proc/self/task")
	if err != nil {
		t.Fatal(err)
	}
	counts := map[string]int{}
	for _, thread := range threads {
		counts[nice(thread.Name())]++
	}
	if counts["19"] < w.porter.packers.threads || len(threads) == counts["19"] {
		t.Error(counts)
	}
}

func TestGets_goOnWhilePacksWork(t *testing.T) {
	body := texts(100_000, 1)
	packed := pack(body)
	w := newWorld(t, func(w http.ResponseWriter, r *http.Request) { serving(packed, len(body))(w, r) })
	gets := func() time.Duration {
		begun := time.Now()
		for range 100 {
			o := w.order("/x")
			w.expectFile(o, w.do(o), body, len(packed))
		}
		return time.Since(begun)
	}
	alone := gets()
	var orders []order.Order
	var ends []chan struct{}
	output := texts(10<<20, 2)
	for range 20 {
		o := w.output(output)
		orders, ends = append(orders, o), append(ends, w.begin(o))
	}
	together := gets()
	t.Logf("100 fetched in %v, in %v while 20 outputs are packed", alone, together)
	select {
	case <-ends[len(ends)-1]:
		t.Log("and all outputs were packed before")
	default:
	}
	if together > 5*alone+2*time.Second {
		t.Errorf("100 were fetched in %v, and now in %v", alone, together)
	}
	w.expectPacked(orders[0], w.await(orders[0], ends[0]), output)
}
