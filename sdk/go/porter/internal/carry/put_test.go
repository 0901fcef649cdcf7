package carry

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"hone.dev/sdk/porter/internal/order"
)

// bringing is an order to put what is written for it.
func (w *world) bringing(path string, body []byte) order.Order {
	w.t.Helper()
	w.next++
	o := order.Order{ID: w.next, Put: w.server.URL + path, File: filepath.Join(w.folder, fmt.Sprint(w.next)), First: 10_000, Poor: 131072}
	if err := os.WriteFile(o.File, body, 0o600); err != nil {
		w.t.Fatal(err)
	}
	return o
}

// expectAnswer looks at the only line, and that the file is there still.
func (w *world) expectAnswer(o order.Order, lines []said, status int, text string) {
	w.t.Helper()
	if len(lines) != 1 || lines[0].End != order.Ended || lines[0].Status != status || lines[0].Text != text || lines[0].Stored != nil {
		w.t.Errorf("said was %+v, not %d: %s", lines, status, text)
	}
	if _, err := os.Lstat(o.File); err != nil {
		w.t.Error(err)
	}
}

// expectVain is expectFailed for an order whose file stays.
func (w *world) expectVain(o order.Order, lines []said, why, text string) {
	w.t.Helper()
	if len(lines) != 1 || lines[0].End != order.Failed || lines[0].Why != why || !strings.Contains(lines[0].Text, text) {
		w.t.Errorf("said was %+v, not %s: …%s…", lines, why, text)
	}
}

// received is what a request brought.
type received struct {
	*http.Request
	body []byte
}

func receiving(seen chan<- received, status int, text string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		seen <- received{r, body}
		w.Header().Set("ETag", "x")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, text)
	}
}

func TestPut_ofAnySize_arrivesExactly(t *testing.T) {
	seen := make(chan received, 1)
	w := newWorld(t, receiving(seen, 200, "thanks"))
	for _, size := range []int{0, 1, 1000, 64 << 10, 64<<10 + 1, 3<<20 + 7} {
		body := noise(size, 1)
		o := w.bringing("/a%2Fb%20c?x=%2F&y", body)
		lines := w.do(o)
		w.expectAnswer(o, lines, 200, "thanks")
		r := <-seen
		if !bytes.Equal(r.body, body) || r.ContentLength != int64(size) || r.Header.Get("Content-Length") != fmt.Sprint(size) || r.TransferEncoding != nil {
			t.Error(size, len(r.body), r.ContentLength, r.Header, r.TransferEncoding)
		}
		if r.Method != "PUT" || r.RequestURI != "/a%2Fb%20c?x=%2F&y" || r.UserAgent() != "hone/porter" || len(r.Header) != 2 {
			t.Error(r.Method, r.RequestURI, r.Header)
		}
		if lines[0].Headers["etag"] != "x" {
			t.Error(lines)
		}
	}
	if n := w.opened.Load(); n != 1 {
		t.Errorf("%d connections", n)
	}
}

func TestPut_headersAreAsTold_butTheLength(t *testing.T) {
	seen := make(chan received, 1)
	w := newWorld(t, receiving(seen, 200, ""))
	o := w.bringing("/x", []byte("body"))
	o.Headers = map[string]string{"host": "bucket.example", "user-agent": "me", "if-none-match": "*", "authorization": "AWS4 x=y, z", "content-length": "9"}
	w.expectAnswer(o, w.do(o), 200, "")
	r := <-seen
	if r.Host != "bucket.example" || r.UserAgent() != "me" || r.Header.Get("If-None-Match") != "*" || r.Header.Get("Authorization") != "AWS4 x=y, z" ||
		r.ContentLength != 4 || len(r.Header) != 4 {
		t.Error(r.Host, r.Header)
	}
}

func TestPut_anyStatus_isTheAnswer(t *testing.T) {
	seen := make(chan received, 1)
	for _, status := range []int{200, 201, 204, 301, 307, 403, 412, 500, 503} {
		text := strings.Repeat("<Error>ö</Error>", 1000)
		if status == 204 {
			text = ""
		}
		w := newWorld(t, receiving(seen, status, text))
		for range 3 {
			o := w.bringing("/x", []byte("body"))
			lines := w.do(o)
			<-seen
			got := lines[0].Text
			if lines[0].Status != status || !strings.HasPrefix(text, got) || len(got) < min(len(text), textMost-1) || len(got) > textMost {
				t.Error(status, lines)
			}
			time.Sleep(5 * time.Millisecond) // the rest is drained behind the answer
		}
		if n := w.opened.Load(); n > 2 {
			t.Errorf("%d: %d connections", status, n)
		}
	}
}

// A server that refuses does not read what it does not want. One that is polite waits a little before it closes, others do not.
func TestPut_answerBeforeItsTime_isTaken(t *testing.T) {
	body := noise(8<<20, 1)
	for _, status := range []int{403, 412, 503} {
		w := newWorld(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status); _, _ = io.WriteString(w, "no") })
		for range 5 {
			o := w.bringing("/x", body)
			w.expectAnswer(o, w.do(o), status, "no")
		}
	}
	if runtime.GOOS != "linux" {
		return // others forget what came before a reset
	}
	w := newWorld(t, nil)
	raw(t, w, "HTTP/1.1 412 Precondition Failed\r\nContent-Length: 2\r\n\r\nno", func(net.Conn) {})
	for range 20 {
		o := w.bringing("/x", body)
		w.expectAnswer(o, w.do(o), 412, "no")
	}
}

func TestPut_answerWhileTheServerReadsNoMore_isTaken(t *testing.T) {
	stop := make(chan struct{})
	defer close(stop)
	w := newWorld(t, nil)
	raw(t, w, "HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno", func(net.Conn) { <-stop })
	o := w.bringing("/x", noise(16<<20, 1))
	w.expectAnswer(o, w.do(o), 403, "no")
}

func TestPut_thatStalls_isLate(t *testing.T) {
	stop := make(chan struct{})
	w := newWorld(t, func(http.ResponseWriter, *http.Request) { <-stop })
	defer close(stop)
	for _, size := range []int{0, 1000, 16 << 20} {
		o := w.bringing("/x", noise(size, 1))
		o.First, o.Poor = 50, 1<<30
		begun := time.Now()
		w.expectVain(o, w.do(o), order.Late, "no response within")
		if took := time.Since(begun); took > 5*time.Second {
			t.Error(took)
		}
	}
}

func TestPut_ofMuch_hasTimeForIt(t *testing.T) {
	w := newWorld(t, func(http.ResponseWriter, *http.Request) { time.Sleep(300 * time.Millisecond) })
	o := w.bringing("/x", noise(1000, 1))
	o.First, o.Poor = 50, 100 // and 10 seconds
	w.expectAnswer(o, w.do(o), 200, "")
}

func TestPut_answerThatStalls_isToldWithWhatThereIs(t *testing.T) {
	stop := make(chan struct{})
	defer close(stop)
	w := newWorld(t, nil)
	raw(t, w, "HTTP/1.1 500 Oh\r\nContent-Length: 20\r\n\r\nhalf", func(net.Conn) { <-stop })
	o := w.bringing("/x", []byte("body"))
	o.First = 100
	w.expectAnswer(o, w.do(o), 500, "half")
}

func TestPut_toAConnectionThatEnds_isBroken_andToNobodyUnreachable(t *testing.T) {
	w := newWorld(t, nil)
	for _, reset := range []bool{false, true} {
		raw(t, w, "", func(conn net.Conn) {
			if reset {
				_ = conn.(*net.TCPConn).SetLinger(0)
			}
		})
		for _, size := range []int{0, 1000, 8 << 20} {
			o := w.bringing("/x", noise(size, 1))
			w.expectVain(o, w.do(o), order.Broken, "")
		}
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w.server.URL = "http://" + listener.Addr().String()
	_ = listener.Close()
	o := w.bringing("/x?X-Amz-Signature=secret", []byte("body"))
	lines := w.do(o)
	w.expectVain(o, lines, order.Unreachable, "refused")
	if strings.Contains(lines[0].Text, "secret") {
		t.Error(lines)
	}
}

func TestPut_ofWhatIsNoFile_saysSo(t *testing.T) {
	w := newWorld(t, nil)
	o := w.bringing("/x", nil)
	_ = os.Remove(o.File)
	w.expectVain(o, w.do(o), order.Missing, o.File)
	o = w.bringing("/x", nil)
	o.File = w.folder
	w.expectVain(o, w.do(o), order.Folder, o.File)
	if w.opened.Load() != 0 {
		t.Error("there was a connection")
	}
}

func TestPut_ofAFileThatGetsShorter_isBroken_andOfOneThatGetsLonger_isAsItWas(t *testing.T) {
	begun, proceed := make(chan struct{}, 1), make(chan struct{}, 1)
	var got atomic.Int64
	w := newWorld(t, func(_ http.ResponseWriter, r *http.Request) {
		begun <- struct{}{}
		<-proceed
		n, _ := io.Copy(io.Discard, r.Body)
		got.Store(n)
	})
	const size = 64 << 20
	for _, now := range []int64{size + 1, size - 1} {
		o := w.bringing("/x", nil)
		if err := os.Truncate(o.File, size); err != nil {
			t.Fatal(err)
		}
		ended := w.begin(o)
		<-begun
		if err := os.Truncate(o.File, now); err != nil {
			t.Fatal(err)
		}
		proceed <- struct{}{}
		lines := w.await(o, ended)
		if now < size {
			w.expectVain(o, lines, order.Broken, o.File+" got 1 bytes shorter")
		} else if w.expectAnswer(o, lines, 200, ""); got.Load() != size {
			t.Error(got.Load())
		}
	}
}

func TestCancel_ofAPut_beforeAndWhileItIsSent(t *testing.T) {
	stop := make(chan struct{})
	defer close(stop)
	arrived := make(chan struct{}, mostPuts)
	w := newWorld(t, func(w http.ResponseWriter, r *http.Request) { arrived <- struct{}{}; <-stop })
	var orders []order.Order
	var ends []chan struct{}
	for i := range mostPuts {
		o := w.bringing("/x", noise([]int{1000, 8 << 20}[i%2], 1))
		orders, ends = append(orders, o), append(ends, w.begin(o))
	}
	for range mostPuts {
		<-arrived
	}
	o := w.bringing("/x", nil)
	o.First = 1 // of which it loses nothing while it waits
	ended := w.begin(o)
	select {
	case <-arrived:
		t.Error("more than the most at the same time")
	case <-time.After(50 * time.Millisecond):
	}
	w.porter.Cancel(o.ID)
	w.expectVain(o, w.await(o, ended), order.Cancelled, "given up")
	for i, o := range orders {
		w.porter.Cancel(o.ID)
		w.expectVain(o, w.await(o, ends[i]), order.Cancelled, "given up")
	}
}

func TestGet_doesNotWaitForPuts(t *testing.T) {
	stop := make(chan struct{})
	w := newWorld(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPut {
			<-stop
		}
		_, _ = io.WriteString(w, "body")
	})
	var orders []order.Order
	var ends []chan struct{}
	for range 300 {
		o := w.bringing("/x", []byte("brought"))
		orders, ends = append(orders, o), append(ends, w.begin(o))
	}
	o := w.order("/x")
	w.expectFile(o, w.do(o), []byte("body"), 4)
	close(stop)
	for i, o := range orders {
		w.expectAnswer(o, w.await(o, ends[i]), 200, "body")
	}
}

// The daemon repeats what is broken, but is not to have to do so all the time.
func TestPut_toAServerThatKeepsConnectionsShortly_isRarelyBroken(t *testing.T) {
	w := newWorld(t, nil)
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { _, _ = io.Copy(io.Discard, r.Body) }))
	server.Config.IdleTimeout = 10 * time.Millisecond
	server.Start()
	defer server.Close()
	w.server.URL = server.URL
	broken := 0
	for i := range 100 {
		o := w.bringing("/x", noise(10_000, 1))
		switch lines := w.do(o); {
		case lines[0].Why == order.Broken:
			broken++
		default:
			w.expectAnswer(o, lines, 200, "")
		}
		time.Sleep(time.Duration(i%20) * time.Millisecond)
	}
	t.Logf("%d of 100 are broken", broken)
	if broken > 20 {
		t.Errorf("%d of 100 are broken", broken)
	}
}

func TestOutgoing_thatCannotBeRead_isTheFolder(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "x"))
	if err != nil {
		t.Fatal(err)
	}
	_ = file.Close()
	body := &outgoing{file: file, left: 1, closed: make(chan struct{})}
	_, err = body.Read(make([]byte, 10))
	if failed := troubleOf(context.Background(), err, ""); failed.why != order.Folder || body.failed.Load() != failed {
		t.Error(failed)
	}
}
