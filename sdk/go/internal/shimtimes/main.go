// Command shimtimes measures what the build cache's shim adds to a go command that asks nothing: the time from its start to its
// hello, and its whole life, beside that of /bin/true.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"time"
)

func main() {
	rounds := flag.Int("rounds", 200, "how often each is started")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: shimtimes [-rounds N] hone-cache")
		os.Exit(2)
	}
	if err := measure(flag.Arg(0), *rounds); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func measure(program string, rounds int) error {
	folder, err := os.MkdirTemp("", "shimtimes-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	root := filepath.Join(folder, "root")
	if err := os.Mkdir(root, 0o700); err != nil {
		return err
	}
	environ := []string{"HONE_CACHE_DIR=" + root, "TMPDIR=" + folder, "HONE_CACHE_LAUNCHER=/bin/false"}
	var hellos, lives, trues []time.Duration
	for range rounds {
		hello, life, err := live(program, environ)
		if err != nil {
			return err
		}
		begun := time.Now()
		if err := exec.Command("/bin/true").Run(); err != nil {
			return err
		}
		hellos, lives, trues = append(hellos, hello), append(lives, life), append(trues, time.Since(begun))
	}
	show("start to hello", hellos)
	show("start to end, nothing asked", lives)
	show("/bin/true, start to end", trues)
	return nil
}

// live starts the shim, closes as go does, and waits for its end.
func live(program string, environ []string) (hello, life time.Duration, err error) {
	cmd := exec.Command(program)
	cmd.Env = environ
	in, err := cmd.StdinPipe()
	if err != nil {
		return 0, 0, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return 0, 0, err
	}
	begun := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, 0, err
	}
	lines := bufio.NewReader(out)
	if _, err := lines.ReadString('\n'); err != nil {
		return 0, 0, err
	}
	hello = time.Since(begun)
	if _, err := io.WriteString(in, `{"ID":1,"Command":"close"}`+"\n\n"); err != nil {
		return 0, 0, err
	}
	if _, err := lines.ReadString('\n'); err != nil {
		return 0, 0, err
	}
	_ = in.Close()
	err = cmd.Wait()
	return hello, time.Since(begun), err
}

func show(what string, times []time.Duration) {
	sort.Slice(times, func(i, j int) bool { return times[i] < times[j] })
	at := func(share float64) float64 {
		return float64(times[int(share*float64(len(times)-1))].Microseconds()) / 1000
	}
	fmt.Printf("%-28s median %.2f ms (quarters %.2f to %.2f, least %.2f)\n", what, at(0.5), at(0.25), at(0.75), at(0))
}
