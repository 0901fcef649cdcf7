package carry

import (
	"container/heap"
	"context"
	"sync"
)

// turns lets so many work at the same time, and of those who wait the one whose work is wanted first.
type turns struct {
	mu      sync.Mutex
	free    int
	waiting queue
}

// turn is one who waits. At is its place in the queue, or -1 when it has its turn.
type turn struct {
	rank int32
	at   int
	come chan struct{}
}

func (t *turns) enter(ctx context.Context, rank int32) error {
	t.mu.Lock()
	if t.free > 0 {
		t.free--
		t.mu.Unlock()
		return nil
	}
	mine := &turn{rank: rank, come: make(chan struct{})}
	heap.Push(&t.waiting, mine)
	t.mu.Unlock()
	select {
	case <-mine.come:
		return nil
	case <-ctx.Done():
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if mine.at < 0 {
		t.next()
	} else {
		heap.Remove(&t.waiting, mine.at)
	}
	return ctx.Err()
}

func (t *turns) leave() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.next()
}

func (t *turns) next() {
	if len(t.waiting) == 0 {
		t.free++
		return
	}
	close(heap.Pop(&t.waiting).(*turn).come)
}

// queue is a heap by rank.
type queue []*turn

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return q[i].rank < q[j].rank }
func (q queue) Swap(i, j int) {
	q[i], q[j] = q[j], q[i]
	q[i].at, q[j].at = i, j
}

func (q *queue) Push(one any) {
	one.(*turn).at = len(*q)
	*q = append(*q, one.(*turn))
}

func (q *queue) Pop() any {
	last := len(*q) - 1
	one := (*q)[last]
	(*q)[last] = nil
	*q = (*q)[:last]
	one.at = -1
	return one
}
