// Package tree adds a profile up per path of calls, from the samples that google/pprof parsed.
//
// google/pprof has call trees for its graphs only; which frames a stack has and how they are named is what package top says,
// and a test holds the paths against the stacks that pprof -traces prints.
package tree

import (
	"cmp"
	"encoding/hex"
	"fmt"
	"slices"

	"github.com/google/pprof/profile"

	"hone.dev/oracle/internal/top"
)

// node is a call on a path.
type node struct {
	name        string
	self, total int64
	children    map[string]*node
}

// Of writes one value column of p as a tree: a line per call in depth-first order, siblings by total, then by name. A line is
// depth, own value, total and the name in hex; the first is the root's, of depth 0.
func Of(p *profile.Profile, column uint32) ([]byte, error) {
	index, err := top.Column(p, column)
	if err != nil {
		return nil, err
	}
	root := &node{children: map[string]*node{}}
	for _, s := range p.Sample {
		if value := s.Value[index]; value != 0 {
			root.add(top.Stack(s), value)
		}
	}
	return root.text(nil, 0), nil
}

// add enters a stack, outermost call first.
func (n *node) add(stack []string, value int64) {
	n.total += value
	for _, name := range stack {
		child := n.children[name]
		if child == nil {
			child = &node{name: name, children: map[string]*node{}}
			n.children[name] = child
		}
		child.total += value
		n = child
	}
	n.self += value
}

func (n *node) text(b []byte, depth int) []byte {
	b = fmt.Appendf(b, "%d\t%d\t%d\t%s\n", depth, n.self, n.total, hex.EncodeToString([]byte(n.name)))
	var children []*node
	for _, child := range n.children {
		children = append(children, child)
	}
	slices.SortFunc(children, func(a, b *node) int {
		return cmp.Or(cmp.Compare(b.total, a.total), cmp.Compare(a.name, b.name))
	})
	for _, child := range children {
		b = child.text(b, depth+1)
	}
	return b
}
