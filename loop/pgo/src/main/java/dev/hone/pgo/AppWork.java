package dev.hone.pgo;

import java.time.Instant;
import java.util.Collection;
import java.util.Set;

/** What is done for one app when something happened to it. Any number of processes may do it at once. */
final class AppWork {
    private final Parts parts;
    private final Sweeper sweeper;
    private final Deletion deletion;
    private final Repair repair;
    private final ForeignProfile foreign;
    private final Publisher publisher;
    private final Pruner pruner;
    private final Evaluations evaluations = new Evaluations();

    AppWork(Parts parts, Publisher publisher, Pruner pruner) {
        this.parts = parts;
        this.sweeper = new Sweeper(parts);
        this.deletion = new Deletion(parts.store(), parts.heads(), parts.segments(), parts.copy());
        this.repair = new Repair(parts);
        this.foreign = new ForeignProfile(parts);
        this.publisher = publisher;
        this.pruner = pruner;
    }

    /** Adds uploads to the state of the app, and publishes when that is worth it. */
    void fold(AppName app, Collection<String> ids) {
        publish(app, folded(app, ids));
    }

    private Head folded(AppName app, Collection<String> ids) {
        AppKeys keys = new AppKeys(app);
        pruner.prune(keys, ids);
        Folding.Outcome outcome = parts.folding().fold(app, ids);
        for (String id : outcome.folded()) {
            String staging = parts.segments()
                    .find(keys, id)
                    .map(segment -> segment.facts().staging())
                    .orElse("");
            parts.announcer().announce(Announcer.Type.MERGED, app, new UploadKeys(staging, id), 0);
        }
        outcome.refused().forEach(id -> parts.uploads().quarantine(app, id));
        if (!outcome.folded().isEmpty()) {
            parts.listener()
                    .folded(
                            app,
                            outcome.folded().size(),
                            outcome.head().segments().size());
        }
        return parts.compaction().run(app, outcome.head());
    }

    /** The upload that a staging blob is, taken in if another program's server received it. */
    Set<String> staged(AppName app, String staging) {
        return sweeper.adopt(new AppKeys(app), staging).map(Set::of).orElse(Set.of());
    }

    /** Another program's worker says that it merged what is in a staging blob. */
    void mergedElsewhere(AppName app, String staging) {
        parts.folding().mergedElsewhere(app, staging);
        publish(app, parts.heads().of(app));
    }

    /** Removes what was there before the app was deleted. */
    void clean(AppName app) {
        deletion.clean(app, parts.heads().of(app));
    }

    void delete(AppName app, Instant time) {
        deletion.delete(app, time, "event");
    }

    /** Looks for what no event told of. */
    void sweep(AppName app) {
        try {
            look(app);
        } catch (PgoException e) {
            if (e.error() != PgoError.DAMAGED && e.error() != PgoError.CONTENDED) {
                throw e;
            }
            mend(app);
            look(app);
        }
    }

    /** Makes sure that all uploads count whose profiles are there. */
    private void mend(AppName app) {
        Set<String> rebuilt = repair.mend(app, publisher.policy(app).aging().window());
        if (!rebuilt.isEmpty()) {
            fold(app, rebuilt);
        }
    }

    private void look(AppName app) {
        Set<String> pending = sweeper.sweep(app);
        Head head = parts.heads().of(app);
        deletion.clean(app, head);
        if (pending.isEmpty()) {
            publish(app, parts.compaction().run(app, head));
        } else {
            fold(app, pending);
        }
    }

    /** Counts all that was received, whoever else is about to, and publishes if that is worth it. */
    void settle(AppName app) {
        fold(app, sweeper.waiting(app));
        Head head = parts.heads().of(app);
        if (head.generations().isEmpty() && !head.segments().isEmpty()) {
            publisher.publish(app, false, "hone");
        }
    }

    /** Removes what is too old to count. */
    void expire(AppName app) {
        mend(app);
        Policy policy = publisher.policy(app);
        sweeper.expire(
                app, policy.aging().window(), policy.keeping().uploadBytes().bytes());
    }

    private void publish(AppName app, Head head) {
        deletion.cleanPublished(app, head);
        // What the other program merged of ours is known when it is folded.
        Head now = foreign.isWaiting(app, head) ? foreign.takeIn(app, folded(app, sweeper.waiting(app))) : head;
        if (!now.segments().isEmpty()
                && evaluations.isDue(app, now, parts.surroundings().clock().instant())) {
            publisher.publish(app, false, "hone");
            now = parts.heads().of(app);
        }
        parts.copy().write(app, now);
    }
}
