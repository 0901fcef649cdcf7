// Package several packs a list of byte strings into one: a big-endian u32 count, then each as a u32 length and its bytes.
package several

import (
	"encoding/binary"
	"errors"
)

var errCut = errors.New("a list of byte strings ends early")

// Join packs the parts.
func Join(parts [][]byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(parts)))
	for _, part := range parts {
		b = append(binary.BigEndian.AppendUint32(b, uint32(len(part))), part...)
	}
	return b
}

// Split takes apart what Join made. The parts share its bytes.
func Split(b []byte) ([][]byte, error) {
	count, rest, err := number(b)
	if err != nil {
		return nil, err
	}
	var parts [][]byte
	for range count {
		var n uint32
		if n, rest, err = number(rest); err != nil {
			return nil, err
		}
		if uint64(n) > uint64(len(rest)) {
			return nil, errCut
		}
		parts, rest = append(parts, rest[:n]), rest[n:]
	}
	if len(rest) > 0 {
		return nil, errors.New("a list of byte strings is followed by something else")
	}
	return parts, nil
}

func number(b []byte) (uint32, []byte, error) {
	if len(b) < 4 {
		return 0, nil, errCut
	}
	return binary.BigEndian.Uint32(b), b[4:], nil
}
