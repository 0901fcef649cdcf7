package manifest

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"hone.dev/sdk/porter/internal/sample"
)

var usual = Limits{Largest: 1 << 30, Packs: 1000}

func read(t *testing.T, text []byte) *Manifest {
	t.Helper()
	m, err := Read(bytes.NewReader(text), int64(len(text)), usual)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func expectNone(t *testing.T, text []byte, says string) {
	t.Helper()
	if m, err := Read(bytes.NewReader(text), int64(len(text)), usual); err == nil || !strings.Contains(err.Error(), says) {
		t.Errorf("%v, %v and not: %s", m, err, says)
	}
}

// few is a manifest of all that there may be.
func few() sample.Set {
	return sample.Of(
		sample.Body{Action: sample.Action(0), Content: []byte("hello"), Pack: sample.Inlined, Put: 1767225600},
		sample.Body{Action: sample.Action(1), Content: bytes.Repeat([]byte("one "), 100), Pack: 0, Form: sample.Zstd},
		sample.Body{Action: sample.Action(2), Form: sample.Index},
		sample.Body{Action: sample.Action(3), Content: []byte("three"), Pack: 1},
		sample.Body{Action: sample.Action(4), Content: bytes.Repeat([]byte("four "), 100), Pack: 0, Form: sample.Zstd},
		sample.Body{Action: sample.Action(5), Content: []byte("hello"), Pack: 1},
		sample.Body{Action: sample.Action(6), Content: nil, Pack: sample.Inlined},
	)
}

func TestRead_ofAWholeManifest_hasAllOfIt(t *testing.T) {
	set := few()
	m := read(t, append(set.Manifest(), "what a later version has"...))
	if len(m.Entries) != 7 || len(m.Packs) != 2 || !bytes.Equal(m.Inlined, set.Inlined) {
		t.Fatalf("%+v", m)
	}
	for i, want := range set.Entries {
		e := m.Entries[i]
		if place, is := m.Find(want.Action); !is || place != i || e.Action != want.Action || e.Put != int64(want.Put) {
			t.Error(i, e)
		}
		if i == 2 {
			if e.Body != None {
				t.Error(e)
			}
			continue
		}
		if b := m.Bodies[e.Body]; b.Output != want.Output || b.Size != int64(want.Size) {
			t.Error(i, b)
		}
	}
	if hello := m.Bodies[m.Entries[5].Body]; hello.First != 0 || m.Entries[0].Next != 5 || m.Entries[5].Next != None || hello.Pack != 2 || hello.Stored != 5 || hello.Zstd {
		t.Error("an output that is named twice has the place of the first", hello)
	}
	if _, is := m.Find(sample.Action(99)); is {
		t.Error("found")
	}
}

func TestRead_ofWhatNobodyUsesAnyMore_hasItLikeTheRest(t *testing.T) {
	set := few()
	want := read(t, set.Manifest())
	for i := range set.Entries {
		set.Entries[i].Idle = uint8(255 - i)
	}
	if m := read(t, set.Manifest()); !reflect.DeepEqual(m, want) {
		t.Errorf("%+v", m)
	}
}

func TestOf_hasTheBodiesOfAPack_inTheOrderOfTheirPlaces(t *testing.T) {
	set := few()
	set.Entries[1], set.Entries[4] = set.Entries[4], set.Entries[1] // first use is another order
	m := read(t, set.Manifest())
	counts := []int{2, 1, 2}
	for pack, count := range counts {
		bodies, first := m.Of(pack)
		if len(bodies) != count {
			t.Error(pack, bodies)
		}
		for i, b := range bodies {
			if int(b.Pack) != pack || m.Bodies[first+i] != b || i > 0 && b.At < bodies[i-1].At {
				t.Error(pack, bodies)
			}
		}
	}
	if bodies, _ := m.Of(3); len(bodies) > 0 {
		t.Error(bodies)
	}
}

func TestRead_ofAPart_isNone(t *testing.T) {
	whole := few().Manifest()
	for cut := range whole {
		expectNone(t, whole[:cut], "")
		if _, err := Read(bytes.NewReader(whole[:cut]), int64(len(whole)), usual); err == nil || !strings.Contains(err.Error(), "too early") {
			t.Error("a file that got shorter:", cut, err)
		}
	}
}

func TestRead_ofAWrongFrame_isNone(t *testing.T) {
	set := few()
	with := func(change func(*sample.Header)) []byte {
		h := set.Header()
		change(&h)
		return set.With(h)
	}
	pack := sample.Pack{ID: strings.Repeat("0", 64), Stored: 1}
	for name, c := range map[string]struct {
		text []byte
		says string
	}{
		"version 2":            {bytes.Replace(set.Manifest(), []byte("manifest 1"), []byte("manifest 2"), 1), "version 1"},
		"no manifest":          {[]byte(strings.Repeat("no manifest ", 100)), "version 1"},
		"header of 2 GB":       {set.WithText(2<<30, "{}"), "header of 2147483648"},
		"header of 4 GB":       {set.WithText(1<<32-1, "{}"), "header of 4294967295"},
		"header of 1 MiB more": {set.WithText(1<<20+1, strings.Repeat(" ", 1<<20+1)), "header of 1048577"},
		"no JSON":              {set.WithText(5, "hello"), "header"},
		"an array":             {set.WithText(2, "[]"), "header"},
		"nothing said":         {set.WithText(2, "{}"), "does not say"},
		"a huge number":        {set.WithText(29, `{"entries":1e30,"inlined":0} `), "header"},
		"10^7 entries":         {with(func(h *sample.Header) { h.Entries = 1e7 }), "10000000 entries"},
		"negative entries":     {with(func(h *sample.Header) { h.Entries = -1 }), "-1 entries"},
		"one entry more":       {with(func(h *sample.Header) { h.Entries++ }), "where its header says"},
		"most entries":         {with(func(h *sample.Header) { h.Entries = 200_000 }), "where its header says"},
		"inlined of 2^63":      {with(func(h *sample.Header) { h.Inlined = 1<<63 - 1 }), "inlined"},
		"negative inlined":     {with(func(h *sample.Header) { h.Inlined = -1 }), "inlined"},
		"one inlined more":     {with(func(h *sample.Header) { h.Inlined++ }), "where its header says"},
		"1001 packs":           {with(func(h *sample.Header) { h.Packs = make([]sample.Pack, 1001) }), "1001 packs"},
		"a pack without id":    {with(func(h *sample.Header) { h.Packs[0].ID = "" }), "pack at 0"},
		"an id of 63":          {with(func(h *sample.Header) { h.Packs[1].ID = pack.ID[1:] + "x" }), "pack at 1"},
		"a pack of 65 MiB":     {with(func(h *sample.Header) { h.Packs[0].Stored = 65 << 20 }), "pack at 0"},
		"a pack of -1":         {with(func(h *sample.Header) { h.Packs[0].Stored = -1 }), "pack at 0"},
		"33 MiB":               {append(set.Manifest(), make([]byte, 33<<20)...), "at most"},
	} {
		t.Run(name, func(t *testing.T) { expectNone(t, c.text, c.says) })
	}
}

func TestRead_ofAnEntryThatCannotBe_hasAllOthers(t *testing.T) {
	set := few()
	for name, change := range map[string]func(e *sample.Entry){
		"a place behind its pack":   func(e *sample.Entry) { e.At = uint32(len(set.Packs[0])) - e.Stored + 1 },
		"a place far behind it":     func(e *sample.Entry) { e.At = 1<<32 - 1 },
		"more than its pack has":    func(e *sample.Entry) { e.Stored = 1<<32 - 1 },
		"a pack that there is not":  func(e *sample.Entry) { e.Pack = 2 },
		"inlined, and is not":       func(e *sample.Entry) { e.Pack = sample.Inlined },
		"a form that is not known":  func(e *sample.Entry) { e.Form = 3 },
		"a size above the limit":    func(e *sample.Entry) { e.Size = 1<<30 + 1 },
		"a size above all limits":   func(e *sample.Entry) { e.Size = 1<<64 - 1 },
		"a time that is none":       func(e *sample.Entry) { e.Put = 1<<64 - 1 },
		"as it is in another size":  func(e *sample.Entry) { e.Form = sample.Plain },
		"zstd of nothing":           func(e *sample.Entry) { e.Stored = 0 },
		"an action that is there":   func(e *sample.Entry) { e.Action = sample.Action(1) },
		"an output of another size": func(e *sample.Entry) { e.Output = sha256.Sum256([]byte("hello")) },
		"a place over another":      func(e *sample.Entry) { e.At-- },
	} {
		t.Run(name, func(t *testing.T) {
			set := few()
			change(&set.Entries[4])
			m := read(t, set.Manifest())
			if _, is := m.Find(sample.Action(4)); is || len(m.Entries) != 6 {
				t.Errorf("%+v", m.Entries)
			}
			for i, e := range m.Entries {
				if place, is := m.Find(e.Action); !is || place != i {
					t.Error(i, place)
				}
			}
		})
	}
}

func TestRead_ofPacksThatNobodyAsksFor_isWithoutThem(t *testing.T) {
	text := few().Manifest()
	m, err := Read(bytes.NewReader(text), int64(len(text)), Limits{Largest: 1 << 30, Packs: 1})
	if err != nil || len(m.Entries) != 5 {
		t.Error(m, err)
	}
}

func TestRead_ofTheMost_takesBoundedMemory(t *testing.T) {
	var set sample.Set
	for i := range mostEntries {
		e := sample.Entry{Action: sample.Action(i), Size: 1, Pack: uint16(i % mostPacks), At: uint32(i / mostPacks), Stored: 1}
		e.Output = e.Action
		set.Entries = append(set.Entries, e)
	}
	h := set.Header()
	for range mostPacks {
		h.Packs = append(h.Packs, sample.Pack{ID: strings.Repeat("ab", 32), Stored: mostPack})
	}
	text := set.With(h)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	m := read(t, text)
	runtime.ReadMemStats(&after)
	if len(m.Entries) != mostEntries || len(m.Bodies) != mostEntries {
		t.Error(len(m.Entries), len(m.Bodies))
	}
	taken := after.TotalAlloc - before.TotalAlloc
	runtime.GC()
	runtime.ReadMemStats(&after)
	held := after.HeapAlloc - before.HeapAlloc
	t.Logf("%d MiB are held, %d MiB were taken", held>>20, taken>>20)
	if held > 80<<20 || taken > 200<<20 {
		t.Error("that is too much")
	}
	runtime.KeepAlive([]any{m, set, text})
}

// What a frame claims costs nothing before it is known to be there.
func TestRead_ofWhatIsOnlyClaimed_takesNoMemory(t *testing.T) {
	for _, text := range [][]byte{
		sample.Set{}.With(sample.Header{Entries: mostEntries}),
		sample.Set{}.With(sample.Header{Inlined: mostBytes}),
		sample.Set{}.WithText(mostHeader, "{}"),
	} {
		if taken := testing.AllocsPerRun(1, func() { _, _ = Read(bytes.NewReader(text), int64(len(text)), usual) }); taken > 100 {
			t.Error(taken)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		expectNone(t, text, "")
		runtime.ReadMemStats(&after)
		if taken := after.TotalAlloc - before.TotalAlloc; taken > 1<<20 {
			t.Errorf("%d bytes were taken", taken)
		}
	}
}

// expectSound holds what all who follow a manifest rely on.
func expectSound(t *testing.T, m *Manifest, limits Limits) {
	t.Helper()
	seen := 0
	for i, b := range m.Bodies {
		room := int64(len(m.Inlined))
		if int(b.Pack) < len(m.Packs) {
			room = m.Packs[b.Pack]
		}
		if b.end() > room || int(b.Pack) > len(m.Packs) || b.Size > limits.Largest || b.Size < 0 {
			t.Fatalf("%+v", b)
		}
		if i > 0 && m.Bodies[i-1].Pack == b.Pack && m.Bodies[i-1].end() > int64(b.At) || i > 0 && m.Bodies[i-1].Pack > b.Pack {
			t.Fatalf("%+v is before %+v", m.Bodies[i-1], b)
		}
		for e := b.First; e != None; e = m.Entries[e].Next {
			if m.Entries[e].Body != int32(i) || m.Entries[e].Next != None && m.Entries[e].Next <= e {
				t.Fatalf("%+v", m.Entries[e])
			}
			seen++
		}
	}
	for i, e := range m.Entries {
		if place, is := m.Find(e.Action); !is || place != i {
			t.Fatalf("%d is at %d", i, place)
		}
		if e.Body == None {
			seen++
		}
	}
	if seen != len(m.Entries) || len(m.places) != seen {
		t.Fatalf("%d of %d entries, %d places", seen, len(m.Entries), len(m.places))
	}
}

func TestRead_ofAnyEntries_isSound(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	for range 2000 {
		set := sample.Set{Inlined: make([]byte, random.IntN(50)), Packs: make([][]byte, random.IntN(4))}
		for i := range set.Packs {
			set.Packs[i] = make([]byte, random.IntN(60))
		}
		for range random.IntN(30) {
			set.Entries = append(set.Entries, sample.Entry{
				Action: sample.Action(random.IntN(20)), Output: sample.Action(random.IntN(20)), Size: uint64(random.IntN(20)),
				Pack: []uint16{0, 1, 2, 3, sample.Inlined}[random.IntN(5)], Form: uint8(random.IntN(4)),
				At: uint32(random.IntN(40)), Stored: uint32(random.IntN(20)),
			})
			if last := &set.Entries[len(set.Entries)-1]; random.IntN(2) == 0 {
				last.Stored = uint32(last.Size)
			}
		}
		expectSound(t, read(t, set.Manifest()), usual)
	}
}

func FuzzRead(f *testing.F) {
	whole := few().Manifest()
	f.Add(whole)
	f.Add(whole[:len(whole)-1])
	f.Add(sample.Set{}.Manifest())
	f.Add(sample.Set{}.WithText(1<<31, "{}"))
	if text, err := json.Marshal(map[string]any{"entries": 1, "inlined": 0, "packs": []any{nil}}); err == nil {
		f.Add(few().WithText(uint32(len(text)), string(text)))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		limits := Limits{Largest: 1000, Packs: 2}
		m, err := Read(bytes.NewReader(text), int64(len(text)), limits)
		if err != nil {
			if fmt.Sprint(err) == "" {
				t.Error("no reason")
			}
			return
		}
		expectSound(t, m, limits)
	})
}
