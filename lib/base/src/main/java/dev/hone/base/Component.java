package dev.hone.base;

/**
 * A part that can be exchanged for another: what all of them promise, whatever they do.
 *
 * <p>Making one touches nothing outside: files are opened and servers are called when first needed, so that a process
 * can be put together while they are away. Safe for use by many threads.
 */
public interface Component extends AutoCloseable {

    /**
     * Whether an operation would likely succeed now. Asks the outside, so it takes the time of one small operation, and
     * leaves nothing behind. It never throws: what would be thrown is the reason.
     */
    Health check();

    /** Frees what this component opened itself, and nothing that was handed to it. Closing twice is fine. */
    @Override
    void close();

    /** What a check found. */
    sealed interface Health {
        /** It would likely work. */
        Health GOOD = new Good();

        static Health bad(String reason) {
            return new Bad(reason);
        }

        /** It would likely work. */
        record Good() implements Health {}

        /**
         * It would likely fail.
         *
         * @param reason what failed, on what, and what to do, in one line
         */
        record Bad(String reason) implements Health {}
    }
}
