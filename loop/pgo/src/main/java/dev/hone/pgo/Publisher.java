package dev.hone.pgo;

import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Content;
import dev.hone.blob.PutOptions;
import dev.hone.gopgo.CanonicalProfile;
import dev.hone.gopgo.Digests;
import dev.hone.gopgo.EdgeMap;
import dev.hone.gopgo.EdgeScale;
import dev.hone.gopgo.Preprofile;
import dev.hone.gopgo.StoredEdges;
import dev.hone.profile.Pprof;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes generations, when that is worth it. */
/*
 * A number is taken first, in a swap of its own; then the files are written, then a second swap makes them a generation and
 * moves the channels, if the app is still what the decision was about. So readers see the old generation or the new one, and
 * a crash leaves a number that is a gap and files that nothing names.
 */
public final class Publisher {
    private final Parts parts;
    private final BlobStore store;
    private final Heads heads;
    private final Policies policies;
    private final Symbols symbols;
    private final InstantSource clock;

    Publisher(Parts parts, Policies policies, Symbols symbols) {
        this.parts = parts;
        this.store = parts.store();
        this.heads = parts.heads();
        this.policies = policies;
        this.symbols = symbols;
        this.clock = parts.surroundings().clock();
    }

    /** Publishes what the uploads of an app come to, if that is worth it. */
    void consider(AppName app) {
        Contention.retried(() -> consider(app, heads.of(app)));
    }

    private Optional<GenerationEntry> consider(AppName app, Head head) {
        Policy policy = policies.policy(app);
        Instant now = clock.instant();
        Weighing weighing = new Weighing(
                policy,
                LocalDate.ofInstant(now, ZoneOffset.UTC),
                head.versions(),
                symbols.of(app).orElse(null),
                parts.seed());
        AppKeys keys = new AppKeys(app);
        Weighed weighed = weighing.weigh(head.segments(), id -> edges(keys, id));
        EdgeMap edges = EdgeScale.published(weighed.sum());
        if (edges.size() == 0) {
            return Optional.empty();
        }
        Digests digests = Digests.of(edges);
        Optional<GenerationEntry> last = head.generations().isEmpty()
                ? Optional.empty()
                : Optional.of(head.generations().getLast());
        if (last.isPresent() && last.get().decisions().equals(digests.decisions())) {
            return Optional.empty();
        }
        return Optional.of(publish(keys, head, weighed, edges, policy));
    }

    private StoredEdges edges(AppKeys keys, String id) {
        return parts.segments()
                .find(keys, id)
                .orElseThrow(() -> Contention.gone(id))
                .edges();
    }

    private GenerationEntry publish(AppKeys keys, Head decidedOn, Weighed weighed, EdgeMap edges, Policy policy) {
        int number = heads.change(keys.app(), Head::withNumberTaken).nextGeneration() - 1;
        byte[] canonical = Pprof.write(CanonicalProfile.of(edges));
        write(keys.generation(number, Form.CANONICAL.file()), canonical);
        write(keys.generation(number, Form.PREPROFILE.file()), Preprofile.text(edges));
        write(
                keys.generation(number, Form.EDGES.file()),
                StoredEdges.of(weighed.inSamples()).bytes());
        Digests digests = Digests.of(edges);
        List<String> flags =
                weighed.samples() < policy.publishing().minimumSamples() ? List.of(GenerationEntry.WEAK) : List.of();
        GenerationEntry entry = new GenerationEntry(
                number,
                clock.instant(),
                digests.compiler(),
                digests.decisions(),
                Sha256.of(canonical),
                canonical.length,
                weighed.samples(),
                flags,
                "");
        Head after = heads.change(keys.app(), head -> with(head, decidedOn, entry, policy));
        if (after.generation(number).isPresent()) {
            parts.copy().write(keys.app(), after);
            parts.announcer().announce(Announcer.Type.PUBLISHED, keys.app(), UploadKeys.NONE, number);
            parts.listener().published(keys.app(), entry);
        }
        return entry;
    }

    private void write(BlobKey key, byte[] bytes) {
        store.put(key, Content.of(bytes), PutOptions.REPLACE);
    }

    private Head with(Head head, Head decidedOn, GenerationEntry entry, Policy policy) {
        if (!head.generations().equals(decidedOn.generations())) {
            return head;
        }
        SortedMap<String, Channel> channels = new TreeMap<>(head.channels());
        Channel moved = new Channel(entry.number(), false, entry.created(), "hone");
        channels.merge(Channel.CANDIDATE, moved, (old, next) -> old.pinned() ? old : next);
        if (policy.publishing().promote() == Policy.Promotion.AUTO) {
            channels.merge(Channel.STABLE, moved, (old, next) -> old.pinned() ? old : next);
        }
        Set<Integer> pointedAt =
                channels.values().stream().map(Channel::generation).collect(Collectors.toSet());
        List<GenerationEntry> all = new ArrayList<>(head.generations());
        all.add(entry);
        int oldest = all.size() - policy.keeping().keep();
        List<GenerationEntry> kept = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (i >= oldest || pointedAt.contains(all.get(i).number())) {
                kept.add(all.get(i));
            }
        }
        Decision decision = new Decision(entry.created(), "publish", entry.number(), List.of(), "hone");
        return head.withGenerations(kept).withChannels(channels).decided(decision);
    }

    Policy policy(AppName app) {
        return policies.policy(app);
    }
}
