package dev.hone.targets;

import java.util.List;

/**
 * What one look at a source found.
 *
 * @param found all that can be profiled now, in no particular order, none twice
 * @param left what was there and cannot be profiled
 */
public record Targets(List<Target> found, List<LeftOut> left) {
    public Targets {
        found = List.copyOf(found);
        left = List.copyOf(left);
    }

    /**
     * Something that is marked to be profiled and cannot be.
     *
     * @param name what it is called where it was found
     * @param reason what is missing, and where to add it
     */
    public record LeftOut(String name, String reason) {}
}
