package carry

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"hone.dev/sdk/porter/internal/order"
)

const (
	encodingHeader = "X-Amz-Meta-Compression_algorithm"
	sizeHeader     = "X-Amz-Meta-Uncompressed_size"
)

// said is any line of the porter.
type said struct {
	ID      int64
	Status  int
	Headers map[string]string
	Stored  *int64
	End     string
	Why     string
	Text    string
	Bytes   int64
	SHA256  string

	Packed       bool
	StoredSHA256 string
	StoredMD5    string

	Entries  int
	Missing  int
	Brought  int
	Refused  int
	Left     int
	Requests int
	Lost     []int
	Parts    []order.Part
	Looked   int64
	Inlined  int64
	Fetched  []order.Times
}

// world is a server, a porter, and all that it says.
type world struct {
	t      *testing.T
	server *httptest.Server
	porter *Porter
	folder string
	opened atomic.Int64 // connections
	next   int64

	mu    sync.Mutex
	lines []said
	ended map[int64]chan struct{}
}

func newWorld(t *testing.T, handler http.HandlerFunc) *world {
	t.Helper()
	w := &world{t: t, folder: t.TempDir(), ended: map[int64]chan struct{}{}}
	w.server = httptest.NewUnstartedServer(handler)
	w.server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			w.opened.Add(1)
		}
	}
	w.server.Start()
	w.porter = New(order.NewAnswers(w))
	t.Cleanup(func() {
		w.porter.End(10 * time.Second)
		w.server.CloseClientConnections()
		w.server.Close()
	})
	return w
}

// Write is the daemon's end.
func (w *world) Write(line []byte) (int, error) {
	var s said
	if err := json.Unmarshal(line, &s); err != nil {
		w.t.Errorf("%q is no answer: %v", line, err)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.lines = append(w.lines, s)
	if s.End != "" {
		if ended := w.ended[s.ID]; ended != nil {
			close(ended)
			delete(w.ended, s.ID)
		} else if s.ID != 0 {
			w.t.Errorf("a second end: %s", line)
		}
	}
	return len(line), nil
}

// order is one for a path of the server. File names are the numbers.
func (w *world) order(path string) order.Order {
	w.next++
	return order.Order{
		ID: w.next, URL: w.server.URL + path, File: filepath.Join(w.folder, strconv.FormatInt(w.next, 10)), Most: 64 << 20,
		Encoding: strings.ToLower(encodingHeader), Size: strings.ToLower(sizeHeader), First: 10_000, Poor: 131072,
	}
}

func (w *world) begin(o order.Order) (ended chan struct{}) {
	ended = make(chan struct{})
	w.mu.Lock()
	w.ended[o.ID] = ended
	w.mu.Unlock()
	w.porter.Do(o)
	return ended
}

// await returns all lines about an order, of which the last is the end.
func (w *world) await(o order.Order, ended chan struct{}) []said {
	w.t.Helper()
	select {
	case <-ended:
	case <-time.After(2 * time.Minute):
		w.t.Fatalf("order %d does not end; said was %+v", o.ID, w.of(o.ID))
	}
	return w.of(o.ID)
}

func (w *world) do(o order.Order) []said {
	w.t.Helper()
	return w.await(o, w.begin(o))
}

func (w *world) of(id int64) []said {
	w.mu.Lock()
	defer w.mu.Unlock()
	var lines []said
	for _, line := range w.lines {
		if line.ID == id {
			lines = append(lines, line)
		}
	}
	return lines
}

// expectFailed looks at the end, and that no file is left.
func (w *world) expectFailed(o order.Order, lines []said, why, text string) {
	w.t.Helper()
	last := lines[len(lines)-1]
	if last.End != order.Failed || last.Why != why || !strings.Contains(last.Text, text) {
		w.t.Errorf("said was %+v, not %s: …%s…", lines, why, text)
	}
	if _, err := os.Lstat(o.File); err == nil {
		w.t.Error("there is a file nevertheless")
	}
}

// expectFile looks at the end and the file.
func (w *world) expectFile(o order.Order, lines []said, body []byte, stored int) {
	w.t.Helper()
	last := lines[len(lines)-1]
	digest := sha256.Sum256(body)
	if last.End != order.Done || last.Bytes != int64(len(body)) || last.SHA256 != hex.EncodeToString(digest[:]) ||
		last.Stored == nil || *last.Stored != int64(stored) {
		w.t.Errorf("said was %+v, not a body of %d, stored as %d, with %x", lines, len(body), stored, digest)
	}
	if lines[0].Status != 200 || len(lines) > 2 {
		w.t.Errorf("said was %+v", lines)
	}
	if got, err := os.ReadFile(o.File); err != nil || !bytes.Equal(got, body) {
		w.t.Errorf("the file has %d bytes, not %d, or others: %v", len(got), len(body), err)
	}
}

// texts are bytes that shrink to a third or so.
func texts(n int, seed uint64) []byte {
	random := rand.New(rand.NewPCG(seed, 1))
	body := make([]byte, 0, n+20)
	for len(body) < n {
		body = fmt.Appendf(body, "func f%d() {}\n", random.IntN(100_000))
	}
	return body[:n]
}

func noise(n int, seed uint64) []byte {
	random := rand.New(rand.NewPCG(seed, 2))
	body := make([]byte, n)
	for i := range body {
		body[i] = byte(random.Uint32())
	}
	return body
}

func pack(body []byte, options ...zstd.EOption) []byte {
	encoder, err := zstd.NewWriter(nil, append([]zstd.EOption{zstd.WithEncoderConcurrency(1)}, options...)...)
	if err != nil {
		panic(err)
	}
	defer encoder.Close()
	return encoder.EncodeAll(body, nil)
}

// packStream does not know the size beforehand, so the frame does not say it.
func packStream(body []byte, options ...zstd.EOption) []byte {
	var out bytes.Buffer
	encoder, err := zstd.NewWriter(&out, append([]zstd.EOption{zstd.WithEncoderConcurrency(1)}, options...)...)
	if err != nil {
		panic(err)
	}
	for len(body) > 0 {
		n := min(len(body), 100_000)
		if _, err := encoder.Write(body[:n]); err != nil {
			panic(err)
		}
		body = body[n:]
	}
	if err := encoder.Close(); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// serving answers every request with a packed body.
func serving(packed []byte, size int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set(encodingHeader, "zstd")
		if size >= 0 {
			w.Header().Set(sizeHeader, strconv.Itoa(size))
		}
		w.Header().Set("Content-Length", strconv.Itoa(len(packed)))
		_, _ = w.Write(packed)
	}
}

func plain(body []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		_, _ = w.Write(body)
	}
}

// raw answers every connection with bytes as they are, and then does what is asked.
func raw(t *testing.T, w *world, answer string, then func(net.Conn)) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	w.server.URL = "http://" + listener.Addr().String()
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				_, _ = conn.Read(make([]byte, 4096))
				_, _ = conn.Write([]byte(answer))
				then(conn)
			}()
		}
	}()
}

func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !is(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("not so: " + what)
		}
	}
}
