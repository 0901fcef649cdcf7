// Command oracle answers questions about profiles with google/pprof's own code, so that tests can hold another
// implementation against it. README.md of this module describes its verbs.
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/google/pprof/profile"

	"hone.dev/oracle/internal/bench"
	"hone.dev/oracle/internal/driven"
	"hone.dev/oracle/internal/dump"
	"hone.dev/oracle/internal/frame"
	"hone.dev/oracle/internal/generate"
	"hone.dev/oracle/internal/several"
	"hone.dev/oracle/internal/top"
	"hone.dev/oracle/internal/transform"
	"hone.dev/oracle/internal/tree"
)

const usage = `usage: oracle VERB < requests > answers
  decode         raw protobuf                              -> dump, nothing checked
  parse          a file: gz or raw pprof                   -> dump, checked
  parse-any      the same, and google/pprof's older formats -> dump, checked
  top            u32 column (all ones: default), a file    -> flat and cum per function, drop_frames applied
  top-all        the same without drop_frames
  tree           the same                                  -> value and total of each path of calls
  diff           u32 column, u32 count 2, each u32 length and a file: old, new
                                                           -> the table of -diff_base: by how much more per function
  encode         a file                                    -> the raw protobuf that google/pprof writes for it
  merge          u32 count, each u32 length and a file     -> dump of all of them merged
  transform      u32 count: words packed likewise, files   -> the files' dumps, transformed
  pprof          u32 count: options packed likewise, files -> complaints, dump, raw protobuf of pprof -proto
  generate       u64 seed, u32 size, u8 hostile per cent    -> raw protobuf
  generate-file  the same                                  -> the same bytes, packed as a file might be
  generate-family    the same                              -> u32 count, each u32 length and raw protobuf
  bench-parse FILE   (no frames) lines of N on stdin       -> nanoseconds per parse, a line each
  resample FILE COUNT DRAWS DIR   (no frames)              -> COUNT files in DIR, each DRAWS draws from FILE's samples
  evolve FILE COUNT DRAWS EVERY DIR   (no frames)          -> the same, of a program that is released after every EVERY files
`

var verbs = map[string]frame.Answer{
	"decode":        decode,
	"parse":         parse,
	"parse-any":     parseAny,
	"top":           func(request []byte) ([]byte, error) { return table(request, true) },
	"top-all":       func(request []byte) ([]byte, error) { return table(request, false) },
	"tree":          calls,
	"diff":          diff,
	"encode":        encode,
	"merge":         merge,
	"transform":     transformed,
	"pprof":         driving,
	"generate":      func(request []byte) ([]byte, error) { return generated(request, generate.Profile) },
	"generate-file": func(request []byte) ([]byte, error) { return generated(request, generate.File) },
	"generate-family": func(request []byte) ([]byte, error) {
		return generated(request, func(o generate.Order) []byte { return several.Join(generate.Family(o)) })
	},
}

func main() {
	if err := run(os.Args[1:], os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "oracle:", err)
		os.Exit(1)
	}
}

func run(args []string, in io.Reader, out io.Writer) error {
	if len(args) == 2 && args[0] == "bench-parse" {
		return bench.Parse(args[1], in, out)
	}
	if len(args) == 5 && args[0] == "resample" {
		return resample(args[1:])
	}
	if len(args) == 6 && args[0] == "evolve" {
		return evolve(args[1:])
	}
	if len(args) == 1 && verbs[args[0]] != nil {
		return frame.Serve(in, out, verbs[args[0]])
	}
	return errors.New(usage)
}

func resample(args []string) error {
	count, err := positive(args[1], "profiles")
	if err != nil {
		return err
	}
	draws, err := positive(args[2], "draws")
	if err != nil {
		return err
	}
	return bench.Resample(args[0], count, draws, args[3])
}

func evolve(args []string) error {
	count, err := positive(args[1], "profiles")
	if err != nil {
		return err
	}
	draws, err := positive(args[2], "draws")
	if err != nil {
		return err
	}
	every, err := positive(args[3], "profiles of a release")
	if err != nil {
		return err
	}
	return bench.Evolve(args[0], count, draws, every, args[4])
}

func positive(word, what string) (int, error) {
	n, err := strconv.Atoi(word)
	if err != nil || n < 1 {
		return 0, fmt.Errorf("%q is not a number of %s", word, what)
	}
	return n, nil
}

func decode(raw []byte) ([]byte, error) {
	p, err := profile.ParseUncompressed(raw)
	if err != nil {
		return nil, err
	}
	return dump.Profile(p), nil
}

// parse does what profile.ParseData does, but does not try the older formats when the bytes are no protobuf.
func parse(file []byte) ([]byte, error) {
	raw, err := unzip(file)
	if err != nil {
		return nil, fmt.Errorf("decompressing profile: %w", err)
	}
	p, err := profile.ParseUncompressed(raw)
	if err != nil {
		return nil, fmt.Errorf("parsing profile: %w", err)
	}
	if err := p.CheckValid(); err != nil {
		return nil, fmt.Errorf("malformed profile: %w", err)
	}
	return dump.Profile(p), nil
}

func unzip(file []byte) ([]byte, error) {
	if !bytes.HasPrefix(file, []byte{0x1f, 0x8b}) {
		return file, nil
	}
	zipped, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(zipped)
}

func parseAny(file []byte) ([]byte, error) {
	p, err := profile.ParseData(file)
	if err != nil {
		return nil, err
	}
	return dump.Profile(p), nil
}

func encode(file []byte) ([]byte, error) {
	p, err := profile.ParseData(file)
	if err != nil {
		return nil, err
	}
	var raw bytes.Buffer
	if err := p.WriteUncompressed(&raw); err != nil {
		return nil, err
	}
	return raw.Bytes(), nil
}

func merge(request []byte) ([]byte, error) {
	files, err := several.Split(request)
	if err != nil {
		return nil, err
	}
	var profiles []*profile.Profile
	for _, file := range files {
		p, err := profile.ParseData(file)
		if err != nil {
			return nil, err
		}
		profiles = append(profiles, p)
	}
	merged, err := profile.Merge(profiles)
	if err != nil {
		return nil, err
	}
	return dump.Profile(merged), nil
}

// wordsAndFiles takes apart a list whose first part is a list of words and whose others are files.
func wordsAndFiles(request []byte) ([]string, []*profile.Profile, error) {
	parts, err := several.Split(request)
	if err != nil {
		return nil, nil, err
	}
	if len(parts) == 0 {
		return nil, nil, errors.New("a request begins with a list of words")
	}
	packed, err := several.Split(parts[0])
	if err != nil {
		return nil, nil, err
	}
	var words []string
	for _, word := range packed {
		words = append(words, string(word))
	}
	var profiles []*profile.Profile
	for _, file := range parts[1:] {
		p, err := profile.ParseData(file)
		if err != nil {
			return nil, nil, err
		}
		profiles = append(profiles, p)
	}
	return words, profiles, nil
}

func transformed(request []byte) ([]byte, error) {
	words, profiles, err := wordsAndFiles(request)
	if err != nil {
		return nil, err
	}
	if err := transform.Apply(profiles, words); err != nil {
		return nil, err
	}
	var all []byte
	for _, p := range profiles {
		all = append(all, dump.Profile(p)...)
	}
	return all, nil
}

func driving(request []byte) ([]byte, error) {
	options, profiles, err := wordsAndFiles(request)
	if err != nil {
		return nil, err
	}
	p, complaints, err := driven.Proto(options, profiles)
	if err != nil {
		return nil, err
	}
	var raw bytes.Buffer
	if err := p.WriteUncompressed(&raw); err != nil {
		return nil, err
	}
	return several.Join([][]byte{[]byte(strings.Join(complaints, "\n")), dump.Profile(p), raw.Bytes()}), nil
}

func calls(request []byte) ([]byte, error) {
	if len(request) < 4 {
		return nil, errors.New("a request for tree begins with a u32 column")
	}
	p, err := profile.ParseData(request[4:])
	if err != nil {
		return nil, err
	}
	return tree.Of(p, binary.BigEndian.Uint32(request))
}

// negate does in whole numbers what Scale(-1) does in floating point, which loses what is above 2^53.
func negate(p *profile.Profile) {
	for _, s := range p.Sample {
		for i, value := range s.Value {
			s.Value[i] = -value
		}
	}
}

// diff does what pprof does for -diff_base: the old profile, negated and labelled, is merged into the new one.
func diff(request []byte) ([]byte, error) {
	if len(request) < 4 {
		return nil, errors.New("a request for diff begins with a u32 column")
	}
	files, err := several.Split(request[4:])
	if err != nil {
		return nil, err
	}
	if len(files) != 2 {
		return nil, errors.New("a request for diff has two files")
	}
	old, err := profile.ParseData(files[0])
	if err != nil {
		return nil, err
	}
	current, err := profile.ParseData(files[1])
	if err != nil {
		return nil, err
	}
	old.SetLabel("pprof::base", []string{"true"})
	negate(old)
	merged, err := profile.Merge([]*profile.Profile{current, old})
	if err != nil {
		return nil, err
	}
	t, err := top.Of(merged, binary.BigEndian.Uint32(request))
	if err != nil {
		return nil, err
	}
	return t.Text(), nil
}

func table(request []byte, dropFrames bool) ([]byte, error) {
	if len(request) < 4 {
		return nil, errors.New("a request for top begins with a u32 column")
	}
	p, err := profile.ParseData(request[4:])
	if err != nil {
		return nil, err
	}
	if dropFrames {
		// pprof itself ignores this error: an expression that does not compile drops nothing.
		_ = p.RemoveUninteresting()
	}
	t, err := top.Of(p, binary.BigEndian.Uint32(request))
	if err != nil {
		return nil, err
	}
	return t.Text(), nil
}

func generated(request []byte, make func(generate.Order) []byte) ([]byte, error) {
	if len(request) != 13 {
		return nil, errors.New("a request to generate is a u64 seed, a u32 size and a u8 share of hostile outputs in per cent")
	}
	return make(generate.Order{
		Seed:    binary.BigEndian.Uint64(request),
		Size:    binary.BigEndian.Uint32(request[8:]),
		Hostile: int(request[12]),
	}), nil
}
