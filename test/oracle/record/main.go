// Command record makes the profiles that are kept in the repository: it builds the program in shop, lets it write
// profiles of itself, takes the machine's paths out, checks that none is left, and puts them in their places.
//
//	go run ./record -fixtures fixtures -example ../../docs/examples/cpu.pb.gz
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/google/pprof/profile"
)

const (
	installed  = "/usr/local/bin/shop" // where the recorded program says it runs from
	traceHead  = 8 << 10
	textHead   = 12 << 10
	legacyName = "cpu-legacy.prof"
)

func main() {
	fixtures := flag.String("fixtures", "", "directory for one profile of each kind, from a run of 3 s")
	example := flag.String("example", "", "file for a CPU profile with labels, from a run of 7 s")
	flag.Parse()
	if err := run(*fixtures, *example); err != nil {
		fmt.Fprintln(os.Stderr, "record:", err)
		os.Exit(1)
	}
}

func run(fixtures, example string) error {
	work, err := os.MkdirTemp("", "record")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	r := recorder{binary: filepath.Join(work, "shop"), output: work}
	build := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-o", r.binary, "./record/shop")
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("building the shop: %w\n%s", err, out)
	}
	if fixtures != "" {
		err = errors.Join(err, r.fixtures(fixtures))
	}
	if example != "" {
		err = errors.Join(err, r.example(example))
	}
	return err
}

type recorder struct{ binary, output string }

func (r recorder) shop(arguments ...string) error {
	command := exec.Command(r.binary, append([]string{"-o", r.output}, arguments...)...)
	// Nothing of this machine's environment goes in. Without its signals the scheduler does not show up as the leaf of
	// every other stack where a sandbox delivers them late.
	command.Env = []string{"PATH=/usr/bin", "HOME=/", "GODEBUG=asyncpreemptoff=1"}
	if out, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("running the shop: %w\n%s", err, out)
	}
	return nil
}

func (r recorder) fixtures(directory string) error {
	if err := r.shop("-for", "3s"); err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join(r.output, "*.*"))
	if err != nil {
		return err
	}
	for _, path := range files {
		if err := r.keep(path, filepath.Join(directory, filepath.Base(path))); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	cpu, err := os.ReadFile(filepath.Join(directory, "cpu.pb.gz"))
	if err != nil {
		return err
	}
	old, err := legacyCPU(cpu)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(directory, legacyName), old, 0o644)
}

func (r recorder) example(path string) error {
	if err := r.shop("-for", "7s", "-labels"); err != nil {
		return err
	}
	return r.keep(filepath.Join(r.output, "cpu.pb.gz"), path)
}

// keep cleans one recorded file and writes it to its place.
func (r recorder) keep(from, to string) error {
	content, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	switch {
	case strings.HasSuffix(from, ".pb.gz"):
		content, err = relabel(content, map[string]string{r.binary: installed})
		if err == nil {
			err = r.check(content)
		}
	case strings.HasSuffix(from, ".trace"):
		content = content[:min(traceHead, len(content))]
		err = r.checkText(content)
	default:
		content = shorten(bytes.ReplaceAll(content, []byte(r.binary), []byte(installed)))
		err = r.checkText(content)
	}
	if err != nil {
		return err
	}
	return os.WriteFile(to, content, 0o644)
}

// shorten cuts a long text behind one of its records.
func shorten(text []byte) []byte {
	if len(text) <= textHead {
		return text
	}
	end := bytes.LastIndex(text[:textHead], []byte("\n\n"))
	return text[:end+1]
}

// check makes sure that a profile is sound and tells nothing about this machine.
func (r recorder) check(file []byte) error {
	p, err := profile.ParseData(file)
	if err != nil {
		return err
	}
	return r.checkText([]byte(p.String()))
}

func (r recorder) checkText(text []byte) error {
	host, _ := os.Hostname()
	home, _ := os.UserHomeDir()
	here, _ := os.Getwd()
	goRoot := os.Getenv("GOROOT")
	for _, secret := range []string{host, home, here, goRoot, r.output, "/tmp/", "/root/", "/home/", "/usr/local/go"} {
		if len(secret) > 1 && bytes.Contains(text, []byte(secret)) {
			return fmt.Errorf("%q is in it", secret)
		}
	}
	return nil
}
