// Command push works, and pushes profiles of itself with Pyroscope's SDK: push URL APP VERSION PASSWORD, where the password may be
// empty. All types that the SDK knows are on, as in its examples. After three rounds it ends, and says what failed.
package main

import (
	"fmt"
	"os"
	"sync/atomic"
	"time"

	"github.com/grafana/pyroscope-go"
)

const rounds = 3

// complaints counts the errors that the SDK would log, and tells the first.
type complaints struct {
	count atomic.Int64
}

func (c *complaints) Infof(string, ...interface{})  {}
func (c *complaints) Debugf(string, ...interface{}) {}
func (c *complaints) Errorf(format string, values ...interface{}) {
	if c.count.Add(1) == 1 {
		fmt.Fprintf(os.Stderr, format+"\n", values...)
	}
}

func main() {
	said := &complaints{}
	config := pyroscope.Config{
		ApplicationName: os.Args[2],
		ServerAddress:   os.Args[1],
		Tags:            map[string]string{"service_version": os.Args[3], "hostname": "host-1"},
		Logger:          said,
		UploadRate:      time.Second,
		ProfileTypes: []pyroscope.ProfileType{
			pyroscope.ProfileCPU, pyroscope.ProfileAllocObjects, pyroscope.ProfileInuseSpace,
			pyroscope.ProfileGoroutines, pyroscope.ProfileMutexCount, pyroscope.ProfileBlockCount,
		},
	}
	if os.Args[4] != "" {
		config.BasicAuthUser = "hone"
		config.BasicAuthPassword = os.Args[4]
	}
	profiler, err := pyroscope.Start(config)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	for end := time.Now().Add(rounds * time.Second); time.Now().Before(end); {
		fibonacci(25)
	}
	profiler.Flush(true)
	_ = profiler.Stop()
	fmt.Printf("failed %d\n", said.count.Load())
}

func fibonacci(n int) int {
	if n < 2 {
		return n
	}
	return fibonacci(n-1) + fibonacci(n-2)
}
