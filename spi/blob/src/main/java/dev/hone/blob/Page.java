package dev.hone.blob;

import java.util.List;

/**
 * A part of a listing.
 *
 * @param more whether there may be something after the last of these entries
 */
public record Page(List<Entry> entries, boolean more) {
    static final Page EMPTY = new Page(List.of(), false);

    public Page {
        entries = List.copyOf(entries);
        if (more && entries.isEmpty()) {
            throw new IllegalArgumentException("a page without entries is the last");
        }
    }
}
