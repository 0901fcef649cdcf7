// Command refreshed does for some seconds of processor time what a service does all day, so that there is something to profile: it parses,
// matches, renders, packs and counts. bench/refreshes builds it again and again.
package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"os"
	"regexp"
	"runtime/pprof"
	"sort"
	"strconv"
	"strings"
	"syscall"
	"text/template"
	"time"
)

type item struct {
	Name  string   `json:"name"`
	Price float64  `json:"price"`
	Tags  []string `json:"tags"`
	Stock int      `json:"stock"`
}

type order struct {
	ID    string `json:"id"`
	Items []item `json:"items"`
	Note  string `json:"note"`
}

var (
	words = strings.Fields("amber birch cedar dune ember fjord grove heath islet juniper kelp lagoon meadow nectar oasis pine quarry reef")
	code  = regexp.MustCompile(`([a-z]+)-(\d{2,4})(?:/([a-z]+))?`)
	page  = template.Must(template.New("page").Parse(
		`{{range .}}<li id="{{.ID}}">{{range .Items}}<b>{{.Name | html}}</b> {{printf "%.2f" .Price}} {{end}}</li>{{end}}`))
)

func newOrder(random *rand.Rand) order {
	o := order{ID: strconv.FormatUint(random.Uint64(), 36)}
	for range 1 + random.IntN(8) {
		name := words[random.IntN(len(words))] + "-" + strconv.Itoa(10+random.IntN(9000))
		o.Items = append(o.Items, item{name, random.Float64() * 100, words[:random.IntN(5)], random.IntN(50)})
		o.Note += name + "/" + words[random.IntN(len(words))] + " "
	}
	return o
}

func received(orders []order) []byte {
	var packed bytes.Buffer
	zipped := gzip.NewWriter(&packed)
	if err := json.NewEncoder(zipped).Encode(orders); err != nil {
		log.Fatal(err)
	}
	if err := zipped.Close(); err != nil {
		log.Fatal(err)
	}
	return packed.Bytes()
}

func parsed(body []byte) []order {
	zipped, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		log.Fatal(err)
	}
	data, err := io.ReadAll(zipped)
	if err != nil {
		log.Fatal(err)
	}
	var orders []order
	if err := json.Unmarshal(data, &orders); err != nil {
		log.Fatal(err)
	}
	return orders
}

func counted(orders []order) map[string]int {
	stock := map[string]int{}
	for _, o := range orders {
		for _, match := range code.FindAllStringSubmatch(o.Note, -1) {
			stock[match[1]+match[3]]++
		}
		sort.Slice(o.Items, func(a, b int) bool { return o.Items[a].Price < o.Items[b].Price })
	}
	return stock
}

func work(random *rand.Rand) string {
	var orders []order
	for range 40 {
		orders = append(orders, newOrder(random))
	}
	orders = parsed(received(orders))
	var out bytes.Buffer
	if err := page.Execute(&out, orders); err != nil {
		log.Fatal(err)
	}
	fmt.Fprint(&out, counted(orders))
	return fmt.Sprintf("%x", sha256.Sum256(out.Bytes()))
}

// used is the processor time so far, which a busy machine does not shorten.
func used() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		log.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: refreshed PROFILE DURATION")
	}
	length, err := time.ParseDuration(os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	file, err := os.Create(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	if err := pprof.StartCPUProfile(file); err != nil {
		log.Fatal(err)
	}
	random, last := rand.New(rand.NewPCG(1, 2)), ""
	for used() < length {
		last = work(random)
	}
	pprof.StopCPUProfile()
	if err := file.Close(); err != nil {
		log.Fatal(err)
	}
	fmt.Println(last)
}
