package manifest

import (
	"bufio"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"hone.dev/sdk/internal/cacherecord"
)

const (
	magic      = "hone manifest 1\n"
	entryBytes = 92
	inlined    = 65535 // the pack's number of what is inlined

	mostBytes   = 32 << 20
	mostHeader  = 1 << 20
	mostEntries = 200_000
	mostPacks   = 1000
	mostPack    = 64 << 20
)

// Limits are those of whoever follows a manifest.
type Limits struct {
	Largest int64 // how many bytes a body may have
	Packs   int   // how many packs there are
}

// header is what stands before the entries. Pointers tell what is missing.
type header struct {
	Entries *int64
	Inlined *int64
	Packs   []struct {
		ID     string
		Stored int64
	}
}

// Read reads a manifest of so many bytes. What its frame claims is compared with these before there is any room for it.
func Read(in io.Reader, size int64, limits Limits) (*Manifest, error) {
	if size > mostBytes {
		return nil, fmt.Errorf("%d bytes; a manifest has %d at most", size, mostBytes)
	}
	lines := bufio.NewReaderSize(io.LimitReader(in, size), 64<<10)
	head, read, err := readHeader(lines, size)
	if err != nil {
		return nil, err
	}
	if need := read + *head.Entries*entryBytes + *head.Inlined; need > size {
		return nil, fmt.Errorf("%d bytes, where its header says %d", size, need)
	}
	m := &Manifest{places: make(map[ID]int32, *head.Entries)}
	for _, pack := range head.Packs {
		m.Packs = append(m.Packs, pack.Stored)
	}
	m.Inlined = make([]byte, *head.Inlined)
	if err := readEntries(lines, int(*head.Entries), &collector{m, limits, make(map[ID]int32, *head.Entries)}); err != nil {
		return nil, err
	}
	if _, err := io.ReadFull(lines, m.Inlined); err != nil {
		return nil, early(err)
	}
	return m, nil
}

func readHeader(in *bufio.Reader, size int64) (header, int64, error) {
	var start [len(magic) + 4]byte
	if _, err := io.ReadFull(in, start[:]); err != nil {
		return header{}, 0, early(err)
	}
	if string(start[:len(magic)]) != magic {
		return header{}, 0, errors.New("no manifest of version 1")
	}
	length := int64(binary.BigEndian.Uint32(start[len(magic):]))
	read := int64(len(start)) + length
	if length > mostHeader || read > size {
		return header{}, 0, fmt.Errorf("a header of %d bytes in a manifest of %d", length, size)
	}
	text := make([]byte, length)
	if _, err := io.ReadFull(in, text); err != nil {
		return header{}, 0, early(err)
	}
	var head header
	if err := json.Unmarshal(text, &head); err != nil {
		return header{}, 0, fmt.Errorf("its header: %w", err)
	}
	return head, read, head.fault()
}

func (h header) fault() error {
	switch {
	case h.Entries == nil || h.Inlined == nil:
		return errors.New("its header does not say how many entries there are and what is inlined")
	case *h.Entries < 0 || *h.Entries > mostEntries:
		return fmt.Errorf("%d entries; a manifest has %d at most", *h.Entries, mostEntries)
	case *h.Inlined < 0 || *h.Inlined > mostBytes:
		return fmt.Errorf("%d inlined bytes; a manifest has %d at most", *h.Inlined, mostBytes)
	case len(h.Packs) > mostPacks:
		return fmt.Errorf("%d packs; a manifest has %d at most", len(h.Packs), mostPacks)
	}
	for i, pack := range h.Packs {
		if _, err := hex.DecodeString(pack.ID); err != nil || len(pack.ID) != 64 {
			return fmt.Errorf("the pack at %d has no id of 64 hexadecimal digits", i)
		}
		if pack.Stored < 0 || pack.Stored > mostPack {
			return fmt.Errorf("the pack at %d has %d bytes; %d is the most", i, pack.Stored, mostPack)
		}
	}
	return nil
}

func readEntries(in io.Reader, count int, to *collector) error {
	var line [entryBytes]byte
	for range count {
		if _, err := io.ReadFull(in, line[:]); err != nil {
			return early(err)
		}
		to.add(parse(&line))
	}
	to.finish()
	return nil
}

func early(err error) error {
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return errors.New("it ends too early")
	}
	return err
}

// entry is one as it is written. For how long nobody has used it is for those who write the next manifest.
type entry struct {
	action, output ID
	size, put      uint64
	pack           uint16
	form           uint8
	at, stored     uint32
}

func parse(line *[entryBytes]byte) entry {
	order := binary.BigEndian
	return entry{
		action: ID(line[:32]), output: ID(line[32:64]), size: order.Uint64(line[64:]), put: order.Uint64(line[72:]),
		pack: order.Uint16(line[80:]), form: line[82], at: order.Uint32(line[84:]), stored: order.Uint32(line[88:]),
	}
}

// isRight says whether what the entry claims can be at all.
func (e entry) isRight(m *Manifest, limits Limits) bool {
	if e.form > index || e.put > cacherecord.LastSecond || e.size > uint64(limits.Largest) {
		return false
	}
	if e.form == index {
		return true
	}
	room := int64(len(m.Inlined))
	if e.pack != inlined {
		if int(e.pack) >= min(len(m.Packs), limits.Packs) {
			return false
		}
		room = m.Packs[e.pack]
	}
	fits := int64(e.at)+int64(e.stored) <= room
	if e.form == Plain {
		return fits && uint64(e.stored) == e.size
	}
	return fits && e.stored > 0
}

func (e entry) body(first int32, m *Manifest) Body {
	pack := int32(e.pack)
	if e.pack == inlined {
		pack = int32(len(m.Packs))
	}
	return Body{Output: e.output, Size: int64(e.size), First: first, Pack: pack, Zstd: e.form == Zstd, At: e.at, Stored: e.stored}
}
