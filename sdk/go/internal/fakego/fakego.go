// Package fakego is go's end of a GOCACHEPROG program, for tests. It is as strict as go: an answer to what was not asked, a
// second answer, or a stray byte fails the test.
package fakego

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"testing"
	"time"

	"hone.dev/sdk/internal/gocacheprog"
)

const patience = time.Minute

// Go asks a program.
type Go struct {
	t   testing.TB
	to  io.WriteCloser
	out sync.Mutex // requests are not mixed

	mu     sync.Mutex
	next   int64
	asked  map[int64]chan gocacheprog.Answer
	hello  chan struct{}
	ended  chan struct{}
	isSaid bool
}

// New speaks with a program by these pipes.
func New(t testing.TB, to io.WriteCloser, from io.Reader) *Go {
	g := &Go{t: t, to: to, asked: map[int64]chan gocacheprog.Answer{}, hello: make(chan struct{}), ended: make(chan struct{})}
	go g.read(from)
	return g
}

func (g *Go) read(from io.Reader) {
	defer close(g.ended)
	answers := json.NewDecoder(from)
	for {
		var answer gocacheprog.Answer
		err := answers.Decode(&answer)
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			g.t.Errorf("stdout has something else than answers: %v", err)
			return
		}
		if answer.ID == 0 && !g.isSaid {
			g.isSaid = true
			close(g.hello)
			continue
		}
		g.mu.Lock()
		asked := g.asked[answer.ID]
		delete(g.asked, answer.ID)
		g.mu.Unlock()
		if asked == nil {
			g.t.Errorf("nobody waits for %+v", answer)
			continue
		}
		asked <- answer
	}
}

// AwaitHello waits for the first line.
func (g *Go) AwaitHello() {
	g.t.Helper()
	select {
	case <-g.hello:
	case <-time.After(patience):
		g.t.Fatal("no hello")
	}
}

// Action makes an id of a name.
func Action(name string) gocacheprog.ID { return sha256.Sum256([]byte("action " + name)) }

func text(id gocacheprog.ID) string { return base64.StdEncoding.EncodeToString(id[:]) }

// Get asks for an action's output.
func (g *Go) Get(action string) gocacheprog.Answer {
	return g.wait(g.Ask("get", fmt.Sprintf(`,"ActionID":%q`, text(Action(action))), ""))
}

// Put hands an action's output over.
func (g *Go) Put(action string, body []byte) gocacheprog.Answer {
	return g.wait(g.AskPut(action, body))
}

// AskPut does not wait.
func (g *Go) AskPut(action string, body []byte) <-chan gocacheprog.Answer {
	members := fmt.Sprintf(`,"ActionID":%q,"OutputID":%q`, text(Action(action)), text(sha256.Sum256(body)))
	if len(body) == 0 {
		return g.Ask("put", members, "")
	}
	return g.Ask("put", fmt.Sprintf(`%s,"BodySize":%d`, members, len(body)), `"`+base64.StdEncoding.EncodeToString(body)+`"`+"\n")
}

// AskGet does not wait.
func (g *Go) AskGet(action string) <-chan gocacheprog.Answer {
	return g.Ask("get", fmt.Sprintf(`,"ActionID":%q`, text(Action(action))), "")
}

// Ask asks anything, and does not wait. The members follow the command, the body the request.
func (g *Go) Ask(command, members, body string) <-chan gocacheprog.Answer {
	return g.AskWriting(command, members, func(to io.Writer) {
		if body != "" { // writing nothing to an io.Pipe waits for a reader
			_, _ = io.WriteString(to, body)
		}
	})
}

// AskWriting is for bodies that are too large for the memory.
func (g *Go) AskWriting(command, members string, body func(to io.Writer)) <-chan gocacheprog.Answer {
	g.mu.Lock()
	g.next++
	id := g.next
	answer := make(chan gocacheprog.Answer, 1)
	g.asked[id] = answer
	g.mu.Unlock()
	g.out.Lock()
	defer g.out.Unlock()
	_, _ = fmt.Fprintf(g.to, `{"ID":%d,"Command":%q%s}`+"\n\n", id, command, members) // who waits sees that it failed
	body(g.to)
	return answer
}

// Raw writes what may be no request.
func (g *Go) Raw(text string) {
	g.out.Lock()
	defer g.out.Unlock()
	_, _ = io.WriteString(g.to, text)
}

// Wait waits for an answer.
func (g *Go) Wait(answer <-chan gocacheprog.Answer) gocacheprog.Answer { return g.wait(answer) }

func (g *Go) wait(answer <-chan gocacheprog.Answer) gocacheprog.Answer {
	g.t.Helper()
	select {
	case got := <-answer:
		return got
	case <-g.ended:
		select {
		case got := <-answer:
			return got
		default:
			g.t.Error("stdout ended without an answer")
		}
	case <-time.After(patience):
		g.t.Error("no answer")
	}
	return gocacheprog.Answer{Err: "no answer"}
}

// Close ends as go does: it closes, closes the input, and waits for the end of the output.
func (g *Go) Close() {
	g.t.Helper()
	if answer := g.wait(g.Ask("close", "", "")); answer.Err != "" {
		g.t.Error(answer)
	}
	g.Leave()
}

// Leave ends without a close.
func (g *Go) Leave() {
	g.t.Helper()
	_ = g.to.Close() // a program that is gone has closed it
	select {
	case <-g.ended:
	case <-time.After(patience):
		g.t.Error("stdout stays open")
	}
}

// ExpectHit fails the test unless the answer has this body.
func ExpectHit(t testing.TB, what string, answer gocacheprog.Answer, body []byte) {
	t.Helper()
	digest := sha256.Sum256(body)
	if answer.Miss || answer.Err != "" || answer.Size != int64(len(body)) || !bytes.Equal(answer.OutputID, digest[:]) {
		t.Errorf("%s: %+v", what, answer)
		return
	}
	if answer.Time == nil || time.Since(*answer.Time) > time.Hour || time.Since(*answer.Time) < 0 {
		t.Errorf("%s: %v", what, answer.Time)
	}
	ExpectStored(t, what, answer, body)
}

// ExpectStored fails the test unless the answer has a path to this body.
func ExpectStored(t testing.TB, what string, answer gocacheprog.Answer, body []byte) {
	t.Helper()
	content, err := os.ReadFile(answer.DiskPath)
	if answer.Err != "" || err != nil || !bytes.Equal(content, body) {
		t.Errorf("%s: %+v, %d bytes, %v", what, answer, len(content), err)
	}
}

// ExpectMiss fails the test unless the answer is that there is nothing.
func ExpectMiss(t testing.TB, what string, answer gocacheprog.Answer) {
	t.Helper()
	if !answer.Miss || answer.Err != "" {
		t.Errorf("%s: %+v", what, answer)
	}
}

// AskPutAs puts a body under the id of another one, and does not wait.
func (g *Go) AskPutAs(action, other string, body []byte) <-chan gocacheprog.Answer {
	return g.Ask("put", fmt.Sprintf(`,"ActionID":%q,"OutputID":%q,"BodySize":%d`, text(Action(action)), text(Action(other)), len(body)),
		`"`+base64.StdEncoding.EncodeToString(body)+`"`+"\n")
}
