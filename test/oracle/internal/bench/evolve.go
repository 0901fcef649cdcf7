package bench

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"github.com/google/pprof/profile"
)

// Of so many functions one has a line more in each release, and of so many one has another name.
const (
	edited  = 20
	renamed = 100
)

// Evolve writes profiles as Resample does, of a program that is released again after every so many of them. A release is
// another binary, so no location of one is that of another. Functions of the runtime stay as they are. The same arguments
// give the same files.
func Evolve(path string, count, draws, every int, dir string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	p, err := profile.ParseData(data)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	addStartLines(p)
	random := rand.New(rand.NewPCG(uint64(draws), uint64(every)))
	for i := range count {
		if i > 0 && i%every == 0 {
			release(p, i/every, random)
		}
		taken := p.Copy()
		taken.TimeNanos += int64(i) * p.DurationNanos
		draw(taken, draws, rand.New(rand.NewPCG(uint64(i), uint64(draws))))
		if err := write(taken.Compact(), filepath.Join(dir, fmt.Sprintf("%05d.pb.gz", i))); err != nil {
			return err
		}
	}
	return nil
}

// release gives the binary another build id and changes some functions: a line is put in before all of its calls, so that
// the compiler takes them for other ones, or it gets another name.
func release(p *profile.Profile, number int, random *rand.Rand) {
	if len(p.Mapping) > 0 {
		p.Mapping[0].BuildID = fmt.Sprintf("%040x", number)
	}
	longer := map[*profile.Function]bool{}
	for _, f := range p.Function {
		if strings.HasPrefix(f.Name, "runtime.") {
			continue
		}
		longer[f] = random.IntN(edited) == 0
		if random.IntN(renamed) == 0 {
			f.Name = fmt.Sprintf("%s_r%d", strings.SplitN(f.Name, "_r", 2)[0], number)
			f.SystemName = f.Name
		}
	}
	for _, l := range p.Location {
		for i := range l.Line {
			if longer[l.Line[i].Function] {
				l.Line[i].Line++
			}
		}
	}
}
