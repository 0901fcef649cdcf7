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
 * Finds the inputs in which keys of the same name differ: those that one build has and the other has not. So it does not matter in
 * which order go prints what it does at the same time, nor that it makes up some keys twice.
 */
final class ChangedInputs {
    /** Distinct inputs that are compared at most, and text that is kept of those that differ. */
    private static final int MOST_INPUTS = 1 << 18;

    private static final long MOST_TEXT = 16L << 20;

    /** What a short line takes beside its text. */
    private static final int PER_LINE = 512;

    private static final int FIRST = 1;
    private static final int SECOND = 2;
    private static final int TOLD = 4;

    private final Set<String> names;
    /** Which builds have an input. */
    private final Map<Long, Integer> builds = new HashMap<>();

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
        first.each(line -> inputs.note(line, FIRST));
        second.each(line -> inputs.note(line, SECOND));
        Map<String, Map<String, List<String>>> before = inputs.texts(first, FIRST);
        Map<String, Map<String, List<String>>> after = inputs.texts(second, SECOND);
        Map<String, List<Changed>> changed = new LinkedHashMap<>();
        for (String name : names) {
            changed.put(name, pairs(name, before.getOrDefault(name, Map.of()), after.getOrDefault(name, Map.of())));
        }
        return new Result(changed, inputs.whole);
    }

    private void note(HashLine line, int build) {
        if (line.kind() != HashLine.Kind.INPUT || !names.contains(line.name())) {
            return;
        }
        long id = id(line);
        if (builds.size() < MOST_INPUTS || builds.containsKey(id)) {
            builds.merge(id, build, (a, b) -> a | b);
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

    /** What only this build has: by name and by which input it is. */
    private Map<String, Map<String, List<String>>> texts(InputLog log, int build) throws IOException {
        Map<String, Map<String, List<String>>> texts = new HashMap<>();
        long[] room = {MOST_TEXT};
        log.each(line -> {
            if (line.kind() == HashLine.Kind.INPUT
                    && names.contains(line.name())
                    && builds.replace(id(line), build, TOLD)) {
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
