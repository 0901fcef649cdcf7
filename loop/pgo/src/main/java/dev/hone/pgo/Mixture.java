package dev.hone.pgo;

import dev.hone.gopgo.Edge;
import dev.hone.gopgo.EdgeMap;
import dev.hone.gopgo.EdgeRule;
import dev.hone.gopgo.EdgeRules;
import dev.hone.gopgo.EdgeScale;
import dev.hone.gopgo.EdgeSum;
import dev.hone.gopgo.StoredEdges;
import dev.hone.pgo.Weighed.Share;
import dev.hone.profile.Text;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Adds up weighed segments, by rules and recipe. Given the weights nothing else matters, so a manifest is enough. */
/*
 * By workload, if there is a recipe: the segments of older versions and those of the newest are added up apart. Functions
 * are renamed. Then what the older ones alone saw, and the newest should have seen by now, is left out: lines move
 * between versions, and such calls would linger as ghosts until they have decayed. How often the newest one should have
 * seen a call is told by its share in the older versions; that one of which five samples are expected shows none by
 * chance has a probability of less than 1 %. A rare call stays, and decays.
 *
 * Then workloads are brought to their shares, and callees are denied. Workloads are scaled so finely that nothing is lost,
 * and the unit is chosen so that no sample counts for more than one: a workload with few samples tells how much chance
 * there is in the whole.
 */
final class Mixture {
    private static final long TOTAL = 1L << 50;
    private static final long ENOUGH_TO_MISS = 10_000;
    private static final double EXPECTED = 5;

    private final Policy.Shaping shaping;
    private final long seed;
    private final EdgeRules renames;
    private final EdgeRules denials;

    Mixture(Policy.Shaping shaping, long seed) {
        this.shaping = shaping;
        this.seed = seed;
        List<EdgeRule> all = EdgeRules.parse(String.join("\n", shaping.rules()));
        this.renames = new EdgeRules(all.stream().filter(Mixture::renames).toList());
        this.denials = new EdgeRules(all.stream().filter(rule -> !renames(rule)).toList());
    }

    private static boolean renames(EdgeRule rule) {
        return switch (rule) {
            case EdgeRule.Rename _, EdgeRule.RenamePrefix _ -> true;
            case EdgeRule.Deny _, EdgeRule.DenyExactly _ -> false;
        };
    }

    /** An edge without its weight. */
    private record Call(Text caller, Text callee, long offset) implements Comparable<Call> {
        private static final Comparator<Call> ORDER =
                Comparator.comparing(Call::caller).thenComparing(Call::callee).thenComparingLong(Call::offset);

        static Call of(Edge edge) {
            return new Call(edge.caller(), edge.callee(), edge.offset());
        }

        @Override
        public int compareTo(Call other) {
            return ORDER.compare(this, other);
        }
    }

    /** The sum of one workload, and what the parts of it were before renaming. */
    private record Part(EdgeMap sum, EdgeMap unrenamed, double older, double ghosts) {}

    Weighed mix(Weights weights, Function<String, StoredEdges> edges) {
        SortedMap<String, Part> parts = new TreeMap<>();
        for (String workload : workloads()) {
            List<Input> inputs = weights.inputs().stream()
                    .filter(input -> isOf(input, workload))
                    .toList();
            Part part = part(inputs, weights.one(), edges);
            if (part.sum().total() > 0) {
                parts.put(workload, part);
            }
        }
        SortedMap<String, Long> targets = targets(parts);
        EdgeRules.Applied denied = denials.apply(sum(parts, targets, Part::sum));
        List<EdgeRules.Effect> effects = new ArrayList<>(
                renames.apply(sum(parts, targets, Part::unrenamed)).effects());
        effects.addAll(denied.effects());
        double older = parts.values().stream().mapToDouble(Part::older).sum();
        double ghosts = parts.values().stream().mapToDouble(Part::ghosts).sum();
        return new Weighed(
                denied.map(),
                unit(parts, targets, weights.one()),
                weights,
                weights.inputs().stream().mapToLong(Input::samples).sum(),
                shares(weights, input -> input.group().version()),
                shaping.recipe().isEmpty()
                        ? shares(weights, input -> input.group().workload())
                        : shares(weights, targets),
                0,
                older == 0 ? 0 : ghosts / older,
                effects);
    }

    /** The functions in the segments of one version, by their names after renaming; of the last day if it is not said. */
    Set<Text> names(Weights weights, String version, Function<String, StoredEdges> edges) {
        LocalDate last = weights.inputs().stream()
                .map(input -> input.group().day())
                .max(Comparator.naturalOrder())
                .orElse(LocalDate.EPOCH);
        List<Input> seen = weights.inputs().stream()
                .filter(input -> version.isEmpty()
                        ? input.group().day().equals(last)
                        : input.group().version().equals(version))
                .toList();
        return Set.copyOf(renames.apply(sum(seen, edges)).map().names());
    }

    private Set<String> workloads() {
        return shaping.recipe().isEmpty() ? Set.of("") : shaping.recipe().keySet();
    }

    private boolean isOf(Input input, String workload) {
        return shaping.recipe().isEmpty() || input.group().workload().equals(workload);
    }

    private Part part(List<Input> inputs, long one, Function<String, StoredEdges> edges) {
        List<Input> newest = inputs.stream()
                .filter(input -> !input.older() && !input.group().version().isEmpty())
                .toList();
        List<Input> unnamed = inputs.stream()
                .filter(input -> !input.older() && input.group().version().isEmpty())
                .toList();
        EdgeMap olderSum = sum(inputs.stream().filter(Input::older).toList(), edges);
        EdgeMap newestSum = sum(newest, edges);
        EdgeMap recentSum =
                new EdgeSum(seed).add(newestSum).add(sum(unnamed, edges)).toMap();
        EdgeMap older = renames.apply(olderSum).map();
        EdgeMap recent = renames.apply(recentSum).map();
        long seen = newest.stream().mapToLong(Input::samples).sum();
        double taken = newestSum.total() / (double) one;
        EdgeMap kept = seen < ENOUGH_TO_MISS ? older : withoutGhosts(older, recent, taken);
        return new Part(
                new EdgeSum(seed).add(recent).add(kept).toMap(),
                new EdgeSum(seed).add(recentSum).add(olderSum).toMap(),
                older.total(),
                older.total() - kept.total());
    }

    private EdgeMap sum(List<Input> inputs, Function<String, StoredEdges> edges) {
        EdgeSum sum = new EdgeSum(seed);
        inputs.forEach(input -> sum.add(edges.apply(input.segment()), input.factor()));
        return sum.toMap();
    }

    private EdgeMap withoutGhosts(EdgeMap older, EdgeMap recent, double taken) {
        Set<Call> seen = new TreeSet<>();
        for (int edge = 0; edge < recent.size(); edge++) {
            seen.add(Call.of(recent.edge(edge)));
        }
        double total = older.total();
        EdgeSum kept = new EdgeSum(seed);
        for (int edge = 0; edge < older.size(); edge++) {
            boolean rare = older.weight(edge) / total * taken < EXPECTED;
            if (rare || seen.contains(Call.of(older.edge(edge)))) {
                kept.add(older.edge(edge));
            }
        }
        return kept.toMap();
    }

    /** What the weights of each workload are to add up to; nothing when they are taken as they come. */
    private SortedMap<String, Long> targets(SortedMap<String, Part> parts) {
        SortedMap<String, Long> targets = new TreeMap<>();
        long shares = parts.keySet().stream()
                .mapToLong(workload -> shaping.recipe().getOrDefault(workload, 0))
                .sum();
        if (!shaping.recipe().isEmpty()) {
            parts.keySet()
                    .forEach(workload -> targets.put(
                            workload, TOTAL / shares * shaping.recipe().getOrDefault(workload, 0)));
        }
        return targets;
    }

    private EdgeMap sum(SortedMap<String, Part> parts, SortedMap<String, Long> targets, Function<Part, EdgeMap> which) {
        EdgeSum sum = new EdgeSum(seed);
        parts.forEach((workload, part) -> {
            Long target = targets.get(workload);
            EdgeMap map = which.apply(part);
            sum.add(target == null ? map : EdgeScale.toTotal(map, target));
        });
        return sum.toMap();
    }

    /** What a sample weighs in the workload that was multiplied most. */
    private static long unit(SortedMap<String, Part> parts, SortedMap<String, Long> targets, long one) {
        BigInteger unit = BigInteger.valueOf(targets.isEmpty() ? one : 1);
        for (var part : parts.entrySet()) {
            BigInteger scaled = BigInteger.valueOf(targets.getOrDefault(part.getKey(), 0L))
                    .multiply(BigInteger.valueOf(one))
                    .divide(BigInteger.valueOf(part.getValue().sum().total()));
            unit = unit.max(scaled);
        }
        return unit.min(BigInteger.valueOf(TOTAL)).longValueExact();
    }

    private static SortedMap<String, Share> shares(Weights weights, Function<Input, String> by) {
        SortedMap<String, Long> samples = samples(weights, by);
        SortedMap<String, Double> parts = new TreeMap<>();
        double all = 0;
        for (Input input : weights.inputs()) {
            double weight = (double) input.weight() * input.factor();
            parts.merge(by.apply(input), weight, Double::sum);
            all += weight;
        }
        SortedMap<String, Share> shares = new TreeMap<>();
        for (var part : parts.entrySet()) {
            long taken = samples.getOrDefault(part.getKey(), 0L);
            shares.put(part.getKey(), new Share(taken, all == 0 ? 0 : part.getValue() / all));
        }
        return shares;
    }

    private static SortedMap<String, Share> shares(Weights weights, SortedMap<String, Long> targets) {
        double all = targets.values().stream().mapToDouble(Long::doubleValue).sum();
        SortedMap<String, Long> samples =
                samples(weights, input -> input.group().workload());
        SortedMap<String, Share> shares = new TreeMap<>();
        targets.forEach((workload, target) ->
                shares.put(workload, new Share(samples.getOrDefault(workload, 0L), target / all)));
        return shares;
    }

    private static SortedMap<String, Long> samples(Weights weights, Function<Input, String> by) {
        SortedMap<String, Long> samples = new TreeMap<>();
        weights.inputs().forEach(input -> samples.merge(by.apply(input), input.samples(), Long::sum));
        return samples;
    }
}
