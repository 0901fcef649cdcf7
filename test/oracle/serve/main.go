// Command serve works, and hands out profiles of itself as programs with net/http/pprof do: over http, and over https with a
// certificate that nobody vouches for. It prints both addresses, a line each, and ends with its standard input.
package main

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	_ "net/http/pprof"
	"os"
)

func main() {
	log.SetOutput(io.Discard) // of clients that do not trust us
	fmt.Println(httptest.NewServer(http.DefaultServeMux).URL)
	fmt.Println(httptest.NewTLSServer(http.DefaultServeMux).URL)
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
	work() // here, so that runtime.main is on every stack and each profile shows to be of a Go program
}

func work() {
	for {
		fibonacci(25)
	}
}

func fibonacci(n int) int {
	if n < 2 {
		return n
	}
	return fibonacci(n-1) + fibonacci(n-2)
}
