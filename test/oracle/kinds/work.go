package main

import (
	"cmp"
	"context"
	"fmt"
	"runtime/pprof"
	"slices"
	"strings"
	"sync"
)

// What is computed goes here, so that no compiler finds it idle.
var sink int

const much = 200_000

//go:noinline
func mix(a, b int) int { return a*31 + b ^ a>>7 }

func plain() {
	for i := range much {
		sink = mix(sink, i)
	}
}

type number interface{ ~int | ~float64 }

type pair[K cmp.Ordered, V any] struct {
	key   K
	value V
}

//go:noinline
func sum[T number](values []T, by func(T) T) (total T) {
	for _, v := range values {
		total += by(v)
	}
	return total
}

func sorted[K cmp.Ordered, V any](pairs []pair[K, V]) []pair[K, V] {
	slices.SortFunc(pairs, func(a, b pair[K, V]) int { return cmp.Compare(a.key, b.key) })
	return pairs
}

func generics() {
	ints, floats := make([]int, 20_000), make([]float64, 20_000)
	names := make([]pair[string, int], 2_000)
	for i := range ints {
		ints[i], floats[i] = i, float64(i)
	}
	for i := range names {
		names[i] = pair[string, int]{fmt.Sprint(mix(i, i)), i}
	}
	sink += sum(ints, func(i int) int { return i ^ 5 })
	sink += int(sum(floats, func(f float64) float64 { return f / 3 }))
	sink += sorted(names)[0].value
}

//go:noinline
func descend(depth int) int {
	if depth == 0 {
		plain()
		return 1
	}
	return descend(depth-1) + depth
}

//go:noinline
func even(n int) int {
	if n == 0 {
		return mix(n, sink)
	}
	return odd(n-1) + 1
}

//go:noinline
func odd(n int) int {
	if n == 0 {
		return mix(n, 1)
	}
	return even(n-1) + 1
}

func deepRecursion() {
	sink += descend(300)
	for range 50 {
		sink += even(1_000)
	}
}

func innermost(a int) int { return a*a ^ a>>3 }
func inner(a int) int     { return innermost(a) + innermost(a+1) }
func outer(a int) int     { return inner(a) - inner(a+2) }

func inlining() {
	for i := range much {
		sink ^= outer(i)
	}
}

func labels() {
	for _, tenant := range []string{"red", "green", "größer", ""} {
		pprof.Do(context.Background(), pprof.Labels("tenant", tenant, "shape", "round"), func(context.Context) {
			plain()
		})
	}
}

func closures() {
	step := 0
	next := func(by int) func() int {
		return func() int { step = mix(step, by); return step }
	}
	one, two := next(1), next(2)
	for range much {
		sink += one() + two()
	}
	func() {
		defer func() { sink = mix(sink, step) }()
		for i := range much {
			func() { sink = mix(i, sink) }()
		}
	}()
}

type counter struct{ count int }

//go:noinline
func (c *counter) add(n int) { c.count = mix(c.count, n) }

//go:noinline
func (c counter) peek(n int) int { return mix(c.count, n) }

func methodValues() {
	c := &counter{}
	add, peek, expression := c.add, c.peek, (*counter).add
	for i := range much {
		add(i)
		expression(c, peek(i))
	}
	sink += c.count
}

type shape interface{ area(n int) int }

type square struct{ counter }

func (s *square) area(n int) int { s.add(n); return s.count }

type circle int

//go:noinline
func (c circle) area(n int) int { return mix(int(c), n) }

func interfaces() {
	shapes := []shape{&square{}, circle(3), &square{}, circle(4), circle(5)}
	for i := range much {
		sink += shapes[i%len(shapes)].area(i)
	}
}

func goroutines() {
	work, done := make(chan int), make(chan int, 16)
	var workers sync.WaitGroup
	for range 200 {
		workers.Go(func() {
			for n := range work {
				done <- mix(n, n)
			}
		})
	}
	var reader sync.WaitGroup
	reader.Go(func() {
		for n := range done {
			sink += n
		}
	})
	for i := range 5_000 {
		work <- i
	}
	close(work)
	workers.Wait()
	close(done)
	reader.Wait()
}

func mapsAndStrings() {
	words := map[string]int{}
	for i := range 5_000 {
		words[strings.Repeat("x", i%40)+fmt.Sprint(i%97)]++
	}
	sink += len(words)
}
