package carry

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"hone.dev/sdk/internal/cacherecord"

	"hone.dev/sdk/porter/internal/order"
	"hone.dev/sdk/porter/internal/sample"
)

// cache is a world whose server has packs, and a cache folder.
type cache struct {
	*world
	root  string
	packs atomic.Pointer[[][]byte]
	asked atomic.Int64
}

func newCache(t *testing.T) *cache {
	t.Helper()
	c := &cache{}
	c.world = newWorld(t, func(w http.ResponseWriter, r *http.Request) { c.serve(w, r) })
	c.root = c.newRoot()
	return c
}

func (c *cache) newRoot() string {
	c.t.Helper()
	root := c.t.TempDir()
	for _, part := range []string{"a", "o", "incoming"} {
		if err := os.Mkdir(filepath.Join(root, part), 0o700); err != nil {
			c.t.Fatal(err)
		}
	}
	return root
}

func (c *cache) serve(w http.ResponseWriter, r *http.Request) {
	c.asked.Add(1)
	number, err := strconv.Atoi(r.URL.Path[1:])
	if packs := *c.packs.Load(); err == nil && number < len(packs) {
		w.Header().Set("Content-Length", strconv.Itoa(len(packs[number])))
		_, _ = w.Write(packs[number])
		return
	}
	http.NotFound(w, r)
}

// unpacking is an order to unpack a set.
func (c *cache) unpacking(set sample.Set) order.Order {
	c.t.Helper()
	return c.following(set.Manifest(), set.Packs)
}

func (c *cache) following(text []byte, packs [][]byte) order.Order {
	c.t.Helper()
	c.next++
	c.packs.Store(&packs)
	file := filepath.Join(c.folder, fmt.Sprint("manifest", c.next))
	if err := os.WriteFile(file, text, 0o600); err != nil {
		c.t.Fatal(err)
	}
	o := order.Order{ID: c.next, Unpack: file, Root: c.root, Most: 1 << 30, Largest: 1 << 30, First: 10_000, Poor: 131072}
	for i := range packs {
		o.Packs = append(o.Packs, order.Request{URL: fmt.Sprint(c.server.URL, "/", i), Headers: map[string]string{"x": "y"}})
	}
	return o
}

// expectUnpacked looks at both lines, and that nothing is left where bodies arrive.
func (c *cache) expectUnpacked(lines []said, entries, missing, brought, refused, left int, lost ...int) said {
	c.t.Helper()
	last := lines[len(lines)-1]
	if len(lines) != 2 || lines[0].End != "" || lines[0].Entries != entries || lines[0].Missing != missing || last.End != order.Done ||
		last.Brought != brought || last.Refused != refused || last.Left != left || !slices.Equal(last.Lost, lost) || (last.Text != "") != (refused+left > 0) {
		c.t.Errorf("said was %+v, not entries %d, missing %d, brought %d, refused %d, left %d, lost %v", lines, entries, missing, brought, refused, left, lost)
	}
	c.expectTidy()
	return last
}

// expectVain looks at the last line, which has all of the manifest if the first came.
func (c *cache) expectVain(lines []said, why, text string) said {
	c.t.Helper()
	last := lines[len(lines)-1]
	if last.End != order.Failed || last.Why != why || !strings.Contains(last.Text, text) {
		c.t.Errorf("said was %+v, not %s: …%s…", lines, why, text)
	}
	if last.Brought+last.Refused+last.Left != lines[0].Missing {
		c.t.Errorf("said was %+v", lines)
	}
	c.expectTidy()
	return last
}

func (c *cache) expectTidy() {
	c.t.Helper()
	if all, err := os.ReadDir(filepath.Join(c.root, "incoming")); err != nil || len(all) > 0 {
		c.t.Error("still arriving:", all, err)
	}
}

func (c *cache) place(kind string, id [32]byte) string {
	name := hex.EncodeToString(id[:])
	return filepath.Join(c.root, kind, name[:2], name)
}

// expectResult looks for a record and an output as the daemon and the shim do.
func (c *cache) expectResult(action [32]byte, body []byte, put int64) {
	c.t.Helper()
	line, err := os.ReadFile(c.place("a", action))
	record, is := cacherecord.Parse(line)
	if err != nil || !is || record.Output != sha256.Sum256(body) || record.Size != int64(len(body)) || record.Time.Unix() != put {
		c.t.Errorf("%q: %v %v", line, record, err)
	}
	if got, err := os.ReadFile(c.place("o", sha256.Sum256(body))); err != nil || !bytes.Equal(got, body) {
		c.t.Errorf("%d bytes, not %d, or others: %v", len(got), len(body), err)
	}
}

// files are all below the cache folder.
func (c *cache) files() (all []string) {
	_ = filepath.WalkDir(c.root, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			all = append(all, path)
		}
		return nil
	})
	return all
}

// archive is a compiled package.
func archive(action [32]byte, rest []byte) []byte {
	id := base64.RawURLEncoding.EncodeToString(action[:15])
	return append(fmt.Appendf(nil, "!<arch>\n__.PKGDEF       0           0     0     644     7955      `\ngo object linux amd64 go1.26.8\nbuild id \"%s/x\"\n", id), rest...)
}

func put(i int) uint64 { return uint64(1_700_000_000 + i) }

// many are bodies as a build has them: small ones inlined, others in packs of which each has some.
func many(count, packs int) []sample.Body {
	var bodies []sample.Body
	for i := range count {
		body := sample.Body{Action: sample.Action(i), Content: texts(100+i, uint64(i)), Put: put(i), Pack: sample.Inlined, Form: sample.Zstd}
		switch i % 8 {
		case 1, 2:
			body.Content, body.Pack = texts(20_000+i, uint64(i)), uint16(i*packs/count)
		case 3:
			body.Content, body.Pack, body.Form = noise(5_000+i, uint64(i)), uint16(i*packs/count), sample.Plain
		case 4:
			body.Content, body.Form = texts(900, uint64(i%3)), sample.Plain
		case 5:
			body.Form = sample.Index
		}
		bodies = append(bodies, body)
	}
	return bodies
}

func (c *cache) expectAll(bodies []sample.Body) {
	c.t.Helper()
	for _, body := range bodies {
		if body.Form != sample.Index {
			c.expectResult(body.Action, body.Content, int64(body.Put))
		}
	}
}

func TestUnpack_ofAManifest_bringsAllOfIt(t *testing.T) {
	c := newCache(t)
	bodies := many(400, 12)
	bodies = append(bodies,
		sample.Body{Action: sample.Action(1000), Content: nil, Pack: sample.Inlined},
		sample.Body{Action: sample.Action(1001), Content: nil, Pack: 3},
		sample.Body{Action: sample.Action(1002), Content: texts(wholeMost+1, 1), Pack: 4, Form: sample.Zstd},
		sample.Body{Action: sample.Action(1003), Content: noise(packReadWhole+1, 2), Pack: 4, Form: sample.Plain},
		sample.Body{Action: sample.Action(1004), Content: noise(packReadWhole+1, 3), Pack: 4, Form: sample.Zstd},
		sample.Body{Action: sample.Action(1005), Content: archive(sample.Action(1005), texts(100_000, 4)), Pack: 4, Form: sample.Zstd},
		sample.Body{Action: sample.Action(1006), Content: texts(100, 5), Pack: 4, Form: sample.Zstd},
	)
	set := sample.Of(bodies...)
	last := c.expectUnpacked(c.do(c.unpacking(set)), 407, 357, 357, 0, 0)
	c.expectAll(bodies)
	stored := 0
	for _, pack := range set.Packs {
		stored += len(pack)
	}
	if last.Requests != 12 || *last.Stored != int64(stored) {
		t.Error(last, stored)
	}
	c.expectTimes(last, stored)
	before := c.files()
	last = c.expectUnpacked(c.do(c.unpacking(set)), 407, 0, 0, 0, 0)
	if last.Requests != 0 || len(last.Fetched) != 0 || last.Looked == 0 || *last.Stored != 0 || last.Bytes != 0 || c.asked.Load() != 12 || len(c.files()) != len(before) {
		t.Error("what was there was brought again:", last)
	}
}

// expectTimes looks at when what came, which was all that was needed of each pack.
func (c *cache) expectTimes(last said, stored int) {
	c.t.Helper()
	packs := map[int]bool{}
	for _, times := range last.Fetched {
		packs[times.Pack] = true
		stored -= int(times.Stored)
		ascending := []int64{0, last.Looked, times.Asked, times.Answered, times.Came, times.Ended, time.Minute.Microseconds()}
		if times.Status != http.StatusOK || !slices.IsSorted(ascending) {
			c.t.Errorf("%+v", times)
		}
	}
	if len(packs) != last.Requests || len(last.Fetched) != last.Requests || stored != 0 || last.Inlined < last.Looked {
		c.t.Errorf("said was %+v", last)
	}
}

func TestUnpack_ofAPackThatIsGoneOrCutOrFromNobody_saysHowFarItCame(t *testing.T) {
	c := newCache(t)
	body := func(i int) sample.Body {
		return sample.Body{Action: sample.Action(i), Content: noise(5_000, uint64(i)), Put: put(i), Pack: uint16(i), Form: sample.Plain}
	}
	set := sample.Of(body(0), body(1), body(2))
	o := c.unpacking(set)
	c.packs.Store(&[][]byte{set.Packs[0][:100]})
	o.Packs[2].URL = "http://127.0.0.1:1/"
	last := c.expectUnpacked(c.do(o), 3, 3, 0, 0, 3, 0, 1)
	slices.SortFunc(last.Fetched, func(a, b order.Times) int { return a.Pack - b.Pack })
	for i, status := range []int{http.StatusOK, http.StatusNotFound, 0} {
		times := last.Fetched[i]
		if times.Pack != i || times.Status != status || times.Came != 0 || (times.Answered == 0) != (status == 0) || times.Ended < max(times.Asked, times.Answered) {
			t.Errorf("%+v", times)
		}
	}
}

func TestUnpack_ofAResultFromTheFuture_isPutNow(t *testing.T) {
	c := newCache(t)
	body := sample.Body{Action: sample.Action(1), Content: texts(500, 1), Put: uint64(time.Now().Add(time.Hour).Unix()), Pack: sample.Inlined, Form: sample.Zstd}
	c.expectUnpacked(c.do(c.unpacking(sample.Of(body))), 1, 1, 1, 0, 0)
	text, err := os.ReadFile(c.place("a", body.Action))
	record, is := cacherecord.Parse(text)
	if err != nil || !is || time.Since(record.Time) < 0 || time.Since(record.Time) > time.Minute {
		t.Error(record, is, err)
	}
}

func TestUnpack_ofWhatIsPartlyThere_bringsTheRest(t *testing.T) {
	c := newCache(t)
	bodies := many(400, 12)
	set := sample.Of(bodies...)
	c.do(c.unpacking(set))
	gone := 0
	for i, body := range bodies {
		switch {
		case body.Form == sample.Index:
		case i%7 == 0: // the record alone
			gone++
			_ = os.Remove(c.place("a", body.Action))
		case i%11 == 0 && i%8 != 4: // the output alone
			gone++
			_ = os.Remove(c.place("o", sha256.Sum256(body.Content)))
		}
	}
	c.expectUnpacked(c.do(c.unpacking(set)), 400, gone, gone, 0, 0)
	c.expectAll(bodies)
}

func TestUnpack_ofOutputsThatAreThere_writesRecordsOnly(t *testing.T) {
	c := newCache(t)
	bodies := many(400, 12)
	set := sample.Of(bodies...)
	c.do(c.unpacking(set))
	old := time.Unix(1_600_000_000, 0)
	for _, body := range bodies {
		_ = os.Remove(c.place("a", body.Action))
		_ = os.Chtimes(c.place("o", sha256.Sum256(body.Content)), old, old)
	}
	c.packs.Store(&[][]byte{}) // nor is it needed
	last := c.expectUnpacked(c.do(c.unpacking(set)), 400, 350, 350, 0, 0)
	if last.Bytes != 0 {
		t.Error(last)
	}
	c.expectAll(bodies)
	for _, body := range bodies {
		// The daemon looks again at what is older than the machine has been up, so nobody else makes it young.
		if info, err := os.Stat(c.place("o", sha256.Sum256(body.Content))); body.Form != sample.Index && (err != nil || !info.ModTime().Equal(old)) {
			t.Fatal(info, err)
		}
	}
}
