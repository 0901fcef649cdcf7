package carry

import (
	"bytes"
	"fmt"
	"net/http"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"hone.dev/sdk/porter/internal/order"
)

func TestPlainBody_ofAnySize_isTheFile(t *testing.T) {
	for _, size := range []int{0, 1, 1000, readWhole - 1, readWhole, readWhole + 1, 3<<20 + 7} {
		body := noise(size, 1)
		w := newWorld(t, plain(body))
		o := w.order("/x")
		w.expectFile(o, w.do(o), body, size)
	}
}

func TestPlainBody_withoutALength_isTheFile(t *testing.T) {
	body := noise(1<<20, 1)
	w := newWorld(t, func(w http.ResponseWriter, _ *http.Request) {
		for part := body; len(part) > 0; part = part[1<<18:] {
			_, _ = w.Write(part[:1<<18])
			w.(http.Flusher).Flush()
		}
	})
	o := w.order("/x")
	lines := w.do(o)
	w.expectFile(o, lines, body, len(body))
	if *lines[0].Stored != -1 {
		t.Error(lines)
	}
}

func TestZstdBody_ofAnySizeAndForm_isUnpacked(t *testing.T) {
	for _, size := range []int{0, 1, 1000, 100_000, wholeMost, wholeMost + 1, 2 << 20} {
		body := texts(size, 1)
		for name, packed := range map[string][]byte{
			"sized":      pack(body, zstd.WithZeroFrames(true)),
			"unsized":    packStream(body, zstd.WithZeroFrames(true)),
			"no check":   pack(body, zstd.WithZeroFrames(true), zstd.WithEncoderCRC(false)),
			"one part":   pack(body, zstd.WithZeroFrames(true), zstd.WithSingleSegment(true)),
			"two frames": append(pack(body[:size/3], zstd.WithZeroFrames(true)), pack(body[size/3:], zstd.WithZeroFrames(true))...),
			"skips":      append(append([]byte("\x50\x2a\x4d\x18\x03\x00\x00\x00abc"), pack(body, zstd.WithZeroFrames(true))...), "\x5f\x2a\x4d\x18\x00\x00\x00\x00"...),
		} {
			for _, said := range []int{size, -1} {
				t.Run(fmt.Sprintf("%d %s %d", size, name, said), func(t *testing.T) {
					w := newWorld(t, serving(packed, said))
					o := w.order("/x")
					w.expectFile(o, w.do(o), body, len(packed))
				})
			}
		}
	}
}

func TestZstdBody_withAWindow_upToTheLimit(t *testing.T) {
	body := texts(3<<20, 1)
	for _, window := range []int{1 << 10, 16 << 20, 32 << 20, 128 << 20} {
		packed := packStream(body, zstd.WithWindowSize(window))
		w := newWorld(t, serving(packed, len(body)))
		o := w.order("/x")
		w.expectFile(o, w.do(o), body, len(packed))
	}
	packed := packStream(body[:2<<20], zstd.WithWindowSize(256<<20))
	w := newWorld(t, serving(packed, 2<<20))
	o := w.order("/x")
	w.expectFailed(o, w.do(o), order.Corrupt, "window")
}

func TestBodyWithoutAnEncodingName_isAsItIs(t *testing.T) {
	packed := pack(texts(1000, 1))
	w := newWorld(t, serving(packed, 100_000))
	o := w.order("/x")
	o.Encoding, o.Size = "", ""
	w.expectFile(o, w.do(o), packed, len(packed))
}

func TestFile_ofANewFolder_isMadeWithIt(t *testing.T) {
	w := newWorld(t, plain([]byte("body")))
	o := w.order("/x")
	o.File = filepath.Join(w.folder, "a", "b", "c")
	w.expectFile(o, w.do(o), []byte("body"), 4)
}

func TestManyAtOnce_areAllRight(t *testing.T) {
	const many, size = 200, 1 << 20
	packed := map[string][]byte{}
	bodies := map[string][]byte{}
	for i := range 5 {
		name := fmt.Sprintf("/%d", i)
		bodies[name] = texts(size+i, uint64(i))
		packed[name] = pack(bodies[name])
	}
	w := newWorld(t, func(w http.ResponseWriter, r *http.Request) { serving(packed[r.URL.Path], -1)(w, r) })
	orders := make([]order.Order, many)
	ends := make([]chan struct{}, many)
	for i := range many {
		orders[i] = w.order(fmt.Sprintf("/%d", i%5))
		ends[i] = w.begin(orders[i])
	}
	for i, o := range orders {
		name := fmt.Sprintf("/%d", i%5)
		w.expectFile(o, w.await(o, ends[i]), bodies[name], len(packed[name]))
	}
}

func TestManySmall_oneBehindTheOther_useOneConnection(t *testing.T) {
	body := texts(10_000, 1)
	packed := pack(body)
	w := newWorld(t, serving(packed, len(body)))
	for range 50 {
		o := w.order("/x")
		w.expectFile(o, w.do(o), body, len(packed))
	}
	if n := w.opened.Load(); n != 1 {
		t.Errorf("%d connections", n)
	}
}

func TestMoreThanTheMost_wait(t *testing.T) {
	var now, most atomic.Int64
	proceed := make(chan struct{})
	w := newWorld(t, func(http.ResponseWriter, *http.Request) {
		n := now.Add(1)
		for {
			if old := most.Load(); n <= old || most.CompareAndSwap(old, n) {
				break
			}
		}
		<-proceed
		now.Add(-1)
	})
	var ends []chan struct{}
	var orders []order.Order
	for range mostUnderWay + 40 {
		o := w.order("/x")
		o.First = 60_000
		orders, ends = append(orders, o), append(ends, w.begin(o))
	}
	eventually(t, "as many as may are under way", func() bool { return now.Load() == mostUnderWay })
	w.porter.Cancel(orders[mostUnderWay+39].ID) // one that waits, most probably
	close(proceed)
	for i, o := range orders[:len(orders)-1] {
		w.expectFile(o, w.await(o, ends[i]), nil, 0)
	}
	<-ends[len(ends)-1]
	// The server may not know yet that one was given up, whose place another has taken.
	if most.Load() > mostUnderWay+1 {
		t.Error(most.Load())
	}
}

func TestSmallBodies_doNotWaitForSlowStreams(t *testing.T) {
	body := texts(4<<20, 1)
	packed := packStream(noise(1<<20, 1))
	small := pack(body[:1000])
	stop := make(chan struct{})
	w := newWorld(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/small" {
			serving(small, 1000)(w, r)
			return
		}
		w.Header().Set(encodingHeader, "zstd")
		_, _ = w.Write(packed[:len(packed)/2])
		w.(http.Flusher).Flush()
		<-stop
		_, _ = w.Write(packed[len(packed)/2:])
	})
	var slow []order.Order
	var ends []chan struct{}
	for range 20 {
		o := w.order("/slow")
		slow, ends = append(slow, o), append(ends, w.begin(o))
	}
	for range 20 {
		o := w.order("/small")
		w.expectFile(o, w.do(o), body[:1000], len(small))
	}
	close(stop)
	for i, o := range slow {
		w.expectFile(o, w.await(o, ends[i]), noise(1<<20, 1), len(packed))
	}
}

func TestSmallBody_thatIsThere_isOneLine(t *testing.T) {
	body := texts(1000, 1)
	w := newWorld(t, serving(pack(body), 1000))
	merged := 0
	for range 20 {
		o := w.order("/x")
		lines := w.do(o)
		w.expectFile(o, lines, body, len(pack(body)))
		if len(lines) == 1 {
			merged++
			if lines[0].Headers[sizeLower] != "1000" {
				t.Error(lines[0].Headers)
			}
		}
	}
	if merged < 10 { // a busy machine may take its time
		t.Errorf("only %d of 20", merged)
	}
}

const sizeLower = "x-amz-meta-uncompressed_size"

func TestSmallBody_thatComesLater_isTwoLines(t *testing.T) {
	proceed := make(chan struct{})
	w := newWorld(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "4")
		w.WriteHeader(200)
		w.(http.Flusher).Flush()
		<-proceed
		_, _ = w.Write([]byte("body"))
	})
	o := w.order("/x")
	ended := w.begin(o)
	eventually(t, "the status comes by itself", func() bool { return len(w.of(o.ID)) == 1 })
	close(proceed)
	lines := w.await(o, ended)
	w.expectFile(o, lines, []byte("body"), 4)
	if len(lines) != 2 || lines[0].End != "" {
		t.Error(lines)
	}
}

func TestLargeBody_hasItsStatusAtOnce(t *testing.T) {
	body := noise(holdBelow+1, 1)
	w := newWorld(t, plain(body))
	o := w.order("/x")
	if lines := w.do(o); len(lines) != 2 || *lines[0].Stored != int64(len(body)) {
		t.Error(lines)
	}
}

func TestRequest_isAsTold(t *testing.T) {
	seen := make(chan *http.Request, 3)
	w := newWorld(t, func(_ http.ResponseWriter, r *http.Request) { seen <- r })
	o := w.order("/a%2Fb%20c?x=%2F&y")
	w.do(o)
	r := <-seen
	if r.RequestURI != "/a%2Fb%20c?x=%2F&y" || r.Method != "GET" || len(r.Header) != 1 || r.Header.Get("User-Agent") != "hone/porter" {
		t.Error(r.RequestURI, r.Header)
	}
	o = w.order("/x")
	o.Headers = map[string]string{"host": "bucket.example", "user-agent": "me", "authorization": "AWS4 x=y, z", "X-Empty": ""}
	w.do(o)
	r = <-seen
	if r.Host != "bucket.example" || r.UserAgent() != "me" || r.Header.Get("Authorization") != "AWS4 x=y, z" || len(r.Header) != 3 {
		t.Error(r.Host, r.Header)
	}
	o = w.order("/x")
	o.Headers = map[string]string{"Accept-Encoding": "gzip"}
	w.do(o)
	if r = <-seen; r.Header.Get("Accept-Encoding") != "gzip" {
		t.Error(r.Header)
	}
}

func TestGzip_isLeftAlone(t *testing.T) {
	w := newWorld(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write([]byte("whatever"))
	})
	o := w.order("/x")
	w.expectFile(o, w.do(o), []byte("whatever"), 8)
}

func TestHeaders_areLowerCaseAndJoined(t *testing.T) {
	w := newWorld(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header()["X-Two"] = []string{"a", "b"}
	})
	o := w.order("/x")
	if lines := w.do(o); lines[0].Headers["x-two"] != "a, b" || lines[0].Headers["content-length"] != "0" {
		t.Error(lines)
	}
}

func TestANumber_mayBeUsedAgain_whenItsOrderHasEnded(t *testing.T) {
	w := newWorld(t, plain([]byte("body")))
	for i := range 100 {
		o := w.order("/x")
		o.ID = 5
		o.File += strconv.Itoa(i)
		ended := w.begin(o)
		select {
		case <-ended:
		case <-time.After(10 * time.Second):
			t.Fatal("no end")
		}
	}
	for _, line := range w.of(5) {
		if line.End == order.Failed {
			t.Error(line)
		}
	}
}

func TestSecondOfANumber_isNoOrder_andTheFirstGoesOn(t *testing.T) {
	proceed := make(chan struct{})
	w := newWorld(t, func(w http.ResponseWriter, _ *http.Request) {
		<-proceed
		_, _ = w.Write(bytes.Repeat([]byte("x"), 10))
	})
	o := w.order("/x")
	ended := w.begin(o)
	again := o
	again.File += "again"
	w.porter.Do(again)
	close(proceed)
	w.expectFile(o, w.await(o, ended), bytes.Repeat([]byte("x"), 10), 10)
	w.expectFailed(again, w.of(0), order.Senseless, fmt.Sprintf("order %d is under way", o.ID))
}
