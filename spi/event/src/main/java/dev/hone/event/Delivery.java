package dev.hone.event;

/**
 * A message that was received and is to be dealt with, by any thread. The first of {@link #done} and {@link #again} counts;
 * what is called after that does nothing.
 */
public interface Delivery {
    Message message();

    /** It was dealt with and need not come again. Needed on every bus: some hold on to all that came later. */
    void done();

    /**
     * It could not be dealt with now. It comes again if the bus has {@link EventTrait#NACKABLE}; else this does nothing, and
     * it may come again when the reader has gone away.
     */
    void again();
}
