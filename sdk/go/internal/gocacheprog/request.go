package gocacheprog

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// The commands that are announced. Go knows no others so far.
const (
	Get   = "get"
	Put   = "put"
	Close = "close"
)

// ID names an action or an output: a SHA-256.
type ID [32]byte

// Request is what go asks for. Which ids are there depends on the command.
type Request struct {
	ID       int64
	Command  string
	ActionID ID
	OutputID ID
	BodySize int64 // of a put; a body follows if it is more than 0
}

// Malformed says what is wrong with one request. The next one can be read.
type Malformed struct{ reason string }

func (m *Malformed) Error() string { return m.reason }

func malformed(format string, args ...any) error {
	return &Malformed{fmt.Sprintf(format, args...)}
}

// wire is a request as it is written. ObjectID is what OutputID was called before Go 1.24, and what golangci-lint v1 sends.
type wire struct {
	ID       int64
	Command  string
	ActionID []byte
	OutputID []byte
	ObjectID []byte
	BodySize int64
}

// parse reads one JSON object. A request that is malformed still has its id, if there is one to be found.
func parse(object []byte) (Request, error) {
	var w wire
	if err := json.Unmarshal(object, &w); err != nil {
		return Request{ID: idOf(object)}, malformed("no request: %v", err)
	}
	request := Request{ID: w.ID, Command: w.Command, BodySize: w.BodySize}
	if w.ID <= 0 {
		return Request{}, malformed("a request without an ID")
	}
	switch w.Command {
	case Get:
		return request, setID(&request.ActionID, w.ActionID, "ActionID")
	case Put:
		if w.OutputID == nil {
			w.OutputID = w.ObjectID
		}
		if err := errors.Join(setID(&request.ActionID, w.ActionID, "ActionID"), setID(&request.OutputID, w.OutputID, "OutputID")); err != nil {
			return request, err
		}
		if w.BodySize < 0 {
			return request, malformed("a BodySize of %d", w.BodySize)
		}
	}
	return request, nil
}

func setID(to *ID, from []byte, name string) error {
	if len(from) != len(to) {
		return malformed("%s has %d bytes, not %d", name, len(from), len(to))
	}
	copy(to[:], from)
	return nil
}

// idOf looks for the id of something that is no request, so that it can be answered.
func idOf(object []byte) int64 {
	decoder := json.NewDecoder(bytes.NewReader(object))
	decoder.UseNumber()
	depth, isName, isID := 0, false, false
	for {
		token, err := decoder.Token()
		if err != nil {
			return 0
		}
		switch value := token.(type) {
		case json.Delim:
			depth += map[json.Delim]int{'{': 1, '[': 1, '}': -1, ']': -1}[value]
			isName, isID = depth == 1, false
			continue
		case string:
			if depth == 1 && isName {
				isName, isID = false, value == "ID"
				continue
			}
		case json.Number:
			if id, err := value.Int64(); isID && depth == 1 && err == nil && id > 0 {
				return id
			}
		}
		isName, isID = depth == 1, false
	}
}
