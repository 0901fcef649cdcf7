package dev.hone.gopgo;

import dev.hone.base.HoneException;
import dev.hone.profile.ProfileException;
import dev.hone.profile.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be changed about edges before builds use them: functions that are not to be inlined, and functions that have
 * another name by now.
 *
 * <p>Renaming comes first. Of several rules for one name the first counts. Immutable.
 */
/*
 * A denied callee gets a name that no function has, as datadog-pgo does it: DO NOT INLINE: and the old one. Its edges keep
 * their weight. To drop them instead would lower the total, and so move the line between hot and cold for all others.
 * With that name it is no hot callee, so it is inlined only if it would be without a profile, and an indirect call of it
 * stays one (cmd/compile/internal/inline/inl.go, devirtualize/pgo.go, Go 1.21 to 1.27).
 */
public final class EdgeRules {
    /** Functions known to do harm where they are inlined: the stacks of very many goroutines grow. */
    public static final List<EdgeRule> KNOWN = List.of(
            new EdgeRule.DenyExactly(Text.of("google.golang.org/grpc/internal/transport.(*loopyWriter).processData")),
            new EdgeRule.DenyExactly(Text.of("runtime.gopark")));

    static final String DENIED = "DO NOT INLINE: ";
    private static final int MOST = 10_000;

    private final List<EdgeRule> rules;

    public EdgeRules(List<EdgeRule> rules) {
        if (rules.size() > MOST) {
            throw new GoProfileException(GoProfileError.BAD_RULE, "these are more than 10,000 rules");
        }
        this.rules = List.copyOf(rules);
    }

    /**
     * What came of it.
     *
     * @param map the edges after all rules
     * @param effects what each rule did, in the order of the rules
     */
    public record Applied(EdgeMap map, List<Effect> effects) {
        public Applied {
            effects = List.copyOf(effects);
        }
    }

    /**
     * What one rule did.
     *
     * @param rule as it is written
     * @param functions how many names it changed
     * @param share the share of all weight that goes to them, or for renamed ones also from them, 0 to 1
     * @param hotShare the share of all weight that did so over hot edges
     */
    public record Effect(String rule, int functions, double share, double hotShare) {}

    /**
     * Reads rules as they are written in a file: one a line, {@code deny REGEX}, {@code deny-exactly NAME},
     * {@code rename OLD=NEW} or {@code deny-known}; {@code #} begins a comment.
     *
     * @throws GoProfileException with the number of the line when there is something else
     */
    public static List<EdgeRule> parse(String text) {
        List<EdgeRule> rules = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            try {
                String rule = line.strip();
                if (!rule.isEmpty() && !rule.startsWith("#")) {
                    rules.addAll(parseLine(rule));
                }
            } catch (ProfileException | GoProfileException e) {
                throw inLine(number, e);
            }
        }
        return rules;
    }

    private static GoProfileException inLine(int number, HoneException e) {
        return new GoProfileException(GoProfileError.BAD_RULE, "line " + number + ": " + e.getMessage());
    }

    private static List<EdgeRule> parseLine(String line) {
        int blank = line.indexOf(' ');
        String word = blank < 0 ? line : line.substring(0, blank);
        String rest = blank < 0 ? "" : line.substring(blank).strip();
        if (rest.isEmpty() != word.equals("deny-known")) {
            throw unknown(line);
        }
        return switch (word) {
            case "deny" -> List.of(EdgeRule.deny(rest));
            case "deny-exactly" -> List.of(new EdgeRule.DenyExactly(Text.of(rest)));
            case "deny-known" -> KNOWN;
            case "rename" -> List.of(EdgeRule.rename(rest));
            default -> throw unknown(line);
        };
    }

    private static GoProfileException unknown(String line) {
        return new GoProfileException(
                GoProfileError.BAD_RULE,
                "'" + Text.of(line)
                        + "' is no rule; write deny REGEX, deny-exactly NAME, rename OLD=NEW or deny-known");
    }

    /**
     * Applies the rules.
     *
     * @throws GoProfileException when a weight is negative or the sum is too large
     */
    public Applied apply(EdgeMap map) {
        return rules.isEmpty() ? new Applied(map, List.of()) : new Application(map, rules).applied();
    }

    /** The rules at work on one map. */
    private static final class Application {
        private final EdgeMap map;
        private final List<EdgeRule> rules;
        private final int[] renamedBy;
        private final int[] deniedBy;
        private final List<Text> renamed = new ArrayList<>();
        private final List<Text> called = new ArrayList<>();
        /** The names afterwards, numbered as they come. */
        private final Map<Text, Integer> numbers = new LinkedHashMap<>();

        Application(EdgeMap map, List<EdgeRule> rules) {
            SoundWeights.of(map);
            this.map = map;
            this.rules = rules;
            this.renamedBy = new int[map.names().size()];
            this.deniedBy = new int[map.names().size()];
            for (int name = 0; name < renamedBy.length; name++) {
                Text now = rename(name);
                renamed.add(now);
                called.add(deny(name, now));
            }
        }

        private Text rename(int name) {
            Text old = map.names().get(name);
            renamedBy[name] = -1;
            for (int rule = 0; rule < rules.size(); rule++) {
                Text now = Renaming.apply(rules.get(rule), old);
                if (!now.equals(old)) {
                    renamedBy[name] = rule;
                    return now;
                }
            }
            return old;
        }

        private Text deny(int name, Text now) {
            deniedBy[name] = -1;
            for (int rule = 0; rule < rules.size() && !now.startsWith(DENIED); rule++) {
                if (Renaming.denies(rules.get(rule), now)) {
                    deniedBy[name] = rule;
                    return Renaming.join(Text.of(DENIED), now, 0);
                }
            }
            return now;
        }

        Applied applied() {
            EdgeColumns columns = new EdgeColumns();
            for (int edge = 0; edge < map.size(); edge++) {
                columns.add(
                        number(renamed.get(map.caller(edge))),
                        number(called.get(map.callee(edge))),
                        map.offset(edge),
                        map.weight(edge));
            }
            List<Effect> effects = new ArrayList<>();
            HotLine line = HotLine.of(HotEdges.of(map));
            for (int rule = 0; rule < rules.size(); rule++) {
                effects.add(effect(rule, line));
            }
            return new Applied(columns.toMap(List.copyOf(numbers.keySet())), effects);
        }

        private int number(Text name) {
            return numbers.computeIfAbsent(name, added -> numbers.size());
        }

        private Effect effect(int rule, HotLine line) {
            boolean[] changed = new boolean[renamedBy.length];
            double all = 0;
            double hot = 0;
            for (int edge = 0; edge < map.size(); edge++) {
                boolean caller = renamedBy[map.caller(edge)] == rule;
                boolean callee = renamedBy[map.callee(edge)] == rule || deniedBy[map.callee(edge)] == rule;
                changed[map.caller(edge)] |= caller;
                changed[map.callee(edge)] |= callee;
                all += caller || callee ? map.weight(edge) : 0;
                hot += (caller || callee) && line.isHot(edge) ? map.weight(edge) : 0;
            }
            int functions = 0;
            for (boolean one : changed) {
                functions += one ? 1 : 0;
            }
            double total = Math.max(1, (double) line.total());
            return new Effect(rules.get(rule).toString(), functions, all / total, hot / total);
        }
    }
}
