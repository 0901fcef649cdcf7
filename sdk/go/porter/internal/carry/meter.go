package carry

import (
	"context"
	"fmt"
	"io"
	"time"

	"hone.dev/sdk/porter/internal/order"
)

// meter reads a body and ends the order when the body comes too slowly. Only the time that it waits for bytes counts, not what
// unpacking and writing take.
type meter struct {
	body   io.Reader
	watch  *time.Timer
	first  time.Duration
	poor   int64
	stored int64
	spent  time.Duration
	last   time.Time // when bytes came, or could for the first time
	err    error     // what ended the body, io.EOF if it is whole
}

func newMeter(c *call, body io.Reader) *meter {
	return &meter{body: body, watch: c.watch, first: c.patience, poor: c.poor, last: time.Now()}
}

func (m *meter) Read(p []byte) (int, error) {
	begun := time.Now()
	m.watch.Reset(m.left())
	n, err := m.body.Read(p)
	m.watch.Stop()
	now := time.Now()
	m.spent += now.Sub(begun)
	if m.stored += int64(n); n > 0 {
		m.last = now
	}
	if err != nil {
		m.err = err
	}
	return n, err
}

// left is first and a second for every poor bytes, without what was spent.
func (m *meter) left() time.Duration {
	return m.first + earned(m.stored, m.poor) - m.spent
}

func earned(bytes, poor int64) time.Duration {
	return time.Duration(min(float64(bytes)/float64(poor), longestWait.Seconds()) * float64(time.Second))
}

const longestWait = 1000 * time.Hour

// broken says why the body did not come to its end.
func (m *meter) broken(ctx context.Context) *trouble {
	if m.err == nil || m.err == io.EOF {
		return nil
	}
	failed := troubleOf(ctx, m.err, order.Broken)
	if failed.why == order.Late {
		return &trouble{order.Late, fmt.Sprintf("the body comes too slowly: %d bytes in %v", m.stored, m.spent.Round(time.Millisecond))}
	}
	return failed
}
