package dev.hone.pgo;

import dev.hone.gopgo.Edge;
import dev.hone.gopgo.EdgeMap;
import dev.hone.profile.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A made-up program whose calls are as unequal as those of real ones, to take profiles of. */
final class Program {
    private final List<Edge> calls;
    private final double[] upTo;

    private Program(List<Edge> calls, double[] upTo) {
        this.calls = calls;
        this.upTo = upTo;
    }

    /** A program of so many calls, of which the n-th is taken in proportion to {@code 1/n}; some sites have several callees. */
    static Program of(int size) {
        Random random = new Random(size);
        List<Edge> calls = new ArrayList<>();
        double[] upTo = new double[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += 1.0 / (i + 1);
            upTo[i] = sum;
            calls.add(Fleet.edge("main.f" + random.nextInt(size / 4), random.nextInt(10), "main.g" + i, 0));
        }
        return new Program(calls, upTo);
    }

    /** The same program after a call went to another function. */
    Program withOtherCallee(int call, String callee) {
        List<Edge> changed = new ArrayList<>(calls);
        Edge old = changed.get(call);
        changed.set(call, new Edge(old.caller(), Text.of(callee), old.offset(), 0));
        return new Program(changed, upTo);
    }

    /** The same program after a function was renamed. */
    Program renamed(String from, String to) {
        Text old = Text.of(from);
        return new Program(
                calls.stream()
                        .map(call -> new Edge(
                                call.caller().equals(old) ? Text.of(to) : call.caller(),
                                call.callee().equals(old) ? Text.of(to) : call.callee(),
                                call.offset(),
                                0))
                        .toList(),
                upTo);
    }

    /** The caller in most of its calls. */
    String busiest() {
        return calls.getFirst().caller().toString();
    }

    List<String> names() {
        return calls.stream()
                .flatMap(call -> List.of(call.caller().toString(), call.callee().toString()).stream())
                .distinct()
                .toList();
    }

    EdgeMap profile(int samples, Random random) {
        long[] seen = new long[calls.size()];
        for (int i = 0; i < samples; i++) {
            int place = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
            seen[place < 0 ? -place - 1 : place]++;
        }
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < seen.length; i++) {
            Edge call = calls.get(i);
            if (seen[i] > 0) {
                edges.add(new Edge(call.caller(), call.callee(), call.offset(), seen[i]));
            }
        }
        return Fleet.map(edges.toArray(Edge[]::new));
    }
}
