package generate

import (
	"bytes"
	"testing"

	"github.com/google/pprof/profile"
)

const many = 1500

func check(raw []byte) (decodes, valid bool) {
	p, err := profile.ParseUncompressed(raw)
	return err == nil, err == nil && p.CheckValid() == nil
}

func order(seed uint64, hostile int) Order {
	return Order{Seed: seed, Size: uint32(seed % 40), Hostile: hostile}
}

func TestProfile_sameOrder_givesSameBytes(t *testing.T) {
	for seed := range uint64(100) {
		if !bytes.Equal(Profile(order(seed, 50)), Profile(order(seed, 50))) {
			t.Fatalf("seed %d differs from itself", seed)
		}
		if !bytes.Equal(File(order(seed, 50)), File(order(seed, 50))) {
			t.Fatalf("seed %d, packed, differs from itself", seed)
		}
	}
}

func TestProfile_notHostile_isValid(t *testing.T) {
	for seed := range uint64(many) {
		p, err := profile.ParseUncompressed(Profile(order(seed, 0)))
		if err == nil {
			err = p.CheckValid()
		}
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
	}
}

func TestFile_notHostile_isValid(t *testing.T) {
	for seed := range uint64(many) {
		if _, err := profile.ParseData(File(order(seed, 0))); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
	}
}

func TestProfile_hostile_reachesEveryKindOfEnd(t *testing.T) {
	var undecodable, invalid, valid int
	for seed := range uint64(many) {
		switch decodes, ok := check(Profile(order(seed, 100))); {
		case !decodes:
			undecodable++
		case !ok:
			invalid++
		default:
			valid++
		}
	}
	t.Logf("%d do not decode, %d do not pass the check, %d pass", undecodable, invalid, valid)
	for _, n := range []int{undecodable, invalid, valid} {
		if n < many/20 {
			t.Error("one kind is rare")
		}
	}
}

func TestFile_hostile_breaksThePackingToo(t *testing.T) {
	var refused int
	for seed := range uint64(many) {
		o := order(seed, 1)
		o.Hostile = 100
		_, valid := check(Profile(o))
		if _, err := profile.ParseData(File(o)); valid && err != nil {
			refused++
		}
	}
	if refused < many/100 {
		t.Errorf("only %d of %d broken in the packing alone", refused, many)
	}
}

func TestProfile_valid_coversTheFormat(t *testing.T) {
	seen := map[string]bool{}
	for seed := range uint64(many) {
		p, err := profile.ParseUncompressed(Profile(order(seed, 0)))
		if err != nil {
			t.Fatal(err)
		}
		note(seen, p)
	}
	for _, want := range []string{
		"no samples", "no mapping", "huge id", "huge address", "negative line", "negative value", "inlined", "recursion", "deep stack",
		"empty stack", "location without lines", "column", "folded", "text label", "number label", "unit", "repeated label",
		"empty name", "not utf-8", "comment", "drop frames", "no period type", "negative start line",
	} {
		if !seen[want] {
			t.Errorf("no profile has: %s", want)
		}
	}
}
