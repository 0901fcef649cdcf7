package gocacheprog

import (
	"encoding/json"
	"io"
	"sync"
	"time"
)

// Answer is what go reads. All but the id is left out when it is zero.
type Answer struct {
	ID            int64
	Err           string     `json:",omitempty"`
	KnownCommands []string   `json:",omitempty"`
	Miss          bool       `json:",omitempty"`
	OutputID      []byte     `json:",omitempty"`
	Size          int64      `json:",omitempty"`
	Time          *time.Time `json:",omitempty"`
	DiskPath      string     `json:",omitempty"`
}

// Hello is the first line: go waits for it, and for nothing else, before it goes on.
const Hello = `{"ID":0,"KnownCommands":["get","put","close"]}` + "\n"

// Answers writes one line an answer, from any number of goroutines. Nothing is written behind the last one.
type Answers struct {
	mu    sync.Mutex
	out   io.Writer
	ended bool
}

// NewAnswers writes to go.
func NewAnswers(out io.Writer) *Answers { return &Answers{out: out} }

// Write answers. That go is gone shows at the other pipe.
func (a *Answers) Write(answer Answer) {
	a.WriteLine(line(answer))
}

// WriteLine hands on an answer that somebody else has written: one JSON object that ends with a newline.
func (a *Answers) WriteLine(line []byte) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if !a.ended {
		_, err := a.out.Write(line)
		a.ended = err != nil
	}
}

// End makes this answer, if there is one, the last.
func (a *Answers) End(last *Answer) {
	if last != nil {
		a.Write(*last)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.ended = true
}

func line(answer Answer) []byte {
	text, err := json.Marshal(answer)
	if err != nil { // a year beyond 9999
		return line(Answer{ID: answer.ID, Err: err.Error()})
	}
	return append(text, '\n')
}
