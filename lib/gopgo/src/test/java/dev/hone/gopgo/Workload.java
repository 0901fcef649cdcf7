package dev.hone.gopgo;

import static dev.hone.gopgo.Edges.edge;

import dev.hone.profile.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A made-up program whose calls are as unequal as those of real ones, to take profiles of. */
final class Workload {
    private final List<Edge> calls = new ArrayList<>();
    private final double[] chances;

    /** A program of so many calls, of which the n-th is taken in proportion to {@code n^-steepness}. */
    Workload(int size, double steepness) {
        this.chances = new double[size];
        Random random = new Random(size);
        double sum = 0;
        for (int i = 0; i < size; i++) {
            chances[i] = Math.pow(i + 1, -steepness);
            sum += chances[i];
            String caller = "main.f" + random.nextInt(1 + size / 4);
            calls.add(edge(caller, random.nextInt(40), "main.g" + i, 0));
        }
        for (int i = 0; i < size; i++) {
            chances[i] /= sum;
        }
    }

    private Workload(List<Edge> calls, double[] chances) {
        this.calls.addAll(calls);
        this.chances = chances;
    }

    /** The same program after its call number {@code call} went to another function. */
    Workload withOtherCallee(int call, String callee) {
        List<Edge> changed = new ArrayList<>(calls);
        Edge old = changed.get(call);
        changed.set(call, new Edge(old.caller(), Text.of(callee), old.offset(), 0));
        return new Workload(changed, chances);
    }

    /** The profile that about so many samples of it give. */
    EdgeMap profile(long samples, long seed) {
        Randomness randomness = new Randomness(seed);
        List<Edge> seen = new ArrayList<>();
        for (int i = 0; i < chances.length; i++) {
            long weight = randomness.binomial(samples, chances[i]);
            if (weight > 0) {
                Edge call = calls.get(i);
                seen.add(new Edge(call.caller(), call.callee(), call.offset(), weight));
            }
        }
        return Edges.map(seen.toArray(Edge[]::new));
    }

    /** The share of what is truly hot that a profile marks as hot. */
    double truthIn(EdgeMap profile) {
        HotEdges truth = HotEdges.of(profile(1_000_000_000_000L, 0));
        HotEdges found = HotEdges.of(profile);
        List<Text> marked = new ArrayList<>();
        for (int rank = 0; rank < found.count(); rank++) {
            marked.add(found.edge(rank).callee());
        }
        double hot = 0;
        double both = 0;
        for (int rank = 0; rank < truth.count(); rank++) {
            Edge edge = truth.edge(rank);
            hot += edge.weight();
            both += marked.contains(edge.callee()) ? edge.weight() : 0;
        }
        return both / hot;
    }
}
