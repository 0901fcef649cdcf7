package dev.hone.pgo;

import java.util.function.Supplier;

/** What to do when a head was replaced while it was used: begin again with the newer one. */
final class Contention {
    private static final int ATTEMPTS = 20;

    private Contention() {}

    /** A segment that a head names is gone: it was compacted since the head was read. */
    static PgoException gone(String segment) {
        return new PgoException(
                PgoError.CONTENDED, "segment " + segment + " was compacted in each of " + ATTEMPTS + " attempts");
    }

    /** Another process published while we were about to. */
    static PgoException overtaken() {
        return new PgoException(PgoError.CONTENDED, "others published first in each of " + ATTEMPTS + " attempts");
    }

    /** Does what begins with reading a head, again if the head was replaced meanwhile. */
    static <T> T retried(Supplier<T> work) {
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                return work.get();
            } catch (PgoException e) {
                if (e.error() != PgoError.CONTENDED) {
                    throw e;
                }
            }
        }
        return work.get();
    }
}
