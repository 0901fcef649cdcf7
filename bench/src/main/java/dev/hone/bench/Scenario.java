package dev.hone.bench;

import java.util.List;

/**
 * What is compared, and what is left out and why.
 *
 * @param warm whether the sides are processes that stay
 * @param skipped a sentence for each side that cannot run here
 */
record Scenario(String name, boolean warm, List<Side> sides, List<String> skipped) {
    Scenario {
        sides = List.copyOf(sides);
        skipped = List.copyOf(skipped);
        if (sides.stream().map(Side::name).distinct().count() < sides.size()) {
            throw new BenchException(BenchException.Code.WRONG_USE, "two sides of " + name + " have the same name");
        }
    }
}
