package dev.hone.gocache.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What makes two builds differ.
 *
 * @param packages how many packages the second build has
 * @param different the packages of both whose keys differ
 * @param following those of them that differ only since a package differs that they import
 * @param missing the packages that only one of the builds has
 * @param findings why, the first that go came upon first; what harms nobody last
 * @param whole whether everything could be compared
 */
public record Diagnosis(
        long packages, long different, long following, long missing, List<Finding> findings, boolean whole) {
    private static final int MOST_WORDS = 600;
    private static final int MOST_FINDINGS = 1000;

    public Diagnosis {
        findings = List.copyOf(findings);
    }

    /** Whether all that is compiled, linked and tested has the same keys. */
    public boolean isSame() {
        return missing == 0 && findings.stream().allMatch(finding -> finding.cause() == Cause.INDEX);
    }

    /** Compares what two builds said. */
    public static Diagnosis between(InputLog first, InputLog second) throws IOException {
        Keys before = Keys.of(first);
        Keys after = Keys.of(second);
        Set<String> names = before.otherThan(after);
        ChangedInputs.Result result = ChangedInputs.between(first, second, names);
        Causes causes =
                new Causes(Folders.of(first.folder(), second.folder()), details(first, second, result.changed()));
        Map<String, Finding> findings = new LinkedHashMap<>();
        variables(first, second).forEach(changed -> note(changed, causes, findings));
        boolean onlyVariables = names.isEmpty();
        long different = 0;
        long following = 0;
        for (Map.Entry<String, List<Changed>> entry : result.changed().entrySet()) {
            List<Changed> own = entry.getValue().stream()
                    .filter(changed -> !InputNames.follows(changed))
                    .flatMap(changed -> ModInfo.expand(changed).stream())
                    .toList();
            if (entry.getKey().startsWith("build ")) {
                different++;
                following += own.isEmpty() ? 1 : 0;
            }
            if (!isDetail(entry.getKey())) {
                own.stream().filter(Diagnosis::tells).forEach(changed -> note(changed, causes, findings));
            }
        }
        List<Finding> all = onlyVariables ? List.of() : harmlessLast(findings);
        return new Diagnosis(
                after.packages(),
                different,
                following,
                before.lackedBy(after) + after.lackedBy(before),
                all,
                result.whole() && before.isWhole() && after.isWhole());
    }

    private static List<Finding> harmlessLast(Map<String, Finding> findings) {
        List<Finding> all = new ArrayList<>();
        findings.values().stream()
                .filter(finding -> finding.cause() != Cause.INDEX)
                .forEach(all::add);
        findings.values().stream()
                .filter(finding -> finding.cause() == Cause.INDEX)
                .limit(1)
                .forEach(all::add);
        return all;
    }

    /** Keys that stand for a file or a variable in another key. */
    private static boolean isDetail(String name) {
        return name.equals("open") || name.equals("stat") || name.equals("getenv");
    }

    /** Of an index the files say more than the folders that they are in. */
    private static boolean tells(Changed changed) {
        return !changed.name().equals("moduleIndex") || changed.what().startsWith("file ");
    }

    private static List<Changed> variables(InputLog first, InputLog second) {
        List<Changed> changed = new ArrayList<>();
        first.environment().forEach((name, value) -> {
            String other = second.environment().getOrDefault(name, value);
            if (!other.equals(value)) {
                changed.add(new Changed("go env", name, value, other));
            }
        });
        return changed;
    }

    private static void note(Changed changed, Causes causes, Map<String, Finding> findings) {
        Cause cause = causes.of(changed);
        String input = changed.what();
        // One reason may be behind many keys: files and folders count together.
        String key = cause + " " + (cause == Cause.PATHS || cause == Cause.INDEX ? "" : input);
        Finding known = findings.get(key);
        if (known == null && findings.size() == MOST_FINDINGS) {
            return;
        }
        findings.put(
                key,
                known == null
                        ? new Finding(
                                cause,
                                changed.name(),
                                input,
                                words(causes, changed.before()),
                                words(causes, changed.after()),
                                1)
                        : new Finding(
                                cause, known.name(), known.input(), known.before(), known.after(), known.keys() + 1));
    }

    private static String words(Causes causes, String text) {
        String plain = HashLine.plain(causes.detail(text));
        return plain.length() > MOST_WORDS ? plain.substring(0, MOST_WORDS) + "…" : plain;
    }

    /** What stands behind the digests of the files that tests read. */
    private static Map<String, String> details(InputLog first, InputLog second, Map<String, List<Changed>> changed)
            throws IOException {
        Set<String> wanted = new HashSet<>();
        for (Changed one : changed.getOrDefault("testInputs", List.of())) {
            wanted.add(one.before().substring(one.before().lastIndexOf(' ') + 1));
            wanted.add(one.after().substring(one.after().lastIndexOf(' ') + 1));
        }
        Map<String, String> details = new HashMap<>();
        if (!wanted.isEmpty()) {
            for (InputLog log : List.of(first, second)) {
                Map<String, String> lines = new HashMap<>();
                log.each(line -> {
                    if (isDetail(line.name())) {
                        if (line.kind() == HashLine.Kind.INPUT) {
                            lines.put(line.name(), line.text());
                        } else if (wanted.contains(line.text()) && lines.containsKey(line.name())) {
                            details.put(line.text(), lines.getOrDefault(line.name(), ""));
                        }
                    }
                });
            }
        }
        return details;
    }
}
