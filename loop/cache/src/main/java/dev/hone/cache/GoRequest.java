package dev.hone.cache;

import java.util.List;

/** One thing that go asks, taken off the wire: what it names is well-formed, and a body is here whole. */
sealed interface GoRequest {
    /** Go's number for it, which the answer repeats. */
    long id();

    /** Is there a result of this step? */
    record Get(long id, ActionId action) implements GoRequest {}

    /** This is the result of this step. */
    record Put(long id, ActionId action, Staged body) implements GoRequest {}

    /** The shim has found these here by itself; nothing is to be answered. */
    record Told(long id, List<Hit> hits) implements GoRequest {
        public Told {
            hits = List.copyOf(hits);
        }
    }

    /** No more requests follow. */
    record Close(long id) implements GoRequest {}

    /** Something that cannot be done, and why. */
    record Refused(long id, String reason) implements GoRequest {}
}
