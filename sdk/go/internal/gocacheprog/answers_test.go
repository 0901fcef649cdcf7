package gocacheprog

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestHello_isWhatGoReads(t *testing.T) {
	var answer Answer
	if err := json.Unmarshal([]byte(Hello), &answer); err != nil || answer.ID != 0 || strings.Join(answer.KnownCommands, " ") != "get put close" {
		t.Error(answer, err)
	}
	if !strings.HasSuffix(Hello, "}\n") {
		t.Error("no line")
	}
}

func TestWrite_hasWhatIsThereAndNothingElse(t *testing.T) {
	at := time.Date(2026, 11, 21, 10, 0, 0, 5, time.UTC)
	for want, answer := range map[string]Answer{
		`{"ID":1,"Miss":true}`:                {ID: 1, Miss: true},
		`{"ID":2,"DiskPath":"/a"}`:            {ID: 2, DiskPath: "/a"},
		`{"ID":3,"Err":"no \"way\"\nat all"}`: {ID: 3, Err: "no \"way\"\nat all"},
		`{"ID":4,"OutputID":"AQI=","Size":5,"Time":"2026-11-21T10:00:00.000000005Z","DiskPath":"/a"}`: {
			ID: 4, OutputID: []byte{1, 2}, Size: 5, Time: &at, DiskPath: "/a",
		},
	} {
		var out bytes.Buffer
		NewAnswers(&out).Write(answer)
		if out.String() != want+"\n" {
			t.Error(out.String())
		}
	}
}

func TestEnd_isTheLastLine(t *testing.T) {
	var out bytes.Buffer
	answers := NewAnswers(&out)
	answers.End(&Answer{ID: 9})
	answers.Write(Answer{ID: 10})
	answers.WriteLine([]byte("{}\n"))
	if out.String() != `{"ID":9}`+"\n" {
		t.Error(out.String())
	}
}

type broken struct{ writes int }

func (b *broken) Write([]byte) (int, error) {
	b.writes++
	return 0, errors.New("broken pipe")
}

func TestWrite_toNobody_isTriedOnce(t *testing.T) {
	var out broken
	answers := NewAnswers(&out)
	answers.Write(Answer{ID: 1})
	answers.Write(Answer{ID: 2})
	if out.writes != 1 {
		t.Error(out.writes)
	}
}

func TestWrite_byMany_keepsLinesWhole(t *testing.T) {
	var out bytes.Buffer
	answers := NewAnswers(&out)
	var all sync.WaitGroup
	for writer := range 20 {
		all.Add(1)
		go func() {
			defer all.Done()
			for range 50 {
				answers.Write(Answer{ID: int64(writer + 1), DiskPath: strings.Repeat("x", writer)})
			}
		}()
	}
	all.Wait()
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	for _, line := range lines {
		if !json.Valid([]byte(line)) {
			t.Error(line)
		}
	}
	if len(lines) != 1000 {
		t.Error(len(lines))
	}
}
