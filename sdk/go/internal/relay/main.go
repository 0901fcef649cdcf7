// Relay hands bytes on after a while, as a store does that is far away.
//
//	go run ./internal/relay -rtt 50ms [-rate 25000000] 127.0.0.1:18401 127.0.0.1:18400
//
// It listens on the first address and calls the second. Each byte is half a round trip on its way, whatever number of others are, and a new connection takes
// a whole one, as its handshake would. With a rate, so many bytes a second come from the store in all connections together.
package main

import (
	"flag"
	"fmt"
	"net"
	"os"
	"sync"
	"time"
)

// A piece of what is under way, and when it arrives.
type piece struct {
	at    time.Time
	bytes []byte
}

// A line that carries so many bytes a second; nil carries any number.
type line struct {
	mutex sync.Mutex
	rate  float64
	free  time.Time
}

// When this many bytes are through.
func (l *line) through(bytes int) time.Time {
	now := time.Now()
	if l == nil {
		return now
	}
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if l.free.Before(now) {
		l.free = now
	}
	l.free = l.free.Add(time.Duration(float64(bytes) / l.rate * float64(time.Second)))
	return l.free
}

func main() {
	rtt := flag.Duration("rtt", 0, "the time of a round trip")
	rate := flag.Float64("rate", 0, "bytes a second from the store; 0 for any number")
	flag.Parse()
	if flag.NArg() != 2 {
		fmt.Fprintln(os.Stderr, "usage: relay [-rtt TIME] [-rate BYTES] LISTEN STORE")
		os.Exit(2)
	}
	listener, err := net.Listen("tcp", flag.Arg(0))
	if err != nil {
		fmt.Fprintln(os.Stderr, "relay:", err)
		os.Exit(3)
	}
	var shared *line
	if *rate > 0 {
		shared = &line{rate: *rate}
	}
	for {
		client, err := listener.Accept()
		if err != nil {
			fmt.Fprintln(os.Stderr, "relay:", err)
			os.Exit(3)
		}
		go serve(client, flag.Arg(1), *rtt, shared)
	}
}

func serve(client net.Conn, store string, rtt time.Duration, shared *line) {
	opened := time.Now().Add(rtt)
	server, err := net.Dial("tcp", store)
	if err != nil {
		client.Close()
		return
	}
	go carry(client, server, opened, rtt/2, nil)
	carry(server, client, opened, rtt/2, shared)
}

// carry reads without waiting and writes when each piece has had its time.
func carry(from, to net.Conn, opened time.Time, delay time.Duration, shared *line) {
	pieces := make(chan piece, 1<<14)
	go func() {
		defer close(pieces)
		for {
			bytes := make([]byte, 64<<10)
			n, err := from.Read(bytes)
			if n > 0 {
				at := shared.through(n).Add(delay)
				if at.Before(opened) {
					at = opened
				}
				pieces <- piece{at, bytes[:n]}
			}
			if err != nil {
				return
			}
		}
	}()
	var failed error
	for p := range pieces {
		time.Sleep(time.Until(p.at))
		if failed == nil {
			_, failed = to.Write(p.bytes)
		}
		if failed != nil {
			from.Close()
		}
	}
	if half, ok := to.(interface{ CloseWrite() error }); ok && failed == nil {
		half.CloseWrite()
	} else {
		to.Close()
	}
}
