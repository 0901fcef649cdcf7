package dev.hone.base;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the valid word that a mistyped one most likely meant. */
public final class Nearest {
    private Nearest() {}

    /**
     * The candidate with the fewest edits from {@code word}, when that is close enough to be a likely slip: at most a
     * third of the longer word's letters. Ties go to the candidate that sorts first.
     */
    public static Optional<String> to(String word, Collection<String> candidates) {
        return candidates.stream()
                .filter(candidate -> 3 * edits(word, candidate) <= Math.max(word.length(), candidate.length()))
                .min(Comparator.<String>comparingInt(candidate -> edits(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** A sentence to put behind an error: {@code ; did you mean 'x'?}, or nothing. */
    public static String hint(String word, Collection<String> candidates) {
        return to(word, candidates)
                .map(candidate -> "; did you mean '" + candidate + "'?")
                .orElse("");
    }

    /** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
    private static int edits(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(from, to, i, j, cost);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int step(String from, String to, int i, int j, int[][] cost) {
        int replace = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replace, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
