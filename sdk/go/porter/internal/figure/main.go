// Command figure measures how fast hone-porter fetches, unpacks, hashes and writes: some hundred bodies as a build has them, one by one
// or by a manifest, from a server in this process, by a porter that has just been started.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"
)

var collect string

func main() {
	rounds := flag.Int("rounds", 7, "how often a porter is started")
	bodies := flag.Int("bodies", 400, "how many bodies it is asked for")
	total := flag.Int("total", 100<<20, "how many bytes these have")
	unpack := flag.Int("unpack", 0, "have so many results brought into a cache folder by a manifest instead")
	flag.StringVar(&collect, "gogc", "", "the porter's GOGC, if not its own choice")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: figure [-rounds N] [-bodies N] [-total BYTES] [-unpack N] hone-porter")
		os.Exit(2)
	}
	measured := func() error { return measure(flag.Arg(0), *rounds, *bodies, *total) }
	if *unpack > 0 {
		measured = func() error { return measureUnpacking(flag.Arg(0), *rounds, *unpack) }
	}
	if err := measured(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// stored is a body as the server has it.
type stored struct {
	packed []byte
	size   int
}

func measure(program string, rounds, bodies, total int) error {
	shelf, err := fill(bodies, total)
	if err != nil {
		return err
	}
	server, err := serve(shelf)
	if err != nil {
		return err
	}
	size, packed := 0, 0
	for _, body := range shelf {
		size += body.size
		packed += len(body.packed)
	}
	fmt.Printf("%d bodies, %.1f MB, stored as %.1f MB\n", len(shelf), megabytes(size), megabytes(packed))
	for range rounds {
		folder, err := os.MkdirTemp("", "figure-*")
		if err != nil {
			return err
		}
		ran, err := run(program, func(in io.Writer, out *bufio.Reader) error { return fetch(in, out, folder, server, shelf) })
		_ = os.RemoveAll(folder)
		if err != nil {
			return err
		}
		ran.print(size)
	}
	return nil
}

// fill makes bodies of sizes as in a build: many small ones, and few that have most of the bytes. They shrink to about a third.
func fill(bodies, total int) ([]stored, error) {
	random := rand.New(rand.NewPCG(7, 7))
	weights := make([]float64, bodies)
	sum := 0.0
	for i := range weights {
		weights[i] = random.ExpFloat64() * random.ExpFloat64()
		sum += weights[i]
	}
	encoder, err := zstd.NewWriter(nil)
	if err != nil {
		return nil, err
	}
	defer encoder.Close()
	shelf := make([]stored, bodies)
	for i, weight := range weights {
		size := int(weight / sum * float64(total))
		shelf[i] = stored{encoder.EncodeAll(code(random, size), nil), size}
	}
	return shelf, nil
}

// code is about as regular as a compiled package.
func code(random *rand.Rand, size int) []byte {
	var body bytes.Buffer
	for body.Len() < size {
		fmt.Fprintf(&body, "hone.dev/x.(*T%d).method%d\x00", random.IntN(300), random.IntN(40))
		for range 6 {
			body.WriteByte(byte(random.IntN(256)))
		}
		body.WriteString("\x48\x8b\x44\x24\x08\xe8\x00\x00\x00\x00\x48\x83\xc4"[:3+random.IntN(10)])
	}
	return body.Bytes()[:size]
}

func serve(shelf []stored) (string, error) {
	return listen(func(w http.ResponseWriter, r *http.Request) {
		i, _ := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/"))
		w.Header().Set("X-Encoding", "zstd")
		w.Header().Set("Content-Length", strconv.Itoa(len(shelf[i].packed)))
		_, _ = w.Write(shelf[i].packed)
	})
}

func listen(answer http.HandlerFunc) (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	go func() { _ = http.Serve(listener, answer) }()
	return "http://" + listener.Addr().String(), nil
}

const atOnce = 64 // orders that a daemon has under way

// ran is what a porter took.
type ran struct {
	took  time.Duration
	peak  string
	state *os.ProcessState
}

func (r ran) print(size int) {
	fmt.Printf("%6.0f MB/s, %5.0f ms, processor: user %4.0f ms, system %4.0f ms, most memory %s\n", megabytes(size)/r.took.Seconds(), millis(r.took),
		millis(r.state.UserTime()), millis(r.state.SystemTime()), r.peak)
}

// run starts a porter, has it do something, and ends it. The time is from its start to the last answer.
func run(program string, do func(in io.Writer, out *bufio.Reader) error) (ran, error) {
	cmd := exec.Command(program)
	if collect != "" {
		cmd.Env = append(os.Environ(), "GOGC="+collect)
	}
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return ran{}, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return ran{}, err
	}
	begun := time.Now()
	if err := cmd.Start(); err != nil {
		return ran{}, err
	}
	defer cmd.Process.Kill()
	if err := do(in, bufio.NewReader(out)); err != nil {
		return ran{}, err
	}
	took, most := time.Since(begun), peak(cmd.Process.Pid)
	_ = in.Close()
	err = cmd.Wait()
	return ran{took, most, cmd.ProcessState}, err
}

func fetch(in io.Writer, out *bufio.Reader, folder, server string, shelf []stored) error {
	told, ended := 0, 0
	for ended < len(shelf) {
		for ; told < len(shelf) && told-ended < atOnce; told++ {
			file := filepath.Join(folder, strconv.Itoa(told))
			fmt.Fprintf(in, `{"id":%d,"url":"%s/%d","file":%q,"most":1000000000,"encoding":"x-encoding","first":60000,"poor":1000}`+"\n",
				told+1, server, told, file)
		}
		line, err := out.ReadBytes('\n')
		if err != nil {
			return err
		}
		var answer struct{ End, Text string }
		if err := json.Unmarshal(line, &answer); err != nil || answer.End != "" && answer.End != "done" {
			return fmt.Errorf("%s: %w", line, err)
		}
		if answer.End != "" {
			ended++
		}
	}
	return nil
}

// peak is the most memory that a process has had, where the system says so.
func peak(pid int) string {
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	for _, line := range strings.Split(string(status), "\n") {
		if most, is := strings.CutPrefix(line, "VmHWM:"); is {
			return strings.TrimSpace(most)
		}
	}
	return "unknown"
}

func megabytes(n int) float64 { return float64(n) / 1e6 }

func millis(d time.Duration) float64 { return d.Seconds() * 1000 }
