package carry

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"hone.dev/sdk/porter/internal/order"
)

func TestServerThatIsAway_isUnreachable(t *testing.T) {
	w := newWorld(t, nil)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w.server.URL = "http://" + listener.Addr().String()
	_ = listener.Close()
	o := w.order("/x?X-Amz-Signature=secret")
	lines := w.do(o)
	w.expectFailed(o, lines, order.Unreachable, "refused")
	if strings.Contains(lines[0].Text, "secret") {
		t.Error(lines)
	}
}

func TestCertificateThatNobodyTrusts_isUnreachable(t *testing.T) {
	w := newWorld(t, nil)
	server := httptest.NewUnstartedServer(plain([]byte("body")))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	defer server.Close()
	w.server.URL = server.URL
	o := w.order("/x")
	w.expectFailed(o, w.do(o), order.Unreachable, "certificate")
}

func TestConnectionThatEndsWithoutAResponse_isBroken(t *testing.T) {
	w := newWorld(t, nil)
	raw(t, w, "", func(net.Conn) {})
	o := w.order("/x")
	w.expectFailed(o, w.do(o), order.Broken, "EOF")
}

func TestResponseThatIsNoHTTP_isBroken(t *testing.T) {
	w := newWorld(t, nil)
	raw(t, w, "SSH-2.0-OpenSSH\r\n\r\n", func(net.Conn) {})
	o := w.order("/x")
	w.expectFailed(o, w.do(o), order.Broken, "malformed")
}

func TestHugeHeaders_areBroken(t *testing.T) {
	w := newWorld(t, func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("X", strings.Repeat("x", headersMost)) })
	o := w.order("/x")
	w.expectFailed(o, w.do(o), order.Broken, "headers")
	w = newWorld(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X", strings.Repeat("x", headersMost-8000))
	})
	o = w.order("/x")
	w.expectFile(o, w.do(o), nil, 0)
}

func TestTruncatedBody_isBroken_andLeavesNothing(t *testing.T) {
	packed := pack(texts(4<<20, 1))
	small := pack(texts(1000, 1))
	frames := append(pack(texts(2<<20, 1)), pack(texts(2<<20, 2))...)
	for name, answer := range map[string]string{
		"plain":       "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc",
		"plain large": "HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n\r\n" + strings.Repeat("x", 1<<20),
		"chunked":     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
		"zstd":        packedAnswer(len(packed), packed[:len(packed)/2]),
		"zstd small":  packedAnswer(len(small), small[:len(small)-1]),
		"a frame":     packedAnswer(len(frames), frames[:len(pack(texts(2<<20, 1)))]),
		"no body":     packedAnswer(len(packed), nil),
	} {
		for _, reset := range []bool{false, true} {
			t.Run(fmt.Sprint(name, reset), func(t *testing.T) {
				w := newWorld(t, nil)
				raw(t, w, answer, func(conn net.Conn) {
					if reset {
						_ = conn.(*net.TCPConn).SetLinger(0)
					}
				})
				o := w.order("/x")
				w.expectFailed(o, w.do(o), order.Broken, "")
			})
		}
	}
}

func packedAnswer(length int, packed []byte) string {
	return fmt.Sprintf("HTTP/1.1 200 OK\r\n%s: zstd\r\nContent-Length: %d\r\n\r\n%s", encodingHeader, length, packed)
}

func TestNoResponseInTime_isLate(t *testing.T) {
	stop := make(chan struct{})
	w := newWorld(t, func(http.ResponseWriter, *http.Request) { <-stop })
	defer close(stop)
	o := w.order("/x")
	o.First = 50
	begun := time.Now()
	w.expectFailed(o, w.do(o), order.Late, "no response within 50ms")
	if took := time.Since(begun); took > 5*time.Second {
		t.Error(took)
	}
}

func TestBodyThatStalls_isLate(t *testing.T) {
	stop := make(chan struct{})
	defer close(stop)
	packed := pack(noise(4<<20, 1))
	for name, body := range map[string][]byte{"large": packed, "small": pack(noise(1000, 1))} {
		w := newWorld(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set(encodingHeader, "zstd")
			w.Header().Set("Content-Length", fmt.Sprint(len(body)))
			_, _ = w.Write(body[:len(body)/2])
			w.(http.Flusher).Flush()
			<-stop
		})
		o := w.order("/" + name)
		o.First, o.Poor = 100, 100<<20
		lines := w.do(o)
		w.expectFailed(o, lines, order.Late, "too slowly")
		if len(lines) != 2 || lines[0].Status != 200 {
			t.Error(lines)
		}
	}
}

func TestBodyThatTrickles_isLate_atItsRate(t *testing.T) {
	w := newWorld(t, func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(200)
		for range 400 {
			_, _ = w.Write([]byte("x"))
			w.(http.Flusher).Flush()
			select {
			case <-time.After(5 * time.Millisecond):
			case <-r.Context().Done():
				return
			}
		}
	})
	o := w.order("/x")
	o.First, o.Poor = 100, 100_000 // a byte is 10 µs
	w.expectFailed(o, w.do(o), order.Late, "too slowly")
	o = w.order("/x")
	o.First, o.Poor = 1000, 10 // a byte is 100 ms
	w.expectFile(o, w.do(o), bytes.Repeat([]byte("x"), 400), 400)
}

func TestMoreThanAllowed_isLarge(t *testing.T) {
	zeros := make([]byte, 50<<20)
	bomb, unsized := pack(zeros), packStream(zeros)
	chunks := func(w http.ResponseWriter, _ *http.Request) {
		for range 10 {
			_, _ = w.Write(zeros[:100_000])
			w.(http.Flusher).Flush()
		}
	}
	for name, handler := range map[string]http.HandlerFunc{
		"bomb":           serving(bomb, -1),
		"bomb unsized":   serving(unsized, -1),
		"bomb that says": serving(bomb, len(zeros)),
		"plain":          plain(zeros[:1_000_001]),
		"chunks":         chunks,
		"small zstd":     serving(pack(zeros[:1_000_001]), -1),
		"small unsized":  serving(packStream(zeros[:1_000_001]), -1),
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, handler)
			o := w.order("/x")
			o.Most = 1_000_000
			if name == "chunks" {
				o.Most = 999_999
			}
			w.expectFailed(o, w.do(o), order.Large, fmt.Sprint(o.Most))
		})
	}
}

func TestExactlyAllowed_isNotLarge(t *testing.T) {
	for _, size := range []int{0, 1000, wholeMost, wholeMost + 1, 3 << 20} {
		body := texts(size, 1)
		for _, packed := range [][]byte{pack(body, zstd.WithZeroFrames(true)), packStream(body, zstd.WithZeroFrames(true))} {
			w := newWorld(t, serving(packed, -1))
			o := w.order("/x")
			o.Most = int64(size)
			w.expectFile(o, w.do(o), body, len(packed))
			if size > 0 {
				o = w.order("/x")
				o.Most = int64(size) - 1
				w.expectFailed(o, w.do(o), order.Large, "")
			}
		}
	}
}

func TestMoreThanSaid_isCorrupt(t *testing.T) {
	for _, size := range []int{1000, wholeMost, wholeMost + 1, 5 << 20} {
		body := texts(size, 1)
		w := newWorld(t, serving(pack(body), size-1))
		o := w.order("/x")
		w.expectFailed(o, w.do(o), order.Corrupt, fmt.Sprintf("more than the %d bytes", size-1))
	}
	w := newWorld(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set(sizeHeader, "3")
		_, _ = w.Write([]byte("body"))
	})
	o := w.order("/x")
	w.expectFailed(o, w.do(o), order.Corrupt, "more than the 3 bytes")
}

func TestSizeThatIsNoNumber_doesNotCount(t *testing.T) {
	for _, said := range []string{"", "x", "-1", "1e3", "99999999999999999999"} {
		w := newWorld(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set(sizeHeader, said)
			_, _ = w.Write([]byte("body"))
		})
		o := w.order("/x")
		w.expectFile(o, w.do(o), []byte("body"), 4)
	}
}

func TestZstdThatIsNone_isCorrupt(t *testing.T) {
	body := texts(300_000, 1)
	packed, large := pack(body), pack(noise(1<<20, 1))
	flipped, flippedLarge := bytes.Clone(packed), bytes.Clone(large)
	flipped[len(flipped)-1] ^= 1 // of the checksum
	flippedLarge[len(large)/2] ^= 1
	for name, bad := range map[string][]byte{
		"empty":          {},
		"text":           []byte("this is no zstd"),
		"large text":     texts(1<<20, 1),
		"checksum":       flipped,
		"checksum large": flippedLarge,
		"a byte more":    append(bytes.Clone(packed), 0),
		"four more":      append(bytes.Clone(packed), "abcd"...),
		"more of large":  append(bytes.Clone(large), "abcd"...),
		"a magic":        append(bytes.Clone(packed), packed[:4]...),
		"half a skip":    append(bytes.Clone(packed), "\x50\x2a\x4d\x18\x03\x00\x00\x00ab"...),
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, serving(bad, -1))
			o := w.order("/x")
			w.expectFailed(o, w.do(o), order.Corrupt, "")
			w.server.Config.Handler = serving(packed, len(body))
			o = w.order("/x") // what unpacked it is as good as new
			w.expectFile(o, w.do(o), body, len(packed))
		})
	}
}

// A server that says so itself when a body is cut cannot be caught by the length.
func TestZstdThatIsCutAnywhere_isCorrupt(t *testing.T) {
	one := pack(texts(700, 1))
	packed := append(bytes.Clone(one), pack(texts(700, 2))...)
	cut := 0
	w := newWorld(t, func(w http.ResponseWriter, r *http.Request) { serving(packed[:cut], -1)(w, r) })
	for ; cut < len(packed); cut++ {
		o := w.order("/x")
		if lines := w.do(o); cut == len(one) {
			w.expectFile(o, lines, texts(700, 1), cut)
		} else {
			w.expectFailed(o, lines, order.Corrupt, "")
		}
	}
}

func TestAnyByteChanged_isNeverAnotherBody(t *testing.T) {
	body := texts(2000, 1)
	packed := pack(body)
	var now []byte
	w := newWorld(t, func(w http.ResponseWriter, r *http.Request) { serving(now, -1)(w, r) })
	for at := range packed {
		now = bytes.Clone(packed)
		now[at] ^= 1 << (at % 8)
		o := w.order("/x")
		o.Most = 10_000
		lines := w.do(o)
		if last := lines[len(lines)-1]; last.End == order.Done {
			// Only what does not matter for the content may differ: the window, or that there is a checksum.
			w.expectFile(o, lines, body, len(packed))
		}
	}
}

func TestEncodingThatIsUnknown_isLeftToTheDaemon(t *testing.T) {
	w := newWorld(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set(encodingHeader, "lz4")
		_, _ = w.Write([]byte("body"))
	})
	o := w.order("/x")
	lines := w.do(o)
	w.expectFailed(o, lines, order.Encoding, `"lz4"`)
	if len(lines) != 2 || lines[0].Status != 200 {
		t.Error(lines)
	}
}

func TestFileThatIsThere_isKept(t *testing.T) {
	w := newWorld(t, plain([]byte("body")))
	o := w.order("/x")
	if err := os.WriteFile(o.File, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	lines := w.do(o)
	if last := lines[len(lines)-1]; last.Why != order.Folder || !strings.Contains(last.Text, o.File) {
		t.Error(lines)
	}
	if text, _ := os.ReadFile(o.File); string(text) != "mine" {
		t.Error(string(text))
	}
}

func TestFolderThatCannotBe_isNamed(t *testing.T) {
	w := newWorld(t, plain([]byte("body")))
	o := w.order("/x")
	if err := os.WriteFile(filepath.Join(w.folder, "file"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	o.File = filepath.Join(w.folder, "file", "x")
	w.expectFailed(o, w.do(o), order.Folder, filepath.Join(w.folder, "file"))
}

func TestDiskThatIsFull_isNamed(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil || runtime.GOOS != "linux" {
		t.Skip("needs /dev/full")
	}
	file, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	s := newSink(filepath.Join(t.TempDir(), "x"), 100, nil)
	s.file = file // the only way to one that is full
	_, err = s.Write([]byte("body"))
	if failed := troubleOf(context.Background(), err, ""); failed.why != order.Folder || !strings.Contains(failed.text, "no space") {
		t.Error(failed)
	}
}

func TestOtherStatus_isOneLine_andKeepsTheConnection(t *testing.T) {
	for _, status := range []int{204, 206, 301, 302, 304, 403, 404, 429, 500, 503} {
		w := newWorld(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "/elsewhere")
			w.WriteHeader(status)
			if status != 204 && status != 304 {
				_, _ = w.Write(bytes.Repeat([]byte("<Error>ö</Error>"), 1000))
			}
		})
		for range 5 {
			o := w.order("/x")
			lines := w.do(o)
			if len(lines) != 1 || lines[0].Status != status || lines[0].End != order.Ended || lines[0].Headers["location"] != "/elsewhere" {
				t.Fatal(lines)
			}
			if text := lines[0].Text; status == 404 && (!strings.HasPrefix(text, "<Error>ö<") || len(text) > textMost || strings.Contains(text, "\uFFFD")) {
				t.Error(text)
			}
			time.Sleep(5 * time.Millisecond) // the rest is drained behind the answer
		}
		if n := w.opened.Load(); n > 2 {
			t.Errorf("%d: %d connections", status, n)
		}
	}
}

func TestOtherStatus_withALargeOrEndlessBody_doesNotHold(t *testing.T) {
	w := newWorld(t, func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(503)
		for {
			if _, err := w.Write(make([]byte, 10_000)); err != nil || r.Context().Err() != nil {
				return
			}
		}
	})
	o := w.order("/x")
	if lines := w.do(o); lines[0].Status != 503 {
		t.Error(lines)
	}
}

func TestOtherStatus_whoseBodyStalls_isAnsweredWithWhatThereIs(t *testing.T) {
	stop := make(chan struct{})
	defer close(stop)
	w := newWorld(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(500)
		_, _ = w.Write([]byte("half \xff"))
		w.(http.Flusher).Flush()
		<-stop
	})
	o := w.order("/x")
	o.First = 100
	if lines := w.do(o); lines[0].Status != 500 || lines[0].Text != "half \uFFFD" {
		t.Error(lines)
	}
}

func TestCancel_beforeTheHeaders_andBehindThem(t *testing.T) {
	stop := make(chan struct{})
	defer close(stop)
	arrived := make(chan struct{}, 1)
	packed := packStream(noise(4<<20, 1))
	w := newWorld(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/silent" {
			w.Header().Set(encodingHeader, "zstd")
			w.WriteHeader(map[bool]int{true: 200, false: 500}[r.URL.Path == "/body"])
			_, _ = w.Write(packed[:1000])
			if r.URL.Path == "/body" {
				_, _ = w.Write(packed[1000 : 3<<20])
			}
			w.(http.Flusher).Flush()
		}
		arrived <- struct{}{}
		<-stop
	})
	for _, path := range []string{"/silent", "/body", "/error"} {
		o := w.order(path)
		ended := w.begin(o)
		<-arrived
		if path == "/body" {
			eventually(t, "it has begun to write", func() bool { _, err := os.Stat(o.File); return err == nil })
		}
		w.porter.Cancel(o.ID)
		w.expectFailed(o, w.await(o, ended), order.Cancelled, "given up")
		w.porter.Cancel(o.ID) // of no effect
	}
}

type panics struct{}

func (panics) RoundTrip(*http.Request) (*http.Response, error) { panic("of no use") }

func TestPanic_isTheFailureOfOneOrder(t *testing.T) {
	w := newWorld(t, plain([]byte("body")))
	works := w.porter.transport
	w.porter.transport = panics{}
	o := w.order("/x")
	w.expectFailed(o, w.do(o), order.Broken, "of no use")
	w.porter.transport = works
	o = w.order("/x")
	w.expectFile(o, w.do(o), []byte("body"), 4)
}

func TestPanicWhileUnpacking_leavesAllDecodersAndNoFile(t *testing.T) {
	u := newUnpackers(1)
	for range 10 {
		func() {
			defer func() { _ = recover() }()
			_ = u.with(context.Background(), func(*unpacker) error { panic("here") })
		}()
	}
	var out bytes.Buffer
	if err := u.whole(context.Background(), pack([]byte("body")), &out); err != nil || out.String() != "body" || len(u.free) != 3 {
		t.Error(err, out.String(), len(u.free))
	}
}

func TestEnd_leavesNothingHalfWritten_andSaysNothing(t *testing.T) {
	stop := make(chan struct{})
	defer close(stop)
	w := newWorld(t, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write(make([]byte, 1<<20))
		w.(http.Flusher).Flush()
		<-stop
	})
	var files []string
	for range 10 {
		o := w.order("/x")
		w.begin(o)
		files = append(files, o.File)
	}
	for _, file := range files {
		eventually(t, "it has begun to write", func() bool { _, err := os.Stat(file); return err == nil })
	}
	w.porter.answers.Stop()
	w.porter.End(10 * time.Second)
	if left, _ := os.ReadDir(w.folder); len(left) > 0 {
		t.Error(left)
	}
}
