package dev.hone.cache;

import java.util.List;
import java.util.Set;

/**
 * What a build asked for and got.
 *
 * @param used the actions whose results it was given or has made, in the order in which it asked
 * @param made those that it has made
 * @param fetched whether any came from other machines
 * @param anew whether it does not want what was before
 */
record BuildUse(List<ActionId> used, Set<ActionId> made, boolean fetched, boolean anew) {
    BuildUse {
        used = List.copyOf(used);
        made = Set.copyOf(made);
    }

    /** Whether it was given all of it by this machine. */
    boolean isOfHere() {
        return made.isEmpty() && !fetched;
    }
}
