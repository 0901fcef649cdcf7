// Command kinds works in many ways that Go programs work, and writes a CPU profile of each into a directory: as it was taken,
// and once more without start lines, as tools that look symbols up again leave it.
//
//	go run ./kinds -o DIRECTORY -for 1s
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime/pprof"
	"time"

	"github.com/google/pprof/profile"
)

// A kind does one piece of work, of a millisecond or so.
type kind struct {
	name string
	work func()
}

var kinds = []kind{
	{"plain", plain},
	{"generics", generics},
	{"deep-recursion", deepRecursion},
	{"inlining", inlining},
	{"labels", labels},
	{"closures", closures},
	{"method-values", methodValues},
	{"interfaces", interfaces},
	{"goroutines", goroutines},
	{"maps-and-strings", mapsAndStrings},
}

func main() {
	directory := flag.String("o", ".", "where to write")
	duration := flag.Duration("for", time.Second, "how long to work in each way")
	flag.Parse()
	for _, k := range kinds {
		if err := record(k, *directory, *duration); err != nil {
			fmt.Fprintf(os.Stderr, "kinds: %s: %v\n", k.name, err)
			os.Exit(1)
		}
	}
}

func record(k kind, directory string, duration time.Duration) error {
	var taken bytes.Buffer
	if err := pprof.StartCPUProfile(&taken); err != nil {
		return err
	}
	for end := time.Now().Add(duration); time.Now().Before(end); {
		k.work()
	}
	pprof.StopCPUProfile()
	if err := os.WriteFile(filepath.Join(directory, k.name+".pb.gz"), taken.Bytes(), 0o644); err != nil {
		return err
	}
	bare, err := withoutStartLines(taken.Bytes())
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(directory, k.name+"-without-start-lines.pb.gz"), bare, 0o644)
}

func withoutStartLines(file []byte) ([]byte, error) {
	p, err := profile.ParseData(file)
	if err != nil {
		return nil, err
	}
	for _, f := range p.Function {
		f.StartLine = 0
	}
	var out bytes.Buffer
	err = p.Write(&out)
	return out.Bytes(), err
}
