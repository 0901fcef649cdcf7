package dev.hone.gopgo;

import dev.hone.gopgo.ChangedDecision.Kind;
import dev.hone.profile.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Finds what the Go compiler would decide differently: the difference of what {@link Digests} hash as decisions. */
/*
 * Hot callees, hot sites, and at each site the callees in order of weight with ties. A site that became hot or cold is
 * told as that alone, although its callees may have changed too. So the list is empty just when the digests are equal.
 */
final class DecisionChanges {
    private static final int CALLEES_TOLD = 3;

    private final EdgePairs pairs;
    private final List<ChangedDecision> changes = new ArrayList<>();

    private DecisionChanges(EdgePairs pairs) {
        this.pairs = pairs;
    }

    /** The changes, those first on which most hangs. */
    static List<ChangedDecision> of(EdgePairs pairs) {
        DecisionChanges found = new DecisionChanges(pairs);
        found.callees();
        found.sites();
        found.changes.sort(Comparator.comparingDouble(ChangedDecision::share)
                .reversed()
                .thenComparing(ChangedDecision::kind)
                .thenComparing(ChangedDecision::what));
        return found.changes;
    }

    private void callees() {
        int size = pairs.names().size();
        boolean[] wasHot = new boolean[size];
        boolean[] isHot = new boolean[size];
        double[] before = new double[size];
        double[] after = new double[size];
        for (int pair = 0; pair < pairs.size(); pair++) {
            int callee = pairs.callee(pair);
            wasHot[callee] |= pairs.before().isHot(pair);
            isHot[callee] |= pairs.after().isHot(pair);
            before[callee] += pairs.before().share(pair);
            after[callee] += pairs.after().share(pair);
        }
        for (int name = 0; name < size; name++) {
            if (wasHot[name] != isHot[name]) {
                Kind kind = isHot[name] ? Kind.HOT_CALLEE_GAINED : Kind.HOT_CALLEE_LOST;
                String what = pairs.names().get(name).toString();
                changes.add(new ChangedDecision(kind, what, before[name], after[name], ""));
            }
        }
    }

    private void sites() {
        Integer[] bySite = new Integer[pairs.size()];
        Arrays.setAll(bySite, pair -> pair);
        Arrays.sort(
                bySite,
                Comparator.<Integer>comparingInt(pairs::caller)
                        .thenComparingLong(pairs::offset)
                        .thenComparingInt(pairs::callee));
        for (int from = 0; from < bySite.length; ) {
            int to = from + 1;
            while (to < bySite.length
                    && pairs.caller(bySite[to]) == pairs.caller(bySite[from])
                    && pairs.offset(bySite[to]) == pairs.offset(bySite[from])) {
                to++;
            }
            site(List.of(bySite).subList(from, to));
            from = to;
        }
    }

    private void site(List<Integer> edges) {
        boolean wasHot = edges.stream().anyMatch(pairs.before()::isHot);
        boolean isHot = edges.stream().anyMatch(pairs.after()::isHot);
        if (wasHot != isHot) {
            add(isHot ? Kind.HOT_SITE_GAINED : Kind.HOT_SITE_LOST, edges, "");
            return;
        }
        List<Integer> oldOrder = order(edges, pairs.before());
        List<Integer> newOrder = order(edges, pairs.after());
        if (!oldOrder.equals(newOrder) || !ties(oldOrder, pairs.before()).equals(ties(newOrder, pairs.after()))) {
            add(Kind.ORDER_CHANGED, edges, told(oldOrder, pairs.before()) + ", now " + told(newOrder, pairs.after()));
        }
    }

    private void add(Kind kind, List<Integer> edges, String detail) {
        int first = edges.getFirst();
        Text caller = pairs.names().get(pairs.caller(first));
        changes.add(new ChangedDecision(
                kind,
                caller + ":" + pairs.offset(first),
                edges.stream().mapToDouble(pairs.before()::share).sum(),
                edges.stream().mapToDouble(pairs.after()::share).sum(),
                detail));
    }

    private static List<Integer> order(List<Integer> edges, EdgePairs.Side side) {
        return edges.stream()
                .filter(edge -> side.weight(edge) > 0)
                .sorted(Comparator.<Integer>comparingLong(side::weight).reversed())
                .toList();
    }

    private static List<Boolean> ties(List<Integer> order, EdgePairs.Side side) {
        List<Boolean> ties = new ArrayList<>();
        for (int i = 1; i < order.size(); i++) {
            ties.add(side.weight(order.get(i)) == side.weight(order.get(i - 1)));
        }
        return ties;
    }

    private String told(List<Integer> order, EdgePairs.Side side) {
        if (order.isEmpty()) {
            return "none";
        }
        StringBuilder text = new StringBuilder();
        List<Boolean> ties = ties(order, side);
        for (int i = 0; i < Math.min(order.size(), CALLEES_TOLD); i++) {
            text.append(i == 0 ? "" : ties.get(i - 1) ? " = " : " > ");
            text.append(pairs.names().get(pairs.callee(order.get(i))));
        }
        return text + (order.size() > CALLEES_TOLD ? " …" : "");
    }
}
