package dev.hone.pgo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Decides which segments become one. */
/*
 * A log-structured merge in tiers. Eight segments of one level and group become one of the next level, so an upload is
 * rewritten once a level, and a group of n uploads has at most seven segments on each of log8(n) levels. When a day has been
 * over for long enough that hardly anything comes for it, its groups become one segment each.
 */
final class CompactionPlan {
    static final int FAN_IN = 8;
    private static final int DAYS_OPEN = 2;

    private CompactionPlan() {}

    /** The next segments to make one; empty when there is nothing to do. */
    static Optional<List<SegmentEntry>> next(List<SegmentEntry> segments, LocalDate today) {
        for (List<SegmentEntry> group : byGroup(segments).values()) {
            if (group.size() > 1 && group.getFirst().group().day().isBefore(today.minusDays(DAYS_OPEN))) {
                return Optional.of(group.subList(0, Math.min(group.size(), 2 * FAN_IN)));
            }
            for (List<SegmentEntry> level : byLevel(group).values()) {
                if (level.size() >= FAN_IN) {
                    return Optional.of(level.subList(0, Math.min(level.size(), 4 * FAN_IN)));
                }
            }
        }
        return Optional.empty();
    }

    private static SortedMap<Group, List<SegmentEntry>> byGroup(List<SegmentEntry> segments) {
        SortedMap<Group, List<SegmentEntry>> groups = new TreeMap<>();
        segments.forEach(segment -> groups.computeIfAbsent(segment.group(), group -> new ArrayList<>())
                .add(segment));
        return groups;
    }

    private static SortedMap<Integer, List<SegmentEntry>> byLevel(List<SegmentEntry> segments) {
        SortedMap<Integer, List<SegmentEntry>> levels = new TreeMap<>();
        segments.forEach(segment -> levels.computeIfAbsent(segment.level(), level -> new ArrayList<>())
                .add(segment));
        return levels;
    }
}
