package dev.hone.pgo;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Reads the state of an app for many who ask at once. Whoever asks gets a state that was read after they asked. */
/*
 * One read of an app goes on at a time. Who asks meanwhile must not have its result, which may be older than their question:
 * they gather in a group, and one of them reads for all when it is their turn.
 */
final class SharedHeads {
    private final Heads heads;
    private final Map<AppName, Lane> lanes = new ConcurrentHashMap<>();

    SharedHeads(Heads heads) {
        this.heads = heads;
    }

    Head of(AppName app) {
        Lane lane = lanes.compute(app, (name, there) -> entered(there));
        try {
            Group group = lane.join();
            lane.read(app, group);
            // A reader's failure, or its interruption, is not that of the others.
            return group.head == null ? heads.of(app) : group.head;
        } finally {
            lanes.computeIfPresent(app, (name, there) -> --there.present == 0 ? null : there);
        }
    }

    private Lane entered(@Nullable Lane there) {
        Lane lane = there == null ? new Lane() : there;
        lane.present++;
        return lane;
    }

    /** Those for whom one read is made. Its fields are guarded by the turn of its lane. */
    private static final class Group {
        private @Nullable Head head;
        private boolean begun;
    }

    /** Those who ask for one app; it goes with the last of them. */
    private final class Lane {
        private final ReentrantLock turn = new ReentrantLock();
        private @Nullable Group gathering;
        /** Guarded by the map. */
        private int present;

        synchronized Group join() {
            if (gathering == null) {
                gathering = new Group();
            }
            return gathering;
        }

        private synchronized void close(Group group) {
            if (gathering == group) {
                gathering = null;
            }
        }

        void read(AppName app, Group group) {
            turn.lock();
            try {
                if (!group.begun) {
                    group.begun = true;
                    close(group);
                    group.head = heads.of(app);
                }
            } finally {
                turn.unlock();
            }
        }
    }
}
