package dev.hone.gopgo;

import dev.hone.profile.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Why calls of one function are hot or not, and what would change it.
 *
 * @param callerIsHotCallee whether some hot call goes to the caller, so that it may be inlined itself
 * @param line where hot ends
 * @param sites the places in the caller from which calls were seen, from its start on
 */
/*
 * What the compiler does with it (cmd/compile/internal/inline/inl.go, devirtualize/pgo.go, Go 1.21 to 1.27): hot callees and
 * hot sites are two sets that do not know of each other. A function is inlinable up to a cost of 2000 instead of 80 when any
 * hot edge goes to it; a call is inlined up to that cost when any hot edge starts at its line. At an indirect call only the
 * heaviest callee counts, hot or not; of equally heavy ones the one whose body is visible, then the first by name.
 */
public record Explanation(Text caller, boolean callerIsHotCallee, Line line, List<Site> sites) {

    public Explanation {
        sites = List.copyOf(sites);
    }

    /**
     * The line between hot and cold.
     *
     * @param percent where it is drawn
     * @param edges how many edges there are
     * @param hot how many of them are hot
     * @param weight the weight of the lightest hot edge
     * @param ties how many edges weigh as much
     * @param hotTies how many of these are hot, for their names alone
     */
    public record Line(double percent, int edges, int hot, long weight, int ties, int hotTies) {}

    /** A line of the caller, hot if a hot call starts there; calls are sorted from heavy to light. */
    public record Site(long offset, boolean hot, List<Call> calls) {
        public Site {
            calls = List.copyOf(calls);
        }

        /** The callees of which none is heavier: what an indirect call here may become. */
        public List<Text> heaviest() {
            return calls.stream()
                    .filter(call ->
                            call.edge().weight() == calls.getFirst().edge().weight())
                    .map(call -> call.edge().callee())
                    .toList();
        }
    }

    /**
     * One call.
     *
     * @param rank its place among all calls, 1 being the heaviest
     * @param share its share of all weight, 0 to 1
     * @param sharesBefore the share of all heavier calls together
     * @param calleeIsHot whether some hot call goes to the callee, be it this or another one
     * @param flipsAt the nearest weight at which it would be cold instead of hot or hot instead of cold, all others staying
     *     as they are; null when it is hot at any weight
     */
    public record Call(
            Edge edge,
            int rank,
            boolean hot,
            double share,
            double sharesBefore,
            boolean calleeIsHot,
            @Nullable Long flipsAt) {}

    /**
     * Explains the calls of a function.
     *
     * @param edges the edges of a profile with their line
     * @throws GoProfileException when a weight is negative or the sum is too large
     */
    public static Explanation of(HotEdges edges, Text caller) {
        return new Reading(edges).of(caller);
    }

    /** Looks calls up in one profile. */
    private static final class Reading {
        private final HotEdges edges;
        private final EdgeMap map;
        private final HotLine line;
        private final boolean[] hotCallee;

        Reading(HotEdges edges) {
            this.edges = edges;
            this.map = edges.map();
            this.line = HotLine.of(edges);
            this.hotCallee = new boolean[map.names().size()];
            for (int rank = 0; rank < edges.count(); rank++) {
                hotCallee[map.callee(edges.index(rank))] = true;
            }
        }

        Explanation of(Text caller) {
            TreeMap<Long, List<Call>> bySite = new TreeMap<>();
            boolean callerIsHot = false;
            for (int rank = 0; rank < edges.size(); rank++) {
                int edge = edges.index(rank);
                if (map.names().get(map.caller(edge)).equals(caller)) {
                    bySite.computeIfAbsent(map.offset(edge), added -> new ArrayList<>())
                            .add(call(rank));
                }
                callerIsHot |= rank < edges.count()
                        && map.names().get(map.callee(edge)).equals(caller);
            }
            List<Site> sites = bySite.entrySet().stream()
                    .map(site ->
                            new Site(site.getKey(), site.getValue().stream().anyMatch(Call::hot), site.getValue()))
                    .toList();
            return new Explanation(caller, callerIsHot, theLine(), sites);
        }

        private Call call(int rank) {
            int edge = edges.index(rank);
            double total = (double) line.total();
            var flips = line.flipsAt(rank);
            return new Call(
                    map.edge(edge),
                    rank + 1,
                    rank < edges.count(),
                    map.weight(edge) / total,
                    line.sumBefore(rank) / total,
                    hotCallee[map.callee(edge)],
                    flips.isPresent() ? flips.getAsLong() : null);
        }

        private Line theLine() {
            return new Line(edges.line(), edges.size(), edges.count(), line.weight(), line.ties(), line.hotTies());
        }
    }
}
