package cacherelay

import (
	"crypto/sha256"
	"sync"

	"hone.dev/sdk/internal/gocacheprog"
)

// given is what go was given. Of some of it go asks for what was printed with it, and takes a miss for nothing printed, so that
// findings of go vet are lost. The daemon knows; one that takes the place of another does not.
type given struct {
	mu      sync.Mutex
	actions []gocacheprog.ID // whose companions are not among these yet
	printed map[gocacheprog.ID]struct{}
}

func (g *given) add(action gocacheprog.ID) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.actions = append(g.actions, action)
}

// hasPrinted says whether an action is what was printed with something that go was given.
func (g *given) hasPrinted(action gocacheprog.ID) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.printed == nil {
		g.printed = map[gocacheprog.ID]struct{}{}
	}
	for _, parent := range g.actions {
		g.printed[printedWith(parent)] = struct{}{}
	}
	g.actions = nil
	_, is := g.printed[action]
	return is
}

// printedWith makes the key as cmd/go does.
func printedWith(action gocacheprog.ID) gocacheprog.ID {
	return sha256.Sum256(append(append([]byte("subkey:"), action[:]...), "stdout"...))
}
