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

// Order is one errand: what to fetch, where to put it, and when to give up; or what to pack, or to bring.
type Order struct {
	ID       int64             `json:"id"`
	Cancel   int64             `json:"cancel"` // the order to be given up; then nothing else counts
	Pack     string            `json:"pack"`   // the output to be packed; then File alone counts
	Put      string            `json:"put"`    // where File is to be brought; then it is as URL is, and Most does not count
	URL      string            `json:"url"`
	Headers  map[string]string `json:"headers"`
	File     string            `json:"file"`
	Most     int64             `json:"most"`
	Encoding string            `json:"encoding"`
	Size     string            `json:"size"`
	First    int64             `json:"first"` // milliseconds
	Poor     int64             `json:"poor"`
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
	switch {
	case o.Cancel < 0:
		return fmt.Sprintf("cancel is %d, which is no order's number", o.Cancel)
	case o.ID <= 0:
		return fmt.Sprintf("id is %d; it is to be 1 or more", o.ID)
	case !isPath(o.File):
		return fmt.Sprintf("file is %q, which is no absolute path", o.File)
	case o.Pack != "" && o.Put != "":
		return "an order is to pack or to put, not both"
	case o.Pack != "" && !isPath(o.Pack):
		return fmt.Sprintf("pack is %q, which is no absolute path", o.Pack)
	case o.Pack != "":
		return ""
	case o.Most < 0 && o.Put == "":
		return "most is missing or negative"
	case o.First <= 0:
		return "first is missing or negative"
	case o.Poor <= 0:
		return "poor is missing or negative"
	}
	for name, value := range o.Headers {
		if !isToken(name) || strings.ContainsFunc(value, isControl) {
			return fmt.Sprintf("header %q cannot be sent", name)
		}
	}
	if o.Put != "" {
		return faultOfURL(o.Put)
	}
	return faultOfURL(o.URL)
}

func isPath(text string) bool { return filepath.IsAbs(text) && !strings.ContainsRune(text, 0) }

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
