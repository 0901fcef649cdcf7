package carry

import (
	"context"
	"math"

	"hone.dev/sdk/porter/internal/order"
)

// bundle makes one file of several outputs, and tells where each lies in it.
func (e *errand) bundle() {
	e.produce(func(one *packer, to *store) (any, error) {
		answer := order.Bundled{ID: e.order.ID, End: order.Done}
		for _, path := range e.order.Bundle {
			part, err := one.add(e.ctx, path, to)
			if err != nil {
				return nil, err
			}
			answer.Parts = append(answer.Parts, part)
		}
		var err error
		answer.StoredSHA256, err = to.finish()
		answer.Stored, answer.StoredMD5 = to.bytes, to.md5Text()
		return answer, err
	})
}

// add writes an output to the end of a file, packed if it gets smaller by that.
func (p *packer) add(ctx context.Context, path string, to *store) (order.Part, error) {
	part, err := p.pack(ctx, path, to)
	if err != nil || part.Packed {
		return part, err
	}
	to.limit = math.MaxInt64
	return part, p.copy(ctx, path, part, to)
}
