package bench

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sort"

	"github.com/google/pprof/profile"
)

// Resample writes profiles of the same program into dir, as if it had been profiled again and again: of each, so many
// draws from the samples of the profile in path, with replacement, each as likely as it is heavy. What no sample uses is
// left out, and the file is packed as the Go runtime packs it. A profile without start lines gets some, so that builds
// would take it. The same arguments give the same files.
func Resample(path string, count, draws int, dir string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for i := range count {
		p, err := profile.ParseData(data)
		if err != nil {
			return err
		}
		p.TimeNanos += int64(i) * p.DurationNanos
		addStartLines(p)
		draw(p, draws, rand.New(rand.NewPCG(uint64(i), uint64(draws))))
		if err := write(p.Compact(), filepath.Join(dir, fmt.Sprintf("%05d.pb.gz", i))); err != nil {
			return err
		}
	}
	return nil
}

func addStartLines(p *profile.Profile) {
	for _, f := range p.Function {
		if f.StartLine != 0 {
			return
		}
	}
	for _, f := range p.Function {
		f.StartLine = 1
	}
}

// draw gives every sample the number of times it was drawn, and its other values in proportion.
func draw(p *profile.Profile, draws int, random *rand.Rand) {
	ends := make([]int64, len(p.Sample))
	var sum int64
	for i, s := range p.Sample {
		sum += s.Value[0]
		ends[i] = sum
	}
	drawn := make([]int64, len(p.Sample))
	for range draws {
		at := random.Int64N(sum)
		drawn[sort.Search(len(ends), func(i int) bool { return ends[i] > at })]++
	}
	var kept []*profile.Sample
	for i, s := range p.Sample {
		if drawn[i] == 0 {
			continue
		}
		for v := len(s.Value) - 1; v >= 0; v-- {
			s.Value[v] = s.Value[v] / s.Value[0] * drawn[i]
		}
		kept = append(kept, s)
	}
	random.Shuffle(len(kept), func(a, b int) { kept[a], kept[b] = kept[b], kept[a] })
	p.Sample = kept
}

func write(p *profile.Profile, path string) error {
	var packed bytes.Buffer
	zipped, err := gzip.NewWriterLevel(&packed, gzip.BestSpeed)
	if err != nil {
		return err
	}
	if err := p.WriteUncompressed(zipped); err != nil {
		return err
	}
	if err := zipped.Close(); err != nil {
		return err
	}
	return os.WriteFile(path, packed.Bytes(), 0o644)
}
