package dev.hone.pgo;

import dev.hone.gopgo.EdgeMap;
import dev.hone.gopgo.EdgeRules;
import dev.hone.gopgo.EdgeScale;
import dev.hone.gopgo.SymbolList;
import dev.hone.profile.Text;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the uploads of an app come to.
 *
 * @param sum the edges after all rules, with weights in fractions of a sample
 * @param unit what a sample of full weight weighs in the sum
 * @param weights the segments it was made of
 * @param samples of them, as they were taken
 * @param versions what each version makes of the weight
 * @param workloads what each workload makes of the weight
 * @param staleShare the share of the weight that is on functions which the program lacks; 0 when that is not known
 * @param ghostShare the share of the older versions' weight that was left out, because the newest one never calls there
 * @param effects what each rule did
 */
record Weighed(
        EdgeMap sum,
        long unit,
        Weights weights,
        long samples,
        SortedMap<String, Share> versions,
        SortedMap<String, Share> workloads,
        double staleShare,
        double ghostShare,
        List<EdgeRules.Effect> effects) {

    /** The mark of callees that rules keep from being inlined. */
    private static final String DENIED = "DO NOT INLINE: ";

    Weighed {
        versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
        workloads = Collections.unmodifiableSortedMap(new TreeMap<>(workloads));
        effects = List.copyOf(effects);
    }

    /**
     * A part of all.
     *
     * @param samples as they were taken
     * @param share of the weight, 0 to 1
     */
    record Share(long samples, double share) {}

    /** The edges with weights in whole samples, to be compared with others by what chance does to samples. */
    EdgeMap inSamples() {
        return EdgeScale.inUnits(sum, unit);
    }

    /**
     * The same with the share on functions that the program lacks.
     *
     * @param seen functions that were seen in it: those that are always inlined have no symbol
     */
    Weighed judged(SymbolList symbols, Set<Text> seen) {
        boolean[] known = new boolean[sum.names().size()];
        for (int name = 0; name < known.length; name++) {
            Text called = undenied(sum.names().get(name));
            known[name] = symbols.contains(called) || seen.contains(called);
        }
        double stale = 0;
        double all = 0;
        for (int edge = 0; edge < sum.size(); edge++) {
            all += sum.weight(edge);
            stale += known[sum.caller(edge)] && known[sum.callee(edge)] ? 0 : sum.weight(edge);
        }
        double share = all == 0 ? 0 : stale / all;
        return new Weighed(sum, unit, weights, samples, versions, workloads, share, ghostShare, effects);
    }

    private static Text undenied(Text name) {
        byte[] bytes = name.bytes();
        int from = name.startsWith(DENIED) ? DENIED.length() : 0;
        return Text.of(bytes, from, bytes.length - from);
    }
}
