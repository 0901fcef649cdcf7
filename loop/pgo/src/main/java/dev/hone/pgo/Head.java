package dev.hone.pgo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of an app: everything that changes, in one small blob that is replaced by compare-and-swap.
 *
 * @param format of the blob
 * @param revision how often it was replaced
 * @param nextGeneration the number of the next generation; one that was taken and not published stays a gap
 * @param deleted when the app was last deleted: what was received by then no longer counts
 * @param segments what the state is the sum of
 * @param versions when each version of the program was first seen
 * @param generations what was published, oldest first, without those that were cleaned away
 * @param channels moving pointers by name
 * @param foreign what is known of a published profile that we did not write
 * @param decisions what was decided last and why, oldest first
 */
record Head(
        int format,
        long revision,
        int nextGeneration,
        @Nullable Instant deleted,
        List<SegmentEntry> segments,
        SortedMap<String, Instant> versions,
        List<GenerationEntry> generations,
        SortedMap<String, Channel> channels,
        ForeignState foreign,
        List<Decision> decisions) {
    static final int FORMAT = 1;
    private static final int MOST_DECISIONS = 100;
    static final Head EMPTY = new Head(
            FORMAT, 0, 1, null, List.of(), new TreeMap<>(), List.of(), new TreeMap<>(), ForeignState.NONE, List.of());

    Head {
        segments = List.copyOf(segments);
        versions = new TreeMap<>(versions);
        generations = List.copyOf(generations);
        channels = new TreeMap<>(channels);
        decisions = List.copyOf(decisions);
        Objects.requireNonNull(foreign, "a head says what is known of others");
    }

    /** The same, replaced once more. */
    Head revised() {
        return new Head(
                format,
                revision + 1,
                nextGeneration,
                deleted,
                segments,
                versions,
                generations,
                channels,
                foreign,
                decisions);
    }

    Head withSegments(List<SegmentEntry> others, SortedMap<String, Instant> seen) {
        return new Head(
                format, revision, nextGeneration, deleted, others, seen, generations, channels, foreign, decisions);
    }

    Head withChannels(SortedMap<String, Channel> others) {
        return new Head(
                format, revision, nextGeneration, deleted, segments, versions, generations, others, foreign, decisions);
    }

    Head withForeign(ForeignState other) {
        return new Head(
                format, revision, nextGeneration, deleted, segments, versions, generations, channels, other, decisions);
    }

    /** With one generation number taken. */
    Head withNumberTaken() {
        return new Head(
                format,
                revision,
                nextGeneration + 1,
                deleted,
                segments,
                versions,
                generations,
                channels,
                foreign,
                decisions);
    }

    Head withGenerations(List<GenerationEntry> others) {
        return new Head(
                format, revision, nextGeneration, deleted, segments, versions, others, channels, foreign, decisions);
    }

    /** With one more decision, and no more of the oldest than there is room for. */
    Head decided(Decision decision) {
        List<Decision> all = new ArrayList<>(decisions);
        all.add(decision);
        List<Decision> last = all.subList(Math.max(0, all.size() - MOST_DECISIONS), all.size());
        return new Head(
                format, revision, nextGeneration, deleted, segments, versions, generations, channels, foreign, last);
    }

    /** The same, unless the last decision was of the same kind and for the same reason. */
    Head decidedAnew(Decision decision) {
        return !decisions.isEmpty() && decisions.getLast().isLike(decision) ? this : decided(decision);
    }

    /** The newest generation. */
    Optional<GenerationEntry> newest() {
        return generations.isEmpty() ? Optional.empty() : Optional.of(generations.getLast());
    }

    /**
     * With a generation known to be damaged. Channels that nobody pinned go back to the last one before it that is sound.
     *
     * @param decision that says so
     */
    Head damaged(GenerationEntry entry, Decision decision) {
        List<GenerationEntry> marked = new ArrayList<>(generations);
        marked.replaceAll(other -> other.equals(entry) ? entry.damaged() : other);
        Optional<GenerationEntry> before = generations.stream()
                .filter(other -> other.number() < entry.number() && other.sound())
                .reduce((older, newer) -> newer);
        SortedMap<String, Channel> moved = new TreeMap<>(channels);
        before.ifPresent(
                to -> moved.replaceAll((name, channel) -> channel.pinned() || channel.generation() != entry.number()
                        ? channel
                        : new Channel(to.number(), false, decision.at(), decision.by())));
        return withGenerations(marked).withChannels(moved).decided(decision);
    }

    /**
     * Nothing but the memory of what there was: numbers are not given again, and what was received by then stays out.
     *
     * @param by who deleted it
     */
    Head deletedAt(Instant time, String by) {
        return without(time).decided(new Decision(time, "delete", nextGeneration - 1, List.of(), by));
    }

    /** The number of the last generation that was there when the app was deleted; 0 for none, or when it is forgotten. */
    int lastDeleted() {
        return decisions.stream()
                .filter(decision -> decision.action().equals("delete"))
                .mapToInt(Decision::generation)
                .max()
                .orElse(0);
    }

    private Head without(Instant time) {
        return new Head(
                format,
                revision,
                nextGeneration,
                time,
                List.of(),
                new TreeMap<>(),
                List.of(),
                new TreeMap<>(),
                ForeignState.NONE,
                decisions);
    }

    Optional<GenerationEntry> generation(int number) {
        return generations.stream().filter(entry -> entry.number() == number).findFirst();
    }

    Optional<Channel> channel(String name) {
        return Optional.ofNullable(channels.get(name));
    }

    /** The generation that is meant. */
    Optional<GenerationEntry> find(Selection selection) {
        return switch (selection) {
            case Selection.OfChannel(String channel) ->
                channel(channel).flatMap(found -> generation(found.generation()));
            case Selection.OfNumber(int number) -> generation(number);
            case Selection.OfDigest(String digest) ->
                generations.stream()
                        .filter(entry -> entry.digest().startsWith(digest)
                                || entry.compiler().startsWith(digest)
                                || entry.decisions().startsWith(digest))
                        .max(Comparator.comparingInt(GenerationEntry::number));
        };
    }
}
