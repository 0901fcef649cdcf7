package generate

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"hash/crc32"
	"slices"
)

// File makes the bytes of Profile and packs them as a file might be packed: raw, or gz of one or several members.
// Of the hostile ones some are broken in the packing.
func File(o Order) []byte {
	r := &random{o.Seed*0x9fb21c651e98df25 + 0xf1}
	content := Profile(o)
	if r.chance(15) {
		return content
	}
	packed := pack(r, content)
	if o.Hostile > 0 && r.chance((o.Hostile+1)/2) {
		return breakPacking(r, packed)
	}
	return packed
}

// pack spreads content over the members of a gz file.
func pack(r *random, content []byte) []byte {
	members := pick(r, []int{1, 1, 1, 2, 5})
	var file []byte
	for i := range members {
		cut := len(content)
		if i < members-1 {
			cut = r.below(len(content) + 1)
		}
		file = append(file, member(r, content[:cut])...)
		content = content[cut:]
	}
	return file
}

// Bits of the flags byte in a gz header (RFC 1952, 2.3.1).
const (
	flagText    = 1
	flagHeadCRC = 2
	flagExtra   = 4
	flagName    = 8
	flagComment = 16
)

func member(r *random, content []byte) []byte {
	flags := byte(0)
	if r.chance(40) {
		flags = byte(r.below(32))
	}
	head := []byte{0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, byte(r.below(256))}
	binary.LittleEndian.PutUint32(head[4:], uint32(r.next()))
	if flags&flagExtra != 0 {
		extra := r.bytes(r.below(300))
		head = append(binary.LittleEndian.AppendUint16(head, uint16(len(extra))), extra...)
	}
	if flags&flagName != 0 {
		head = append(head, "na\xefve.pb\x00"...)
	}
	if flags&flagComment != 0 {
		head = append(head, "a comment\x00"...)
	}
	if flags&flagHeadCRC != 0 {
		head = binary.LittleEndian.AppendUint16(head, uint16(crc32.ChecksumIEEE(head)))
	}
	file := append(head, deflate(r, content)...)
	file = binary.LittleEndian.AppendUint32(file, crc32.ChecksumIEEE(content))
	return binary.LittleEndian.AppendUint32(file, uint32(len(content)))
}

func deflate(r *random, content []byte) []byte {
	var out bytes.Buffer
	// The levels are valid and a bytes.Buffer takes everything, so nothing can fail here.
	w, _ := flate.NewWriter(&out, pick(r, []int{flate.NoCompression, flate.HuffmanOnly, 1, 6, 9}))
	half := r.below(len(content) + 1)
	_, _ = w.Write(content[:half])
	if r.chance(20) {
		_ = w.Flush() // leaves an empty stored block inside
	}
	_, _ = w.Write(content[half:])
	_ = w.Close()
	return out.Bytes()
}

func breakPacking(r *random, file []byte) []byte {
	file = slices.Clone(file)
	switch r.below(8) {
	case 0:
		return append(file, r.bytes(r.between(1, 30))...) // junk after the last member
	case 1:
		return append(file, make([]byte, r.between(1, 30))...) // padding
	case 2:
		return file[:r.between(2, len(file)-1)]
	case 3:
		file[len(file)-r.between(1, 8)] ^= 0x10 // in the checksum or the size
		return file
	case 4:
		file[r.below(len(file))] ^= 1 << r.below(8)
		return file
	case 5:
		return member(r, file) // packed twice
	case 6:
		return member(r, nil)
	default:
		return append(file, 0x1f, 0x8b) // the magic of a member that never comes
	}
}
