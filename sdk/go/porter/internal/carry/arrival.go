package carry

import (
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"time"

	"hone.dev/sdk/internal/cacherecord"

	"hone.dev/sdk/porter/internal/folder"
	"hone.dev/sdk/porter/internal/manifest"
	"hone.dev/sdk/porter/internal/order"
)

// arrival is the file of a body that is to become an output.
type arrival struct {
	*sink
	ctx  context.Context
	head []byte
	kept bool
}

func (a *arrival) Write(p []byte) (int, error) {
	if err := a.ctx.Err(); err != nil {
		return 0, err
	}
	if more := folder.Head - len(a.head); more > 0 {
		a.head = append(a.head, p[:min(more, len(p))]...)
	}
	return a.sink.Write(p)
}

// takeInlined brings a body that the manifest has itself.
func (u *unpacking) takeInlined(body int) {
	if b := u.manifest.Bodies[body]; u.needs(body) {
		u.bringStored(body, u.manifest.Inlined[b.At:][:b.Stored])
	}
}

// needs says whether a body has to be unpacked. Others may have brought meanwhile what it is for.
func (u *unpacking) needs(body int) bool {
	waiting := u.waiting(body)
	missing := waiting[:0]
	for _, entry := range waiting {
		if !u.isHere(entry) {
			missing = append(missing, entry)
		}
	}
	b := u.manifest.Bodies[body]
	if len(missing) == 0 || !u.folder.HasOutput(b.Output, b.Size) {
		return len(missing) > 0
	}
	head, err := u.folder.Head(b.Output, folder.Head)
	if err != nil {
		return true
	}
	u.settle(body, head, func() error { return nil })
	return false
}

// bringStored brings a body that is stored in memory, when it is its turn.
func (u *unpacking) bringStored(body int, stored []byte) {
	b := u.manifest.Bodies[body]
	if u.turns.enter(u.ctx, b.First) != nil {
		return
	}
	defer u.turns.leave()
	u.bring(body, func(to io.Writer) error {
		switch {
		case !b.Zstd:
			_, err := to.Write(stored)
			return err
		case b.Size <= wholeMost:
			return u.porter.unpackers.whole(u.ctx, stored, to)
		}
		return u.porter.unpackers.pieces(u.ctx, bytes.NewReader(stored), to)
	})
}

// bring makes an output of a body, if it is what it is said to be. Otherwise nothing of it stays.
func (u *unpacking) bring(body int, unpack func(to io.Writer) error) {
	b := u.manifest.Bodies[body]
	if u.room.Add(-b.Size) < 0 {
		u.room.Add(b.Size)
		u.note(fmt.Sprintf("more than the %d bytes that may be written", u.order.Room))
		return
	}
	to := &arrival{sink: newSink(u.folder.Incoming(), b.Size, &trouble{order.Corrupt, "more bytes than it is said to have"}), ctx: u.ctx}
	defer to.drop()
	err := unpack(to)
	digest := ""
	if err == nil {
		digest, err = to.finish()
	}
	switch {
	case err != nil:
		u.fail(body, troubleOf(u.ctx, err, order.Corrupt))
	case digest != hex.EncodeToString(b.Output[:]) || to.bytes != b.Size:
		u.fail(body, &trouble{order.Corrupt, fmt.Sprintf("its bytes are not those of output %x", b.Output)})
	default:
		u.settle(body, to.head, func() error { return u.keep(b, to) })
	}
	if !to.kept {
		u.room.Add(b.Size)
	}
}

func (u *unpacking) keep(b manifest.Body, file *arrival) error {
	if err := u.folder.Keep(file.path, b.Output); err != nil {
		return err
	}
	file.file, file.kept = nil, true // it has moved
	u.bytes.Add(b.Size)
	return nil
}

// settle writes down the actions of an output that is sound and may stand under them, after it has been put there.
func (u *unpacking) settle(body int, head []byte, keep func() error) {
	b := u.manifest.Bodies[body]
	kept := false
	for _, i := range u.waiting(body) {
		entry := u.manifest.Entries[i]
		if what := u.unfit(head, entry.Action); what != "" {
			u.note(fmt.Sprintf("action %x: %s", entry.Action, what))
			u.plan.settle(i, refused)
			continue
		}
		var err error
		if !kept {
			err = keep()
		}
		kept = true
		if err == nil {
			err = u.folder.Write(entry.Action, cacherecord.Record{Output: b.Output, Size: b.Size, Time: notToCome(time.Unix(entry.Put, 0))})
		}
		if err != nil {
			u.fail(body, &trouble{order.Folder, err.Error()})
			return
		}
		u.plan.settle(i, here)
	}
}

// notToCome is a time that is past: go forgets test results by when they were put.
func notToCome(put time.Time) time.Time {
	if now := time.Now(); put.After(now) {
		return now
	}
	return put
}

// unfit is why a body may not stand under an action; empty if it may.
func (u *unpacking) unfit(head []byte, action manifest.ID) string {
	switch kind := folder.KindOf(head, action); {
	case kind == folder.Index && !u.order.Indexes:
		return "it is a module index"
	case kind == folder.OfAnotherAction:
		return "it is the package of another action"
	}
	return ""
}

// fail refuses a body for what it is, and leaves it for all else. A folder that takes no more ends it all.
func (u *unpacking) fail(body int, failed *trouble) {
	switch failed.why {
	case order.Corrupt:
		u.lose(int(u.manifest.Bodies[body].Pack))
		for _, i := range u.waiting(body) {
			u.note(fmt.Sprintf("action %x: %s", u.manifest.Entries[i].Action, failed.text))
			u.plan.settle(i, refused)
		}
		return
	case order.Folder:
		u.stop(failed)
	}
	u.note(failed.text)
}
