package main

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// relabel replaces strings in the string table of a gzipped profile and leaves every other byte of the protobuf as the
// runtime wrote it: what is recorded stays what Go writes, without the paths of the machine it ran on.
func relabel(file []byte, names map[string]string) ([]byte, error) {
	zipped, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(zipped)
	if err != nil {
		return nil, err
	}
	raw, err = replaceStrings(raw, names)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	w, _ := gzip.NewWriterLevel(&out, gzip.BestCompression) // the level is valid
	_, _ = w.Write(raw)
	err = w.Close()
	return out.Bytes(), err
}

const stringTable = 6<<3 | 2

var errCut = errors.New("the profile ends inside a field")

func replaceStrings(raw []byte, names map[string]string) ([]byte, error) {
	var out []byte
	for at := 0; at < len(raw); {
		tag, n := binary.Uvarint(raw[at:])
		value, m := binary.Uvarint(raw[at+max(n, 0):])
		if n <= 0 || m <= 0 {
			return nil, errCut
		}
		end := at + n + m
		switch {
		case tag&7 == 2 && value <= uint64(len(raw)-end):
			end += int(value)
		case tag&7 != 0:
			return nil, fmt.Errorf("at byte %d: wire type %d", at, tag&7)
		}
		if name, found := names[string(raw[at+n+m:end])]; tag == stringTable && found {
			out = binary.AppendUvarint(append(out, stringTable), uint64(len(name)))
			out = append(out, name...)
		} else {
			out = append(out, raw[at:end]...)
		}
		at = end
	}
	return out, nil
}
