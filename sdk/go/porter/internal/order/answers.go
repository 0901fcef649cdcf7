package order

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"
	"unicode/utf8"
)

// The ends of an order, and why one fails.
const (
	Done   = "done"
	Failed = "failed"
	Ended  = "answer" // a status other than 200, and any of an order to put

	Here  = "here" // of what was awaited: the folder has it
	Index = "index"
	Lost  = "lost" // it should have come, and did not
	None  = "none"

	Late        = "late"
	Unreachable = "unreachable"
	Broken      = "broken"
	Corrupt     = "corrupt"
	Large       = "large"
	Encoding    = "encoding"
	Folder      = "folder"
	Cancelled   = "cancelled"
	Missing     = "missing"
	Senseless   = "order"
)

// Status is the line that says what a server answered. With an end it is the only line of its order.
type Status struct {
	ID      int64             `json:"id"`
	Status  int               `json:"status"`
	Headers map[string]string `json:"headers"`
	Stored  int64             `json:"stored"`
	End     string            `json:"end,omitempty"`
	Text    *string           `json:"text,omitempty"`
	Bytes   *int64            `json:"bytes,omitempty"`
	SHA256  string            `json:"sha256,omitempty"`
}

// Fetched is the line that ends an order whose file is there.
type Fetched struct {
	ID     int64  `json:"id"`
	End    string `json:"end"`
	Stored int64  `json:"stored"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// Packed is the line that ends an order to pack. What is not packed is stored as it is.
type Packed struct {
	ID           int64  `json:"id"`
	End          string `json:"end"`
	Bytes        int64  `json:"bytes"`
	SHA256       string `json:"sha256"`
	Stored       int64  `json:"stored"`
	Packed       bool   `json:"packed"`
	StoredSHA256 string `json:"storedSha256"`
	StoredMD5    string `json:"storedMd5"`
}

// Answered is the line that ends an order to put, whatever the server made of it.
type Answered struct {
	ID      int64             `json:"id"`
	Status  int               `json:"status"`
	Headers map[string]string `json:"headers"`
	End     string            `json:"end"`
	Text    string            `json:"text"`
}

// Planned is the line that says what a manifest has, and what of it is not in the folder.
type Planned struct {
	ID      int64 `json:"id"`
	Entries int   `json:"entries"`
	Missing int   `json:"missing"`
}

// Unpacked is the line that ends an order to unpack: all of the manifest has been tried, or it failed after it began.
type Unpacked struct {
	ID       int64  `json:"id"`
	End      string `json:"end"`
	Why      string `json:"why,omitempty"` // it failed
	Brought  int    `json:"brought"`
	Refused  int    `json:"refused"`
	Left     int    `json:"left"`
	Stored   int64  `json:"stored"`
	Bytes    int64  `json:"bytes"`
	Requests int    `json:"requests"`
	Lost     []int  `json:"lost,omitempty"` // the places of packs that are of no use any more, in their order
	Text     string `json:"text,omitempty"` // why it failed, or why the first was refused or left

	Looked  int64   `json:"looked"`            // when it was known what is missing
	Inlined int64   `json:"inlined"`           // when all that lies in the manifest itself was unpacked; 0: never
	Fetched []Times `json:"fetched,omitempty"` // packs, as they ended
}

// Times say when what became of a pack that was asked for, in microseconds from the order; 0 is for what it did not come to.
type Times struct {
	Pack     int   `json:"pack"`
	Status   int   `json:"status"` // 0: no answer
	Stored   int64 `json:"stored"`
	Asked    int64 `json:"asked"`
	Answered int64 `json:"answered"`
	Came     int64 `json:"came"` // the last byte that is needed
	Ended    int64 `json:"ended"`
}

// Awaited is the line that ends an order to await.
type Awaited struct {
	ID  int64  `json:"id"`
	End string `json:"end"`
}

// Bundled is the line that ends an order to bundle.
type Bundled struct {
	ID           int64  `json:"id"`
	End          string `json:"end"`
	Stored       int64  `json:"stored"`
	StoredSHA256 string `json:"storedSha256"`
	StoredMD5    string `json:"storedMd5"`
	Parts        []Part `json:"parts"`
}

// Part is one output in a bundle.
type Part struct {
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
	Stored int64  `json:"stored"`
	Packed bool   `json:"packed"`
}

// Failure is the line that ends an order in vain.
type Failure struct {
	ID   int64  `json:"id"`
	End  string `json:"end"`
	Why  string `json:"why"`
	Text string `json:"text"`
}

// Fail makes a Failure of a text that others may have written.
func Fail(id int64, why, text string) Failure { return Failure{id, Failed, why, Printable(text)} }

// Answers writes one line an answer, each by one write, from any number of goroutines.
type Answers struct {
	mu      sync.Mutex
	out     io.Writer
	stopped atomic.Bool
	once    sync.Once
	lost    chan struct{}
}

// NewAnswers writes to the daemon.
func NewAnswers(out io.Writer) *Answers { return &Answers{out: out, lost: make(chan struct{})} }

// Write answers with one of the lines above, and says whether anybody may have heard it.
func (a *Answers) Write(answer any) bool {
	line := encode(answer)
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.stopped.Load() {
		return false
	}
	if _, err := a.out.Write(line); err != nil {
		a.stopped.Store(true)
		a.once.Do(func() { close(a.lost) })
		return false
	}
	return true
}

// Lost is closed when nobody reads any more.
func (a *Answers) Lost() <-chan struct{} { return a.lost }

// Stop makes all that was written be all. It does not wait for a write that nobody reads.
func (a *Answers) Stop() { a.stopped.Store(true) }

func encode(answer any) []byte {
	var line bytes.Buffer
	encoder := json.NewEncoder(&line)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(answer); err != nil {
		panic(err) // texts and numbers
	}
	return line.Bytes()
}

const longestText = 1000

// Printable makes one line of a text, without what a terminal would obey.
func Printable(text string) string {
	if len(text) > longestText {
		text = text[:longestText] + "..."
	}
	return strings.Map(func(r rune) rune {
		if r == utf8.RuneError || !unicode.IsPrint(r) {
			return '?'
		}
		return r
	}, strings.TrimSpace(text))
}
