package main

import (
	"bytes"
	"encoding/binary"

	"github.com/google/pprof/profile"
)

const enough = 200

// legacyCPU writes the first samples of a CPU profile in the binary format that came before pprof's protobuf (of gperftools):
// words of 64 bits, and the mappings as text behind them.
func legacyCPU(file []byte) ([]byte, error) {
	p, err := profile.ParseData(file)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	word := func(w uint64) { out.Write(binary.LittleEndian.AppendUint64(nil, w)) }
	for _, w := range []uint64{0, 3, 0, uint64(p.Period / 1000), 0} {
		word(w)
	}
	for _, s := range p.Sample[:min(len(p.Sample), enough)] {
		word(uint64(s.Value[0]))
		word(uint64(len(s.Location)))
		for _, l := range s.Location {
			word(l.Address)
		}
	}
	for _, w := range []uint64{0, 1, 0} {
		word(w)
	}
	out.WriteString("00400000-00800000 r-xp 00000000 00:00 0 /usr/local/bin/shop\n")
	return out.Bytes(), nil
}
