// Package order is what the cache daemon and the porter say to each other: one JSON object a line, as docs/formats/cache-porter.md
// has it.
package order

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"time"
)

// Kind is what an order is about.
type Kind int

// The kinds. An order that names nothing else is to fetch.
const (
	Fetch Kind = iota
	Pack
	Put
	Unpack
	Await
	Bundle
)

// Order is one errand: what to do, with what, and when to give up. Which members count depends on its kind.
type Order struct {
	ID       int64             `json:"id"`
	Cancel   int64             `json:"cancel,omitempty"` // the order to be given up; then nothing else counts
	Pack     string            `json:"pack,omitempty"`   // the output to be packed; then File alone counts
	Put      string            `json:"put,omitempty"`    // where File is to be brought; then it is as URL is, and Most does not count
	Unpack   string            `json:"unpack,omitempty"` // the manifest of what is to be brought into Root
	Await    string            `json:"await,omitempty"`  // the action of whose end in the order Of is to be told
	Bundle   []string          `json:"bundle,omitempty"` // the outputs of which File is to be made
	URL      string            `json:"url,omitempty"`
	Headers  map[string]string `json:"headers,omitempty"`
	File     string            `json:"file,omitempty"`
	Most     int64             `json:"most"`
	Encoding string            `json:"encoding,omitempty"`
	Size     string            `json:"size,omitempty"`
	First    int64             `json:"first,omitempty"` // milliseconds
	Poor     int64             `json:"poor,omitempty"`
	Root     string            `json:"root,omitempty"`
	Packs    []Request         `json:"packs,omitempty"`
	Largest  int64             `json:"largest,omitempty"`
	Room     int64             `json:"room,omitempty"`    // how many bytes may be written; 0 is no limit
	Indexes  bool              `json:"indexes,omitempty"` // whether module indexes are believed
	Of       int64             `json:"of,omitempty"`
}

// Request is what is asked for, as it is sent.
type Request struct {
	URL     string            `json:"url"`
	Headers map[string]string `json:"headers"`
}

// mostPacks is how many packs a manifest may have.
const mostPacks = 1000

// Kind of an order that makes sense is the only one that it names.
func (o Order) Kind() Kind {
	if named := o.named(); len(named) > 0 {
		return named[0]
	}
	return Fetch
}

var verbs = map[Kind]string{Pack: "pack", Put: "put", Unpack: "unpack", Await: "await", Bundle: "bundle"}

func (o Order) named() []Kind {
	var kinds []Kind
	for _, one := range []struct {
		is   bool
		kind Kind
	}{{o.Pack != "", Pack}, {o.Put != "", Put}, {o.Unpack != "", Unpack}, {o.Await != "", Await}, {o.Bundle != nil, Bundle}} {
		if one.is {
			kinds = append(kinds, one.kind)
		}
	}
	return kinds
}

// longest is what an order may ask to wait for at most. It keeps sums of times within their type.
const longest = 24 * time.Hour

// Patience is how long the headers of the response may take, and how long the body may stall.
func (o Order) Patience() time.Duration {
	return min(time.Duration(min(o.First, longest.Milliseconds()))*time.Millisecond, longest)
}

// Malformed says why a line is no order. Its ID is 0 if none was found.
type Malformed struct {
	ID   int64
	Text string
}

func (m *Malformed) Error() string { return m.Text }

func parse(line []byte) (Order, error) {
	var o Order
	o.Most = -1
	if err := json.Unmarshal(line, &o); err != nil {
		var kind *json.UnmarshalTypeError
		if errors.As(err, &kind) && kind.Field != "id" {
			return Order{}, &Malformed{max(o.ID, 0), "no order: " + err.Error()}
		}
		return Order{}, &Malformed{0, "no order: " + err.Error()}
	}
	if o.Cancel > 0 {
		return o, nil
	}
	if fault := o.fault(); fault != "" {
		return Order{}, &Malformed{max(o.ID, 0), fault}
	}
	return o, nil
}

// fault is what makes no sense in an order; empty if nothing.
func (o Order) fault() string {
	named := o.named()
	switch {
	case o.Cancel < 0:
		return fmt.Sprintf("cancel is %d, which is no order's number", o.Cancel)
	case o.ID <= 0:
		return fmt.Sprintf("id is %d; it is to be 1 or more", o.ID)
	case len(named) > 1:
		return fmt.Sprintf("an order is to %s or to %s, not both", verbs[named[0]], verbs[named[1]])
	}
	switch o.Kind() {
	case Pack:
		return either(faultOfPath("file", o.File), faultOfPath("pack", o.Pack))
	case Bundle:
		return either(faultOfPath("file", o.File), faultOfPaths("bundle", o.Bundle))
	case Put:
		return either(faultOfPath("file", o.File), o.faultOfTimes(), faultOfRequest(Request{o.Put, o.Headers}))
	case Unpack:
		return o.faultOfUnpack()
	case Await:
		return o.faultOfAwait()
	}
	return either(faultOfPath("file", o.File), o.faultOfMost(), o.faultOfTimes(), faultOfRequest(Request{o.URL, o.Headers}))
}

func (o Order) faultOfUnpack() string {
	if fault := either(faultOfPath("unpack", o.Unpack), faultOfPath("root", o.Root), o.faultOfMost(), o.faultOfTimes()); fault != "" {
		return fault
	}
	switch {
	case o.Largest <= 0:
		return "largest is missing or negative"
	case o.Room < 0:
		return "room is negative"
	case len(o.Packs) > mostPacks:
		return fmt.Sprintf("%d packs; there may be %d", len(o.Packs), mostPacks)
	}
	for i, pack := range o.Packs {
		if fault := faultOfRequest(pack); fault != "" {
			return fmt.Sprintf("packs, the one at %d: %s", i, fault)
		}
	}
	return ""
}

func (o Order) faultOfAwait() string {
	switch {
	case !isID(o.Await):
		return "await is no id of 64 hexadecimal digits"
	case o.Of <= 0:
		return fmt.Sprintf("of is %d, which is no order's number", o.Of)
	}
	return ""
}

func (o Order) faultOfMost() string {
	if o.Most < 0 {
		return "most is missing or negative"
	}
	return ""
}

func (o Order) faultOfTimes() string {
	switch {
	case o.First <= 0:
		return "first is missing or negative"
	case o.Poor <= 0:
		return "poor is missing or negative"
	}
	return ""
}

// either is the first fault.
func either(faults ...string) string {
	for _, fault := range faults {
		if fault != "" {
			return fault
		}
	}
	return ""
}

func faultOfPath(name, path string) string {
	if filepath.IsAbs(path) && !strings.ContainsRune(path, 0) {
		return ""
	}
	return fmt.Sprintf("%s is %q, which is no absolute path", name, path)
}

func faultOfPaths(name string, paths []string) string {
	if len(paths) == 0 {
		return name + " names nothing"
	}
	for _, path := range paths {
		if fault := faultOfPath(name, path); fault != "" {
			return fault
		}
	}
	return ""
}

func faultOfRequest(r Request) string {
	for name, value := range r.Headers {
		if !isToken(name) || strings.ContainsFunc(value, isControl) {
			return fmt.Sprintf("header %q cannot be sent", name)
		}
	}
	return faultOfURL(r.URL)
}

// isID takes small letters only: there is one way to write an id.
func isID(text string) bool {
	return len(text) == 64 && strings.Trim(text, "0123456789abcdef") == ""
}

// faultOfURL refuses what would be sent otherwise than it stands, because it may be signed. It does not repeat the URL, which may
// be secret.
func faultOfURL(text string) string {
	u, err := url.Parse(text)
	switch {
	case err != nil:
		var why *url.Error
		if errors.As(err, &why) {
			err = why.Err
		}
		return "url: " + err.Error()
	case u.Scheme != "http" && u.Scheme != "https":
		return fmt.Sprintf("url: the scheme is %q, not http or https", u.Scheme)
	case u.Host == "" || u.Opaque != "":
		return "url: no host"
	case u.User != nil:
		return "url: it names a user, who belongs into the headers"
	case u.Path != "" && !strings.HasSuffix(text, u.RequestURI()):
		return "url: it has a fragment, or characters that are to be escaped"
	}
	return ""
}

// isToken is RFC 9110's token.
func isToken(name string) bool {
	return name != "" && !strings.ContainsFunc(name, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("!#$%&'*+-.^_`|~", r))
	})
}

func isControl(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }
