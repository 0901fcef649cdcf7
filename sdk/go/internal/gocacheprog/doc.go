// Package gocacheprog speaks with go as a GOCACHEPROG program: it reads requests and writes answers. It is liberal in what it
// reads, because several programs send requests, and strict in what it writes, because go dies of a stray byte.
//
// It follows cmd/go/internal/cache/prog.go and cmd/go/internal/cacheprog of Go 1.24 to 1.26.
package gocacheprog
