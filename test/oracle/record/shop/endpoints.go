package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"runtime/pprof"
	"sync"

	"hone.dev/oracle/record/shop/catalog"
	"hone.dev/oracle/record/shop/pricing"
)

// shop is the program that is profiled: it answers made-up requests of a few kinds for a few tenants.
type shop struct {
	index  *catalog.Index
	labels bool

	mu   sync.Mutex
	sold map[int]int
}

type order struct {
	Customer string            `json:"customer"`
	Items    []catalog.Product `json:"items"`
	Notes    map[string]string `json:"notes"`
}

type endpoint struct {
	path   string
	weight int
	handle func(n int) int
}

func (s *shop) endpoints() []endpoint {
	return []endpoint{
		{"/search", 5, s.search},
		{"/cart", 4, s.cart},
		{"/checkout", 3, s.checkout},
		{"/export", 1, s.export},
		{"/recommend", 2, s.recommend},
	}
}

// serve answers one request, labelled if asked for.
func (s *shop) serve(ctx context.Context, e endpoint, tenant string, n int) int {
	if !s.labels {
		return e.handle(n)
	}
	var answer int
	pprof.Do(ctx, pprof.Labels("endpoint", e.path, "tenant", tenant), func(context.Context) { answer = e.handle(n) })
	return answer
}

func (s *shop) search(n int) int {
	products := s.index.Search(s.index.Product(n).Tags[0] + " " + s.index.Product(n).Tags[1])
	return len(products) + s.index.Lucky(n%500, n%500+300)
}

func (s *shop) cart(n int) int {
	o := order{Customer: fmt.Sprint("customer ", n), Notes: map[string]string{"gift": "yes", "card": "\u2665 for you"}}
	for i := range 60 {
		o.Items = append(o.Items, s.index.Product(n+i))
	}
	text, err := json.Marshal(o)
	if err != nil {
		panic(err)
	}
	var back order
	if err := json.Unmarshal(text, &back); err != nil {
		panic(err)
	}
	return len(back.Items)
}

func (s *shop) checkout(n int) int {
	rules := []pricing.Rule{pricing.Percent(5), pricing.Cap(8000), pricing.Percent(int64(n % 30)), pricing.Cap(9500), pricing.Percent(1)}
	items := []catalog.Product{s.index.Product(n), s.index.Product(n + 1), s.index.Product(n + 2)}
	round := pricing.Rounder(5)
	total := pricing.Sum(items, func(p catalog.Product) int64 { return round(pricing.Best(p.Price, rules)) })
	weight := pricing.Sum(items, func(p catalog.Product) float64 { return float64(p.ID) / 7 })
	return int(total+pricing.Nest(400).Total()) + int(weight)
}

func (s *shop) export(n int) int {
	var out bytes.Buffer
	zipped := gzip.NewWriter(&out)
	for _, name := range s.index.Names()[n%1000:][:300] {
		fmt.Fprintf(zipped, "%d;%q\n", n, name)
	}
	_ = zipped.Close()
	sum := sha256.Sum256(out.Bytes())
	return int(sum[0])
}

// recommend counts on several goroutines what was bought together, all under one lock.
func (s *shop) recommend(n int) int {
	var all sync.WaitGroup
	results := make(chan int)
	count := s.count // a method value
	for part := range 4 {
		all.Go(func() { results <- count(n, part) })
	}
	go func() { all.Wait(); close(results) }()
	sum := 0
	for r := range results {
		sum += r
	}
	return sum
}

func (s *shop) count(n, part int) int {
	seen := map[string]int{}
	for i := range 150 {
		for _, tag := range s.index.Product(n*part + i*13).Tags {
			seen[tag]++
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range 50 {
		s.sold[(n+i)%1000] += part
	}
	return len(seen)
}
