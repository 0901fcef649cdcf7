package dev.hone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

/** Waits for what comes true by itself: no longer than it takes, and long enough for a machine that does much else. */
final class Patience {
    private static final int MOMENTS = 2400;

    private Patience() {}

    /** Something that comes true, and may fail on the way. */
    interface Coming {
        boolean isHere() throws Exception;
    }

    static void until(Coming coming) throws Exception {
        boolean here = coming.isHere();
        for (int i = 0; i < MOMENTS && !here; i++) {
            WireReplay.pause();
            here = coming.isHere();
        }
        assertThat(here).as("within " + MOMENTS / 600 + " minutes").isTrue();
    }
}
