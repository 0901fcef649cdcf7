package dev.hone.pgo;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of an app, for people.
 *
 * @param uploads that count
 * @param samples of them
 * @param segments that they are kept in
 * @param firstDay of which there are uploads; null when there are none
 * @param lastDay the same
 * @param stable what channel {@code stable} points at; null for nothing
 * @param decisions newest first
 */
public record AppStatus(
        AppName app,
        long uploads,
        long samples,
        int segments,
        @Nullable LocalDate firstDay,
        @Nullable LocalDate lastDay,
        List<Version> versions,
        List<Workload> workloads,
        List<NamedChannel> channels,
        @Nullable GenerationEntry stable,
        List<Decision> decisions) {

    /** A version of the program. */
    public record Version(String version, Instant firstSeen, long samples) {}

    /** Something that the program does. */
    public record Workload(String workload, long samples) {}

    /** A channel by its name. */
    public record NamedChannel(String channel, int generation, boolean pinned, Instant since, String by) {}

    static AppStatus of(AppName app, Head head) {
        SortedMap<String, Long> versions = new TreeMap<>();
        SortedMap<String, Long> workloads = new TreeMap<>();
        for (SegmentEntry entry : head.segments()) {
            versions.merge(entry.group().version(), entry.samples(), Long::sum);
            workloads.merge(entry.group().workload(), entry.samples(), Long::sum);
        }
        List<LocalDate> days = head.segments().stream()
                .map(entry -> entry.group().day())
                .sorted()
                .toList();
        return new AppStatus(
                app,
                head.segments().stream().mapToLong(SegmentEntry::uploads).sum(),
                head.segments().stream().mapToLong(SegmentEntry::samples).sum(),
                head.segments().size(),
                days.isEmpty() ? null : days.getFirst(),
                days.isEmpty() ? null : days.getLast(),
                versions(head, versions),
                workloads.entrySet().stream()
                        .map(entry -> new Workload(entry.getKey(), entry.getValue()))
                        .toList(),
                head.channels().entrySet().stream()
                        .map(entry -> named(entry.getKey(), entry.getValue()))
                        .toList(),
                head.find(Selection.stable()).orElse(null),
                head.decisions().reversed());
    }

    private static List<Version> versions(Head head, SortedMap<String, Long> samples) {
        List<Version> versions = new ArrayList<>();
        head.versions()
                .forEach(
                        (version, seen) -> versions.add(new Version(version, seen, samples.getOrDefault(version, 0L))));
        versions.sort(Comparator.comparing(Version::firstSeen).reversed());
        return List.copyOf(versions);
    }

    private static NamedChannel named(String name, Channel channel) {
        return new NamedChannel(name, channel.generation(), channel.pinned(), channel.since(), channel.by());
    }
}
