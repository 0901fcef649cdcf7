package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"hone.dev/sdk/porter/internal/order"
	"hone.dev/sdk/porter/internal/sample"
)

const (
	big      = 500_000
	packSize = 8 << 20
)

// measureUnpacking has results brought by a manifest: three of four are small and inlined, the others have half a megabyte.
func measureUnpacking(program string, rounds, count int) error {
	set, size := results(count)
	server, err := listen(func(w http.ResponseWriter, r *http.Request) {
		i, _ := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/"))
		w.Header().Set("Content-Length", strconv.Itoa(len(set.Packs[i])))
		_, _ = w.Write(set.Packs[i])
	})
	if err != nil {
		return err
	}
	stored := len(set.Inlined)
	for _, pack := range set.Packs {
		stored += len(pack)
	}
	fmt.Printf("%d results, %.1f MB, stored as %.1f MB in %d packs\n", count, megabytes(size), megabytes(stored), len(set.Packs))
	all, err := os.MkdirTemp("", "figure-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(all) // not before the end: ext4 searches long for an inode while many were removed just now
	for round := range rounds {
		if err := unpackOnce(program, server, filepath.Join(all, strconv.Itoa(round)), set, size); err != nil {
			return err
		}
	}
	return nil
}

func results(count int) (sample.Set, int) {
	random := rand.New(rand.NewPCG(7, 7))
	bodies := make([]sample.Body, count)
	size, packed := 0, 0
	for i := range bodies {
		bodies[i] = sample.Body{Action: sample.Action(i), Content: code(random, 100+random.IntN(900)), Put: 1_700_000_000, Pack: sample.Inlined}
		if i%4 == 0 {
			bodies[i] = sample.Body{Action: sample.Action(i), Content: code(random, big), Put: 1_700_000_000, Pack: uint16(packed / packSize), Form: sample.Zstd}
			packed += big / 3
		}
		size += len(bodies[i].Content)
	}
	return sample.Of(bodies...), size
}

func unpackOnce(program, server, root string, set sample.Set, size int) error {
	var err error
	for _, part := range []string{"a", "o", "incoming"} {
		err = errors.Join(err, os.MkdirAll(filepath.Join(root, part), 0o700))
	}
	file := filepath.Join(root, "manifest")
	if err := errors.Join(err, os.WriteFile(file, set.Manifest(), 0o600)); err != nil {
		return err
	}
	o := order.Order{ID: 1, Unpack: file, Root: root, Most: 1 << 40, Largest: 1 << 30, First: 60_000, Poor: 1000}
	for i := range set.Packs {
		o.Packs = append(o.Packs, order.Request{URL: fmt.Sprint(server, "/", i)})
	}
	ran, err := run(program, func(in io.Writer, out *bufio.Reader) error { return unpack(in, out, o, len(set.Entries)) })
	if err == nil {
		ran.print(size)
	}
	return err
}

func unpack(in io.Writer, out *bufio.Reader, o order.Order, count int) error {
	if err := json.NewEncoder(in).Encode(o); err != nil {
		return err
	}
	if _, err := out.ReadBytes('\n'); err != nil {
		return err
	}
	line, err := out.ReadBytes('\n')
	var answer order.Unpacked
	if err := errors.Join(err, json.Unmarshal(line, &answer)); err != nil || answer.Brought != count {
		return fmt.Errorf("%s: %w", line, err)
	}
	return nil
}
