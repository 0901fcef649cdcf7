package dev.hone.profile;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mappings of a merged profile, and how addresses move from those of an input to them. */
final class MergedMappings {
    private static final int PAGE = 0x1000;
    private static final int BYTES_EACH = 240;

    private final SeededHash hash;
    private final Budget budget;
    private final boolean leading;
    private final HashIndex index;
    private final Renumbering renumbering = new Renumbering();
    private List<Mapping> source = List.of();
    private @Nullable Mapping first;
    final List<Mapping> mappings = new ArrayList<>();

    /**
     * Mappings of no profile yet.
     *
     * @param leading whether nothing is merged before what is added here
     */
    MergedMappings(boolean leading, SeededHash hash, Budget budget) {
        this.leading = leading;
        this.hash = hash;
        this.budget = budget;
        this.index = new HashIndex(budget);
    }

    /** Goes over to the mappings of another profile. */
    void begin(List<Mapping> source) {
        begin(source, source.isEmpty() ? null : source.getFirst());
    }

    /** Goes over to mappings that were merged from what comes next. */
    void begin(MergedMappings next) {
        begin(next.mappings, next.first);
    }

    /** The very first of all stays the first, used or not: it is the program. A part of a merge may not know it. */
    private void begin(List<Mapping> source, @Nullable Mapping firstOfSource) {
        this.source = source;
        renumbering.begin(source.size());
        if (first == null && firstOfSource != null) {
            first = copy(firstOfSource);
            if (leading) {
                intern(firstOfSource);
            }
        }
    }

    /** The index of a mapping of the profile at hand; that of none is none. */
    int add(int mapping) {
        if (mapping < 0) {
            return -1;
        }
        int known = renumbering.target(mapping);
        return known >= 0 ? known : renumbering.note(mapping, intern(source.get(mapping)));
    }

    /** By how much addresses in a mapping of the profile at hand lie lower than in the merged one. */
    long shift(int mapping, int merged) {
        return mapping < 0
                ? 0
                : mappings.get(merged).start() - source.get(mapping).start();
    }

    private int intern(Mapping mapping) {
        long key = hash.mix(hash.mix(name(mapping).hash(hash), size(mapping)), mapping.offset());
        for (int i = index.first(key); i >= 0; i = index.next()) {
            if (sameBinary(mappings.get(i), mapping)) {
                return i;
            }
        }
        budget.charge(BYTES_EACH + name(mapping).length() + mapping.file().length());
        mappings.add(copy(mapping));
        index.add();
        return mappings.size() - 1;
    }

    private static boolean sameBinary(Mapping a, Mapping b) {
        return size(a) == size(b) && a.offset() == b.offset() && name(a).equals(name(b));
    }

    /** The size in whole pages, as an unsigned number that may wrap: tools differ in where they see the end. */
    private static long size(Mapping mapping) {
        long rounded = mapping.limit() - mapping.start() + PAGE - 1;
        return rounded & -PAGE;
    }

    private static Text name(Mapping mapping) {
        return mapping.buildId().isEmpty() ? mapping.file() : mapping.buildId();
    }

    private Mapping copy(Mapping mapping) {
        return new Mapping(
                mappings.size() + 1,
                mapping.start(),
                mapping.limit(),
                mapping.offset(),
                mapping.file().copy(),
                mapping.buildId().copy(),
                mapping.hasFunctions(),
                mapping.hasFilenames(),
                mapping.hasLineNumbers(),
                mapping.hasInlineFrames());
    }
}
