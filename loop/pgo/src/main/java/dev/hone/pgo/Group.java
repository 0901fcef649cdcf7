package dev.hone.pgo;

import dev.hone.blob.Metadata;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What uploads have in common that are compacted together: all by which they may be weighted differently.
 *
 * @param day in UTC
 * @param version of the program; empty when not said
 * @param workload what the program did; empty when not said
 */
record Group(LocalDate day, String version, String workload) implements Comparable<Group> {
    private static final String DAY = "hone-day";
    private static final String VERSION = "hone-version";
    private static final String WORKLOAD = "hone-workload";
    private static final Comparator<Group> ORDER =
            Comparator.comparing(Group::day).thenComparing(Group::version).thenComparing(Group::workload);

    Group {
        Objects.requireNonNull(day, "a group has a day");
        Objects.requireNonNull(version, "a group has a version, which may be empty");
        Objects.requireNonNull(workload, "a group has a workload, which may be empty");
    }

    /** What is written beside a profile, so that it can be counted anew without its segment. */
    Map<String, String> metadata() {
        return Map.of(DAY, day.toString(), VERSION, encoded(version), WORKLOAD, encoded(workload));
    }

    /** What {@link #metadata} wrote; empty where nothing of it is. */
    static Optional<Group> of(Metadata metadata) {
        try {
            return metadata.value(DAY)
                    .map(day ->
                            new Group(LocalDate.parse(day), decoded(metadata, VERSION), decoded(metadata, WORKLOAD)));
        } catch (DateTimeParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String encoded(String words) {
        return URLEncoder.encode(words, StandardCharsets.UTF_8);
    }

    private static String decoded(Metadata metadata, String name) {
        return URLDecoder.decode(metadata.value(name).orElse(""), StandardCharsets.UTF_8);
    }

    @Override
    public int compareTo(Group other) {
        return ORDER.compare(this, other);
    }
}
