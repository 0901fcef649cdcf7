package cacherecord

import (
	"crypto/sha256"
	"testing"
	"time"
)

// documented is in docs/formats/cache-socket.md too, and the daemon's tests read the same.
const documented = "hone1 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824 5 1767225600.5 eaf2c51a\n"

var meant = Record{Output: sha256.Sum256([]byte("hello")), Size: 5, Time: time.Date(2026, 1, 1, 0, 0, 0, 5, time.UTC)}

func TestParse_ofTheDocumentedRecord_readsIt(t *testing.T) {
	if got, is := Parse([]byte(documented)); !is || got != meant {
		t.Error(got, is)
	}
}

func TestLine_isTheDocumentedOne(t *testing.T) {
	if got := string(meant.Line()); got != documented {
		t.Error(got)
	}
}

func TestParse_ofAnyLine_readsWhatWasWritten(t *testing.T) {
	for _, r := range []Record{{Time: time.Unix(0, 0).UTC()}, {Size: 1<<63 - 1, Time: time.Unix(LastSecond, 999_999_999).UTC()}} {
		line := r.Line()
		if got, is := Parse(line); !is || got != r || len(line) > Largest {
			t.Errorf("%q: %v %v", line, got, is)
		}
	}
	if _, is := Parse(Record{Time: time.Unix(LastSecond+1, 0)}.Line()); is {
		t.Error("a time that JSON has not")
	}
}

// FuzzParse holds that nothing but a whole record is read, and nothing takes the program down.
func FuzzParse(f *testing.F) {
	f.Add([]byte(documented))
	f.Add([]byte("hone1  "))
	f.Add([]byte("hone1 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824 5"))
	f.Fuzz(func(t *testing.T, line []byte) {
		got, is := Parse(line)
		if is && (got.Size < 0 || got.Time.Year() > 9999) {
			t.Error(got)
		}
		for i := range line {
			changed := append([]byte{}, line...)
			changed[i] ^= 1
			if _, still := Parse(changed); is && still {
				t.Errorf("%q and %q", line, changed)
			}
		}
	})
}
