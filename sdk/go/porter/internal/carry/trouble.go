package carry

import (
	"context"
	"errors"
)

// trouble is why an order fails.
type trouble struct{ why, text string }

func (t *trouble) Error() string { return t.text }

// troubleOf tells what an error means for an order: what the order was ended for, what the error itself says, or else why.
func troubleOf(ctx context.Context, err error, why string) *trouble {
	var own *trouble
	if errors.As(context.Cause(ctx), &own) || errors.As(err, &own) {
		return own
	}
	return &trouble{why, err.Error()}
}
