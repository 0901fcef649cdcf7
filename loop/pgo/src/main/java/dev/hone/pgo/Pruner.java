package dev.hone.pgo;

import dev.hone.blob.BlobStore;
import dev.hone.profile.Profile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Cuts off uploads what the app's rules say, before they are folded. */
/*
 * autopgo prunes what it merged; pruning looks at one stack at a time, so pruning each upload gives the same. The segment
 * that the server wrote is of the whole profile, so it is made again from the profile as it was received.
 */
final class Pruner {
    private static final String PRUNED = "PRUNED";
    private static final int LARGEST = 256 << 20;

    private final BlobStore store;
    private final SegmentStore segments;
    private final Gate gate;
    private final Policies policies;
    private final Supplier<PruneFile> file;

    Pruner(Parts parts, Policies policies, Supplier<PruneFile> file) {
        this.store = parts.store();
        this.segments = parts.segments();
        this.gate = parts.gate();
        this.policies = policies;
        this.file = file;
    }

    void prune(AppKeys keys, Collection<String> ids) {
        List<PruneRule> rules = new ArrayList<>(file.get().rules(keys.app()));
        rules.addAll(policies.policy(keys.app()).shaping().prune());
        if (!rules.isEmpty()) {
            ids.forEach(id -> prune(keys, id, rules));
        }
    }

    private void prune(AppKeys keys, String id, List<PruneRule> rules) {
        Optional<Segment> segment = segments.find(keys, id);
        if (segment.isEmpty() || segment.get().facts().flags().contains(PRUNED)) {
            return;
        }
        Optional<byte[]> body = store.get(keys.upload(id)).map(blob -> blob.bytes(LARGEST));
        if (body.isPresent()) {
            Profile profile = gate.read(body.get());
            for (PruneRule rule : rules) {
                profile = rule.apply(profile);
            }
            segments.replace(keys, id, segment.get().with(checked(profile), PRUNED));
        }
    }

    /** What is left; when that shows nothing of use any more, nothing. */
    private CheckedUpload checked(Profile profile) {
        try {
            return gate.check(profile);
        } catch (PgoException e) {
            return CheckedUpload.NOTHING;
        }
    }
}
