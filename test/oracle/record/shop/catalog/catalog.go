// Package catalog finds products: maps, regular expressions and sorting.
package catalog

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strings"
)

// Product is one thing for sale.
type Product struct {
	ID    int      `json:"id"`
	Name  string   `json:"name"`
	Price int64    `json:"price"`
	Tags  []string `json:"tags,omitempty"`
}

// Index finds products by word.
type Index struct {
	products []Product
	byWord   map[string][]int
	pattern  *regexp.Regexp
}

var adjectives = []string{"red", "small", "quiet", "solid", "light", "round", "plain", "warm"}
var nouns = []string{"chair", "lamp", "table", "kettle", "shelf", "clock", "basket", "mirror"}

// New makes an index over n made-up products.
func New(n int) *Index {
	x := &Index{byWord: map[string][]int{}, pattern: regexp.MustCompile(`^(\w+) (\w+) no\. (\d*7\d*)$`)}
	for i := range n {
		name := fmt.Sprintf("%s %s no. %d", adjectives[i%len(adjectives)], nouns[i/8%len(nouns)], i)
		x.products = append(x.products, Product{ID: i, Name: name, Price: int64(i*37%9000 + 100), Tags: strings.Fields(name)})
		for _, word := range strings.Fields(name) {
			x.byWord[word] = append(x.byWord[word], i)
		}
	}
	return x
}

// Product returns the product with the number i, counted around.
func (x *Index) Product(i int) Product { return x.products[i%len(x.products)] }

// Search returns the products that have all words, cheapest first.
func (x *Index) Search(query string) []Product {
	hits := map[int]int{}
	words := strings.Fields(strings.ToLower(query))
	for _, word := range words {
		for _, i := range x.byWord[word] {
			hits[i]++
		}
	}
	var found []Product
	for i, n := range hits {
		if n == len(words) {
			found = append(found, x.products[i])
		}
	}
	slices.SortFunc(found, byPrice)
	return found
}

func byPrice(a, b Product) int { return cmp.Or(cmp.Compare(a.Price, b.Price), cmp.Compare(a.ID, b.ID)) }

// Lucky counts the products whose number contains a seven, the slow way.
func (x *Index) Lucky(from, to int) int {
	n := 0
	for _, p := range x.products[from:to] {
		if m := x.pattern.FindStringSubmatch(p.Name); m != nil && len(m[3]) > 0 {
			n++
		}
	}
	return n
}

// Names returns all names in reverse order.
func (x *Index) Names() []string {
	names := make([]string, 0, len(x.products))
	for _, p := range x.products {
		names = append(names, p.Name)
	}
	sort.Sort(sort.Reverse(sort.StringSlice(names)))
	return names
}
