package dev.hone.gocache.doctor;

import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a build, by name. Of a name with several keys only their number and sum are kept: that is equal whatever order
 * they came in. A key that go makes up twice counts once.
 */
final class Keys {
    /** More packages than anybody builds at once. */
    private static final int MOST = 1 << 16;

    private static final int MOST_KEYS = 1 << 17;

    private static final long MOST_TEXT = 8L << 20;

    private final Map<String, Sum> sums = new LinkedHashMap<>();
    private long room = MOST_TEXT;
    private boolean whole = true;

    private record Sum(int count, long sum) {}

    static Keys of(InputLog log) throws IOException {
        Keys keys = new Keys();
        Set<Long> seen = new HashSet<>();
        log.each(line -> {
            if (line.kind() == HashLine.Kind.KEY) {
                long key = Long.parseUnsignedLong(line.text().substring(0, 16), 16);
                if (seen.size() == MOST_KEYS) {
                    keys.whole = false;
                } else if (seen.add(31 * key + line.name().hashCode())) {
                    keys.add(line.name(), key);
                }
            }
        });
        return keys;
    }

    private void add(String name, long key) {
        if (!sums.containsKey(name)) {
            room -= name.length();
            if (room < 0 || sums.size() == MOST) {
                whole = false;
                return;
            }
        }
        sums.merge(name, new Sum(1, key), (old, one) -> new Sum(old.count() + 1, old.sum() + one.sum()));
    }

    /** Whether there was room for all. */
    boolean isWhole() {
        return whole;
    }

    /** How many packages were to be compiled. */
    long packages() {
        return sums.keySet().stream().filter(name -> name.startsWith("build ")).count();
    }

    /** Whose keys the other build has too, and otherwise, in the order of this one. */
    Set<String> otherThan(Keys other) {
        Set<String> names = new LinkedHashSet<>();
        sums.forEach((name, sum) -> {
            @Nullable Sum theirs = other.sums.get(name);
            if (theirs != null && !theirs.equals(sum)) {
                names.add(name);
            }
        });
        return names;
    }

    /** How many of these packages the other build does not have at all. */
    long lackedBy(Keys other) {
        return sums.keySet().stream()
                .filter(name -> name.startsWith("build ") && !other.sums.containsKey(name))
                .count();
    }
}
