package main

// #cgo CFLAGS: -O1
// static __attribute__((noinline)) unsigned churn(unsigned n) { unsigned x = 1; for (unsigned i = 0; i < n; i++) x = x * 31 + (x >> 3); return x; }
// unsigned work(unsigned n);
// unsigned work(unsigned n) { return churn(n) + churn(n / 2); }
import "C"

// Built only where there is a C compiler.
func init() {
	kinds = append(kinds, kind{"cgo", func() { sink += int(C.work(much)); plain() }})
}
