package several

import (
	"reflect"
	"testing"
)

func TestSplit_whatJoinMade_givesTheParts(t *testing.T) {
	parts := [][]byte{[]byte("a"), {}, []byte("longer")}
	if got, err := Split(Join(parts)); err != nil || !reflect.DeepEqual(got, parts) {
		t.Errorf("%q %v", got, err)
	}
}

func TestSplit_cutOrLonger_isRefused(t *testing.T) {
	whole := Join([][]byte{[]byte("ab")})
	for _, b := range [][]byte{nil, whole[:6], whole[:len(whole)-1], append(whole, 0)} {
		if _, err := Split(b); err == nil {
			t.Errorf("%v was accepted", b)
		}
	}
}
