package carry

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"hone.dev/sdk/internal/cacherecord"
	"hone.dev/sdk/internal/smalldisk"

	"hone.dev/sdk/porter/internal/order"
	"hone.dev/sdk/porter/internal/sample"
)

func TestUnpack_ofNoManifest_isNoOrder(t *testing.T) {
	c := newCache(t)
	text := sample.Of(many(40, 2)...).Manifest()
	for name, text := range map[string][]byte{"nothing": {}, "text": texts(1000, 1), "a part": text[:len(text)/2]} {
		t.Run(name, func(t *testing.T) {
			c.expectVain(c.do(c.following(text, nil)), order.Senseless, "is no manifest")
		})
	}
	o := c.following(text, nil)
	_ = os.Remove(o.Unpack)
	c.expectVain(c.do(o), order.Senseless, o.Unpack)
	o = c.following(text, nil)
	o.Unpack = c.folder
	c.expectVain(c.do(o), order.Senseless, "no regular file")
	if c.asked.Load() != 0 || len(c.files()) > 0 {
		t.Error(c.asked.Load(), c.files())
	}
}

func TestUnpack_intoNoCacheFolder_fails(t *testing.T) {
	for _, part := range []string{"a", "o", "incoming"} {
		for _, instead := range []func(path string) error{
			func(string) error { return nil },
			func(path string) error { return os.WriteFile(path, nil, 0o600) },
			func(path string) error { return os.Symlink(t.TempDir(), path) },
		} {
			c := newCache(t)
			path := filepath.Join(c.root, part)
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
			if err := instead(path); err != nil {
				t.Fatal(err)
			}
			lines := c.do(c.unpacking(sample.Of(many(40, 2)...)))
			if len(lines) != 1 || lines[0].Why != order.Folder || !strings.Contains(lines[0].Text, path) || c.asked.Load() != 0 {
				t.Error(lines)
			}
		}
	}
}

// bomb is a frame of so many zeros: blocks of 128 KiB in 4 bytes each.
func bomb(size int) []byte {
	const block = 128 << 10
	frame := []byte{0x28, 0xb5, 0x2f, 0xfd, 0, 0x58} // a window of 2 MiB, no size
	for ; size > block; size -= block {
		frame = append(frame, 2|block<<3&0xff, block<<3>>8&0xff, block<<3>>16&0xff, 0)
	}
	return append(frame, byte(3|size<<3), byte(size<<3>>8), byte(size<<3>>16), 0)
}

// lying is a set of which one entry has other stored bytes than it should.
func lying(pack uint16, body, stored []byte) (sample.Set, []sample.Body) {
	bodies := []sample.Body{
		{Action: sample.Action(0), Content: texts(30_000, 1), Pack: 0, Form: sample.Zstd, Put: 1},
		{Action: sample.Action(1), Content: stored, Pack: pack, Form: sample.Plain, Put: 1},
		{Action: sample.Action(2), Content: texts(30_000, 2), Pack: 0, Form: sample.Zstd, Put: 1},
		{Action: sample.Action(3), Content: texts(300, 2), Pack: sample.Inlined, Form: sample.Zstd, Put: 1},
	}
	set := sample.Of(bodies...)
	set.Entries[1].Form, set.Entries[1].Size, set.Entries[1].Output = sample.Zstd, uint64(len(body)), sha256.Sum256(body)
	return set, []sample.Body{bodies[0], bodies[2], bodies[3]}
}

func TestUnpack_ofABodyThatIsAnother_refusesIt_andBringsTheRest(t *testing.T) {
	body := texts(40_000, 9)
	large := noise(packReadWhole+5, 3)
	flipped := pack(body)
	flipped[len(flipped)/2] ^= 1
	for name, stored := range map[string][]byte{
		"another body":         pack(texts(40_000, 8)),
		"a shorter one":        pack(body[:39_999]),
		"a longer one":         pack(append(bytes.Clone(body), 1)),
		"no zstd":              texts(5000, 9),
		"as it is":             body,
		"a changed byte":       flipped,
		"half of it":           pack(body)[:100],
		"something behind":     append(pack(body), "more"...),
		"a bomb of 10 GB":      bomb(10 << 30),
		"a large one":          pack(large),
		"a large one, no zstd": large,
		"a bomb of 100 GB":     bomb(100 << 30),
	} {
		for _, pack := range []uint16{0, 1, sample.Inlined} {
			t.Run(fmt.Sprint(name, " in ", pack), func(t *testing.T) {
				c := newCache(t)
				set, others := lying(pack, body, stored)
				begun := time.Now()
				var lost []int
				if pack != sample.Inlined {
					lost = []int{int(pack)}
				}
				last := c.expectUnpacked(c.do(c.unpacking(set)), 4, 4, 3, 1, 0, lost...)
				if !strings.HasPrefix(last.Text, "action "+hex.EncodeToString(set.Entries[1].Action[:])) {
					t.Error(last.Text)
				}
				c.expectAll(others)
				if len(c.files()) != 6 {
					t.Error(c.files())
				}
				if took := time.Since(begun); took > 20*time.Second {
					t.Error(took)
				}
			})
		}
	}
}

func TestUnpack_ofABombThatSaysSo_keepsToTheRoom(t *testing.T) {
	c := newCache(t)
	bodies := []sample.Body{}
	for i := range 20 {
		content := make([]byte, 1_000_000+i)
		bodies = append(bodies, sample.Body{Action: sample.Action(i), Content: content, Pack: uint16(i % 3), Form: sample.Zstd})
	}
	o := c.unpacking(sample.Of(bodies...))
	o.Room = 5_500_000
	last := c.expectUnpacked(c.do(o), 20, 20, 5, 0, 15)
	if !strings.Contains(last.Text, "5500000") || last.Bytes > o.Room {
		t.Error(last)
	}
	c.root = c.newRoot()
	o = c.unpacking(sample.Of(bodies...))
	o.Largest = 1_000_009
	c.expectUnpacked(c.do(o), 10, 10, 10, 0, 0)
}

func TestUnpack_ofWhatMayNotStandThere_refusesIt(t *testing.T) {
	c := newCache(t)
	mine := archive(sample.Action(1), texts(3000, 1))
	index := append([]byte("go index v2\n"), texts(3000, 1)...)
	bodies := []sample.Body{
		{Action: sample.Action(1), Content: mine, Pack: 0, Form: sample.Zstd, Put: 5},
		{Action: sample.Action(2), Content: archive(sample.Action(3), texts(3000, 1)), Pack: 0, Form: sample.Zstd},
		{Action: sample.Action(4), Content: index, Pack: 0, Form: sample.Zstd},
		{Action: sample.Action(5), Content: []byte("!<arch>\n__.PKGDEF"), Pack: 0, Form: sample.Plain},
		{Action: sample.Action(6), Content: mine, Pack: 0, Form: sample.Zstd},
	}
	set := sample.Of(bodies...)
	set.Entries[4].At, set.Entries[4].Stored = set.Entries[0].At, set.Entries[0].Stored
	for range 2 {
		c.expectUnpacked(c.do(c.unpacking(set)), 5, 5, 1, 4, 0)
		c.expectResult(sample.Action(1), mine, 5)
		if len(c.files()) != 2 {
			t.Error(c.files())
		}
		// And so it is with an output that is there.
		_ = os.Remove(c.place("a", sample.Action(1)))
	}
}

func TestUnpack_ofAModuleIndex_whereThoseAreBelieved_bringsIt(t *testing.T) {
	c := newCache(t)
	index := append([]byte("go index v2\n"), texts(3000, 1)...)
	o := c.unpacking(sample.Of(
		sample.Body{Action: sample.Action(1), Content: index, Pack: 0, Form: sample.Zstd, Put: 5},
		sample.Body{Action: sample.Action(2), Content: archive(sample.Action(3), texts(3000, 1)), Pack: 0, Form: sample.Zstd},
	))
	o.Indexes = true
	c.expectUnpacked(c.do(o), 2, 2, 1, 1, 0)
	c.expectResult(sample.Action(1), index, 5)
}

func TestUnpack_ofAPackThatDoesNotCome_leavesWhatItHas(t *testing.T) {
	bodies := many(400, 4)
	set := sample.Of(bodies...)
	half := set.Packs[2][:len(set.Packs[2])/2]
	ends := fmt.Sprintf("ends after %d bytes", len(half))
	lost := []int{2}
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		says   string
		lost   []int
	}{
		"missing":   {http.NotFound, "the pack at 2: the answer is 404", lost},
		"gone":      {func(w http.ResponseWriter, r *http.Request) { http.Error(w, "", http.StatusGone) }, "410", lost},
		"elsewhere": {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/1", http.StatusFound) }, "302", nil},
		"forbidden": {func(w http.ResponseWriter, r *http.Request) { http.Error(w, "", http.StatusForbidden) }, "403", nil},
		"refused":   {func(w http.ResponseWriter, r *http.Request) { http.Error(w, strings.Repeat("x", 100_000), 503) }, "503", nil},
		"empty":     {func(http.ResponseWriter, *http.Request) {}, "ends after 0 bytes", lost},
		"half": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", fmt.Sprint(len(half)))
			_, _ = w.Write(half)
		}, ends, lost},
		"half in chunks": {func(w http.ResponseWriter, _ *http.Request) {
			w.(http.Flusher).Flush()
			_, _ = w.Write(half)
		}, ends, lost},
		"half, maybe cut": {hangingUp(append([]byte("HTTP/1.1 200 OK\r\n\r\n"), half...)), ends, nil},
		"half, cut": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", fmt.Sprint(len(set.Packs[2])))
			_, _ = w.Write(half)
		}, "unexpected EOF", nil},
		"half of the chunks": {func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write(half)
			w.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		}, "unexpected EOF", nil},
		"half, stalling": {func(w http.ResponseWriter, r *http.Request) {
			_, _ = w.Write(half)
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		}, "too slowly", nil},
		"silent":     {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, "no response within", nil},
		"hanging up": {hangingUp(nil), "EOF", nil},
	} {
		t.Run(name, func(t *testing.T) {
			world := newCache(t)
			world.server.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/2" {
					c.answer(w, r)
				} else {
					world.serve(w, r)
				}
			})
			o := world.unpacking(set)
			o.First, o.Poor = 1000, 100<<20
			lines := world.do(o)
			last := lines[len(lines)-1]
			world.expectUnpacked(lines, 400, 350, last.Brought, 0, 350-last.Brought, c.lost...)
			if !strings.Contains(last.Text, c.says) || !strings.Contains(last.Text, "the pack at 2") || last.Requests != 4 {
				t.Error(last)
			}
			came := 350 - last.Brought
			partly := strings.HasPrefix(name, "half")
			if all := inPacks(bodies, 2, 3); partly && (came == 0 || came >= all) || !partly && came != all {
				t.Errorf("%d are left", came)
			}
			for _, body := range bodies {
				if body.Pack != 2 && body.Form != sample.Index {
					world.expectResult(body.Action, body.Content, int64(body.Put))
				}
			}
		})
	}
}

// hangingUp answers with bytes as they are, and ends the connection.
func hangingUp(answer []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			panic(err) // it is HTTP/1.1
		}
		_, _ = conn.Write(answer)
		_ = conn.Close()
	}
}

func TestUnpack_ofAPackThatLacksOnlyWhatNobodyNeeds_bringsAll_andSaysThatItIsLost(t *testing.T) {
	c := newCache(t)
	bodies := []sample.Body{
		{Action: sample.Action(0), Content: texts(3000, 1), Pack: 0, Form: sample.Zstd},
		{Action: sample.Action(1), Content: texts(3000, 2), Pack: 0, Form: sample.Zstd},
	}
	set := sample.Of(bodies...)
	c.expectUnpacked(c.do(c.unpacking(set)), 2, 2, 2, 0, 0)
	_ = os.Remove(c.place("o", set.Entries[0].Output))
	o := c.unpacking(set)
	c.packs.Store(&[][]byte{set.Packs[0][:set.Entries[1].At]})
	c.expectUnpacked(c.do(o), 2, 1, 1, 0, 0, 0)
	c.expectAll(bodies)
}

func TestUnpack_ofManyPacksThatAreLost_namesThemInTheirOrder(t *testing.T) {
	c := newCache(t)
	bodies := many(400, 12)
	set := sample.Of(bodies...)
	o := c.unpacking(set)
	packs := slices.Clone(set.Packs)
	packs[2] = noise(len(packs[2]), 1)
	packs[7] = packs[7][:len(packs[7])/2]
	c.packs.Store(&packs)
	for _, place := range []int{0, 11} {
		o.Packs[place].URL = c.server.URL + "/no"
	}
	lines := c.do(o)
	last := lines[len(lines)-1]
	c.expectUnpacked(lines, 400, 350, last.Brought, inPacks(bodies, 2, 3), 350-last.Brought-inPacks(bodies, 2, 3), 0, 2, 7, 11)
}

func TestUnpack_withoutABudget_bringsWhatIsInlined(t *testing.T) {
	c := newCache(t)
	bodies := many(400, 12)
	set := sample.Of(bodies...)
	o := c.unpacking(set)
	o.Most = 0
	last := c.expectUnpacked(c.do(o), 400, 350, 200, 0, 150)
	if c.asked.Load() != 0 || last.Requests != 0 || !strings.Contains(last.Text, "may be fetched") {
		t.Error(last)
	}
	o = c.unpacking(set)
	o.Most = int64(len(set.Packs[0]) + len(set.Packs[1]) + 10)
	two, all := inPacks(bodies, 0, 2), inPacks(bodies, 0, 12)
	last = c.expectUnpacked(c.do(o), 400, all, two, 0, all-two)
	if c.asked.Load() != 2 || *last.Stored != int64(len(set.Packs[0])+len(set.Packs[1])) {
		t.Error(last)
	}
	o = c.unpacking(set)
	o.Packs = o.Packs[:3] // and the others are no packs
	c.expectUnpacked(c.do(o), 400-inPacks(bodies, 3, 12), inPacks(bodies, 2, 3), inPacks(bodies, 2, 3), 0, 0)
}

// inPacks counts bodies.
func inPacks(bodies []sample.Body, from, to uint16) (count int) {
	for _, body := range bodies {
		if body.Form != sample.Index && body.Pack >= from && body.Pack < to {
			count++
		}
	}
	return count
}

func TestUnpack_overWhatStandsThere_neverSpoilsIt(t *testing.T) {
	c := newCache(t)
	content := texts(3000, 1)
	output := sha256.Sum256(content)
	var bodies []sample.Body
	for i := range 6 {
		bodies = append(bodies, sample.Body{Action: sample.Action(i), Content: content, Pack: uint16(0), Form: sample.Zstd, Put: 77})
	}
	set := sample.Of(bodies[0])
	for _, body := range bodies[1:] {
		e := set.Entries[0]
		e.Action = body.Action
		set.Entries = append(set.Entries, e)
	}
	for _, id := range [][32]byte{output} {
		_ = os.MkdirAll(filepath.Dir(c.place("o", id)), 0o700)
	}
	for _, body := range bodies {
		_ = os.MkdirAll(filepath.Dir(c.place("a", body.Action)), 0o700)
	}
	write := func(path string, text []byte) {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	// Its own output is too short, one record has another output that is there, and one has an output that is gone.
	write(c.place("o", output), content[:10])
	other := cacherecord.Record{Output: sha256.Sum256([]byte("other")), Size: 5, Time: time.Unix(9, 9)}.Line()
	write(c.place("o", sha256.Sum256([]byte("other"))), []byte("other"))
	write(c.place("a", bodies[1].Action), other)
	write(c.place("a", bodies[2].Action), cacherecord.Record{Output: sha256.Sum256([]byte("gone")), Size: 4, Time: time.Unix(9, 9)}.Line())
	write(c.place("a", bodies[3].Action), []byte("hone1 no"))
	outside := filepath.Join(t.TempDir(), "outside")
	write(outside, other)
	if err := os.Symlink(outside, c.place("a", bodies[4].Action)); err != nil {
		t.Fatal(err)
	}
	c.expectUnpacked(c.do(c.unpacking(set)), 6, 5, 5, 0, 0)
	for _, i := range []int{0, 2, 3, 4, 5} {
		c.expectResult(bodies[i].Action, content, 77)
	}
	if line, _ := os.ReadFile(c.place("a", bodies[1].Action)); !bytes.Equal(line, other) {
		t.Errorf("%q", line)
	}
	if line, _ := os.ReadFile(outside); !bytes.Equal(line, other) {
		t.Errorf("%q", line)
	}
	if info, err := os.Lstat(c.place("a", bodies[4].Action)); err != nil || !info.Mode().IsRegular() {
		t.Error(info, err)
	}
}

func TestUnpack_overAnOutputThatIsALink_replacesTheLink(t *testing.T) {
	c := newCache(t)
	content := texts(3000, 1)
	output := c.place("o", sha256.Sum256(content))
	outside := filepath.Join(t.TempDir(), "outside")
	_ = os.WriteFile(outside, texts(3000, 2), 0o600)
	_ = os.MkdirAll(filepath.Dir(output), 0o700)
	if err := os.Symlink(outside, output); err != nil {
		t.Fatal(err)
	}
	c.expectUnpacked(c.do(c.unpacking(sample.Of(sample.Body{Action: sample.Action(1), Content: content, Form: sample.Zstd}))), 1, 1, 1, 0, 0)
	c.expectResult(sample.Action(1), content, 0)
	if info, err := os.Lstat(output); err != nil || !info.Mode().IsRegular() {
		t.Error(info, err)
	}
	if got, _ := os.ReadFile(outside); !bytes.Equal(got, texts(3000, 2)) {
		t.Error("what the link leads to was written")
	}
}

func TestUnpack_intoAFolderThatTakesNoMore_leavesTheRest(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Log("there are other rights")
		return
	}
	c := newCache(t)
	bodies := many(400, 4)
	set := sample.Of(bodies...)
	in := "o" + string(filepath.Separator) + hex.EncodeToString(set.Entries[200].Output[:1])
	if err := os.WriteFile(filepath.Join(c.root, in), nil, 0o600); err != nil { // where a folder should be
		t.Fatal(err)
	}
	lines := c.do(c.unpacking(set))
	last := lines[len(lines)-1]
	if last.Brought == 350 || !strings.Contains(last.Text, in) {
		t.Error(last)
	}
	c.expectUnpacked(lines, 400, 350, last.Brought, 0, 350-last.Brought)
}

func TestUnpack_onASmallDisk_leavesWhatHasNoRoom(t *testing.T) {
	c := newCache(t)
	if !smalldisk.Mount(t, c.root) {
		return // the test above says what happens then
	}
	for _, part := range []string{"a", "o", "incoming"} {
		_ = os.Mkdir(filepath.Join(c.root, part), 0o700)
	}
	lines := c.do(c.unpacking(sample.Of(many(400, 4)...)))
	last := lines[len(lines)-1]
	if last.Left == 0 || !strings.Contains(last.Text, "no space") {
		t.Error(last)
	}
	c.expectUnpacked(lines, 400, 350, last.Brought, 0, 350-last.Brought)
}

func TestCancel_ofUnpacking_leavesNothingThatArrives(t *testing.T) {
	bodies := many(400, 12)
	bodies = append(bodies, sample.Body{Action: sample.Action(1000), Content: noise(5<<20, 1), Pack: 12, Form: sample.Zstd})
	set := sample.Of(bodies...)
	for _, stage := range []string{"asked", "at work", "in a stream"} {
		t.Run(stage, func(t *testing.T) {
			c := newCache(t)
			arrived := make(chan struct{}, 20)
			c.server.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				body := set.Packs[0]
				if _, err := fmt.Sscanf(r.URL.Path, "/%d", new(int)); err == nil && stage != "asked" {
					body = (*c.packs.Load())[len(*c.packs.Load())-1]
					w.Header().Set("Content-Length", fmt.Sprint(len(body)))
					_, _ = w.Write(body[:len(body)*3/4])
					w.(http.Flusher).Flush()
				}
				arrived <- struct{}{}
				<-r.Context().Done()
			})
			one := set
			if stage == "in a stream" {
				one = sample.Of(sample.Body{Action: sample.Action(1000), Content: noise(5<<20, 1), Form: sample.Zstd})
			}
			o := c.unpacking(one)
			ended := c.begin(o)
			<-arrived
			if stage == "in a stream" {
				eventually(t, "it arrives", func() bool { all, _ := os.ReadDir(filepath.Join(c.root, "incoming")); return len(all) > 0 })
			}
			c.porter.Cancel(o.ID)
			c.expectVain(c.await(o, ended), order.Cancelled, "given up")
		})
	}
}

func TestCancel_ofUnpacking_saysHowFarItCame(t *testing.T) {
	c := newCache(t)
	last := make(chan struct{})
	c.server.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/0", "/2", "/no":
			c.serve(w, r)
			return
		case fmt.Sprint("/", 2+packsAtOnce): // it has its place when these three have ended
			close(last)
		}
		<-r.Context().Done()
	})
	bodies := many(400, 3+packsAtOnce)
	set := sample.Of(bodies...)
	o := c.unpacking(set)
	o.Packs[1].URL = c.server.URL + "/no"
	packs := slices.Clone(set.Packs)
	packs[2] = noise(len(packs[2]), 1)
	c.packs.Store(&packs)
	ended := c.begin(o)
	<-last
	brought, spoiled := 350-inPacks(bodies, 1, 3+packsAtOnce), inPacks(bodies, 2, 3)
	plan := c.porter.planOf(order.Order{Await: "of", Of: o.ID})
	eventually(t, "what is inlined has come", func() bool { return plan.count(here) == brought })
	c.porter.Cancel(o.ID)
	end := c.expectVain(c.await(o, ended), order.Cancelled, "given up")
	size := int64(0)
	for _, file := range c.files() {
		if info, err := os.Stat(file); err == nil && strings.HasPrefix(file, filepath.Join(c.root, "o")) {
			size += info.Size()
		}
	}
	stored := len(set.Packs[0]) + len("404 page not found\n") + len(set.Packs[2])
	if end.Brought != brought || end.Refused != spoiled || *end.Stored != int64(stored) || end.Bytes != size ||
		end.Requests != 3+packsAtOnce || !slices.Equal(end.Lost, []int{1, 2}) {
		t.Errorf("%+v", end)
	}
}

func TestEnd_whileUnpacking_leavesNothingThatArrives(t *testing.T) {
	c := newCache(t)
	set := sample.Of(many(800, 12)...)
	c.begin(c.unpacking(set))
	eventually(t, "something has come", func() bool { return len(c.files()) > 10 })
	c.porter.answers.Stop()
	c.porter.End(10 * time.Second)
	c.expectTidy()
}

func TestUnpack_ofTheSameAtTheSameTime_bringsItOnce(t *testing.T) {
	c := newCache(t)
	bodies := many(800, 12)
	set := sample.Of(bodies...)
	var orders []order.Order
	var ends []chan struct{}
	for range 4 {
		o := c.unpacking(set)
		orders, ends = append(orders, o), append(ends, c.begin(o))
	}
	for i, o := range orders {
		lines := c.await(o, ends[i])
		if last := lines[len(lines)-1]; last.End != order.Done || last.Refused+last.Left != 0 || last.Brought != lines[0].Missing {
			t.Error(lines)
		}
	}
	c.expectTidy()
	c.expectAll(bodies)
}

func TestFaultWhileUnpacking_isTheFailureOfOne(t *testing.T) {
	c := newCache(t)
	bodies := many(80, 2)
	set := sample.Of(bodies...)
	usual := c.porter.transport
	c.porter.transport = panicking{}
	if last := c.expectVain(c.do(c.unpacking(set)), order.Broken, "of no use"); last.Requests == 0 || last.Lost != nil {
		t.Errorf("%+v", last)
	}
	c.porter.transport = usual
	o := c.unpacking(set)
	lines := c.do(o)
	c.expectUnpacked(lines, 80, lines[0].Missing, lines[0].Missing, 0, 0)
	c.expectAll(bodies)
}

type panicking struct{}

func (panicking) RoundTrip(*http.Request) (*http.Response, error) { panic("of no use") }
