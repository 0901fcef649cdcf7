// Package sample makes manifests and packs, for tests and figures. It writes what package manifest reads, and lies if it is told to.
package sample

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"

	"github.com/klauspost/compress/zstd"
)

// Inlined is the pack's number of a body that the manifest has itself.
const Inlined = 65535

// The stored forms.
const (
	Plain = iota
	Zstd
	Index
)

// Entry is one as it is written, whatever it says.
type Entry struct {
	Action, Output [32]byte
	Size, Put      uint64
	Pack           uint16
	Form, Idle     uint8
	At, Stored     uint32
}

// Pack is one as a header names it.
type Pack struct {
	ID     string `json:"id"`
	Stored int64  `json:"stored"`
}

// Header is what stands before the entries.
type Header struct {
	Made    string `json:"made"`
	Entries int64  `json:"entries"`
	Inlined int64  `json:"inlined"`
	Packs   []Pack `json:"packs"`
}

// Body is a result to be put into a manifest, in the given pack or inlined.
type Body struct {
	Action  [32]byte
	Content []byte
	Put     uint64
	Pack    uint16
	Form    uint8
}

// Set is a manifest, and the packs that it names.
type Set struct {
	Entries []Entry
	Inlined []byte
	Packs   [][]byte
}

var encoder, _ = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))

// Of puts bodies into packs, in their order.
func Of(bodies ...Body) Set {
	var s Set
	for _, body := range bodies {
		e := Entry{Action: body.Action, Output: sha256.Sum256(body.Content), Size: uint64(len(body.Content)), Put: body.Put, Pack: body.Pack, Form: body.Form}
		if body.Form != Index {
			s.add(&e, body.Content)
		}
		s.Entries = append(s.Entries, e)
	}
	return s
}

func (s *Set) add(e *Entry, content []byte) {
	if e.Form == Zstd {
		content = encoder.EncodeAll(content, nil)
	}
	to := &s.Inlined
	if e.Pack != Inlined {
		for int(e.Pack) >= len(s.Packs) {
			s.Packs = append(s.Packs, nil)
		}
		to = &s.Packs[e.Pack]
	}
	e.At, e.Stored = uint32(len(*to)), uint32(len(content))
	*to = append(*to, content...)
}

// Header says what is so.
func (s Set) Header() Header {
	h := Header{Made: "2026-11-22T02:00:00Z", Entries: int64(len(s.Entries)), Inlined: int64(len(s.Inlined)), Packs: []Pack{}}
	for _, pack := range s.Packs {
		h.Packs = append(h.Packs, Pack{fmt.Sprintf("%x", sha256.Sum256(pack)), int64(len(pack))})
	}
	return h
}

// Manifest writes it, with the header that it should have.
func (s Set) Manifest() []byte { return s.With(s.Header()) }

// With writes it with another header.
func (s Set) With(h Header) []byte {
	text, err := json.Marshal(h)
	if err != nil {
		panic(err) // texts and numbers
	}
	return s.WithText(uint32(len(text)), string(text))
}

// WithText writes it with any header.
func (s Set) WithText(length uint32, header string) []byte {
	out := append([]byte("hone manifest 1\n"), 0, 0, 0, 0)
	binary.BigEndian.PutUint32(out[16:], length)
	out = append(out, header...)
	for _, e := range s.Entries {
		out = append(append(out, e.Action[:]...), e.Output[:]...)
		out = binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(out, e.Size), e.Put)
		out = append(binary.BigEndian.AppendUint16(out, e.Pack), e.Form, e.Idle)
		out = binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(out, e.At), e.Stored)
	}
	return append(out, s.Inlined...)
}

// Action is a different one for each number.
func Action(number int) [32]byte { return sha256.Sum256(fmt.Appendf(nil, "action %d", number)) }
