// Package bench times google/pprof's parser in a warm process.
package bench

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/google/pprof/profile"
)

// Parse loads a file once. For every line of in, a number N, it parses the file N times on one core and answers with
// the nanoseconds of one parse, a number per line.
func Parse(path string, in io.Reader, out io.Writer) error {
	runtime.GOMAXPROCS(1)
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		n, err := strconv.Atoi(strings.TrimSpace(lines.Text()))
		if err != nil || n < 1 {
			return fmt.Errorf("%q is not a number of iterations", lines.Text())
		}
		start := time.Now()
		for range n {
			if _, err := profile.ParseData(data); err != nil {
				return err
			}
		}
		if _, err := fmt.Fprintln(out, time.Since(start).Nanoseconds()/int64(n)); err != nil {
			return err
		}
	}
	return lines.Err()
}
