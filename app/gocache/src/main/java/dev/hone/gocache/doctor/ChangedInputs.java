package dev.hone.gocache.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the inputs in which keys of the same name differ: those of which one build has more than the other. So it does not matter
 * in which order go prints what it does at the same time.
 */
final class ChangedInputs {
    /** Distinct inputs that are compared at most, and text that is kept of those that differ. */
    private static final int MOST_INPUTS = 1 << 18;

    private static final long MOST_TEXT = 16L << 20;

    /** What a short line takes beside its text. */
    private static final int PER_LINE = 512;

    private final Set<String> names;
    private final Map<Long, Integer> counts = new HashMap<>();
    private final MessageDigest digest = sha256();
    private boolean whole = true;

    private ChangedInputs(Set<String> names) {
        this.names = names;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * What changed, by name and in the first build's order.
     *
     * @param whole whether all inputs were compared
     */
    record Result(Map<String, List<Changed>> changed, boolean whole) {}

    static Result between(InputLog first, InputLog second, Set<String> names) throws IOException {
        ChangedInputs inputs = new ChangedInputs(names);
        first.each(line -> inputs.count(line, 1));
        second.each(line -> inputs.count(line, -1));
        Map<String, Map<String, List<String>>> before = inputs.texts(first, 1);
        Map<String, Map<String, List<String>>> after = inputs.texts(second, -1);
        Map<String, List<Changed>> changed = new LinkedHashMap<>();
        for (String name : names) {
            changed.put(name, pairs(name, before.getOrDefault(name, Map.of()), after.getOrDefault(name, Map.of())));
        }
        return new Result(changed, inputs.whole);
    }

    private void count(HashLine line, int one) {
        if (line.kind() != HashLine.Kind.INPUT || !names.contains(line.name())) {
            return;
        }
        long id = id(line);
        if (counts.size() < MOST_INPUTS || counts.containsKey(id)) {
            counts.merge(id, one, (a, b) -> a + b == 0 ? null : a + b);
        } else {
            whole = false;
        }
    }

    /** Not to be made equal on purpose. */
    private long id(HashLine line) {
        digest.update(line.name().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        byte[] bytes = digest.digest(line.text().getBytes(StandardCharsets.UTF_8));
        long id = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            id = (id << 8) | (bytes[i] & 0xff);
        }
        return id;
    }

    /** What one build has more of: by name and by which input it is. */
    private Map<String, Map<String, List<String>>> texts(InputLog log, int sign) throws IOException {
        Map<String, Map<String, List<String>>> texts = new HashMap<>();
        Map<Long, Integer> left = new HashMap<>();
        counts.forEach((id, count) -> {
            if (count * sign > 0) {
                left.put(id, count * sign);
            }
        });
        long[] room = {MOST_TEXT};
        log.each(line -> {
            if (line.kind() == HashLine.Kind.INPUT && names.contains(line.name()) && take(line, left)) {
                room[0] -= line.text().length() + PER_LINE;
                if (room[0] > 0) {
                    texts.computeIfAbsent(line.name(), name -> new LinkedHashMap<>())
                            .computeIfAbsent(InputNames.of(line.text()), what -> new ArrayList<>())
                            .add(line.text());
                } else {
                    whole = false;
                }
            }
        });
        return texts;
    }

    private boolean take(HashLine line, Map<Long, Integer> left) {
        int count = left.getOrDefault(id(line), 0);
        if (count > 0) {
            left.put(id(line), count - 1);
        }
        return count > 0;
    }

    private static List<Changed> pairs(String name, Map<String, List<String>> before, Map<String, List<String>> after) {
        List<Changed> pairs = new ArrayList<>();
        before.forEach((what, texts) -> {
            List<String> others = after.getOrDefault(what, List.of());
            for (int i = 0; i < texts.size(); i++) {
                pairs.add(new Changed(name, what, texts.get(i), i < others.size() ? others.get(i) : ""));
            }
        });
        after.forEach((what, texts) -> {
            int known = before.getOrDefault(what, List.of()).size();
            for (@Nullable String text : texts.subList(Math.min(known, texts.size()), texts.size())) {
                pairs.add(new Changed(name, what, "", text == null ? "" : text));
            }
        });
        return pairs;
    }
}
