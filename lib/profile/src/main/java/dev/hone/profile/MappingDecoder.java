package dev.hone.profile;

import java.util.ArrayList;
import java.util.List;

/** Decodes the mappings. */
final class MappingDecoder {
    private static final int BYTES_EACH = 160;

    private final Wire wire;
    private final ProfileLimits limits;
    private final Budget budget;
    private final List<Draft> drafts = new ArrayList<>();
    final LongColumn ids;

    MappingDecoder(Wire wire, ProfileLimits limits, Budget budget) {
        this.wire = wire;
        this.limits = limits;
        this.budget = budget;
        this.ids = new LongColumn(budget);
    }

    /** A mapping whose strings are not known yet. */
    private static final class Draft {
        long id;
        long start;
        long limit;
        long offset;
        int file;
        int buildId;
        boolean hasFunctions;
        boolean hasFilenames;
        boolean hasLineNumbers;
        boolean hasInlineFrames;
    }

    void read(int end) {
        Draft draft = new Draft();
        while (wire.position() < end) {
            wire.next(end);
            switch (wire.field) {
                case 1 -> draft.id = wire.number();
                case 2 -> draft.start = wire.number();
                case 3 -> draft.limit = wire.number();
                case 4 -> draft.offset = wire.number();
                case 5 -> draft.file = wire.stringIndex();
                case 6 -> draft.buildId = wire.stringIndex();
                case 7 -> draft.hasFunctions = wire.truth();
                case 8 -> draft.hasFilenames = wire.truth();
                case 9 -> draft.hasLineNumbers = wire.truth();
                case 10 -> draft.hasInlineFrames = wire.truth();
                default -> wire.skip();
            }
        }
        budget.charge(BYTES_EACH);
        drafts.add(draft);
        ids.add(draft.id);
        PprofDecoder.limit("mappings", limits.mappings(), drafts.size(), "there are more mappings");
    }

    List<Mapping> resolve(Strings strings) {
        return drafts.stream().map(draft -> resolve(draft, strings)).toList();
    }

    private static Mapping resolve(Draft draft, Strings strings) {
        return new Mapping(
                draft.id,
                draft.start,
                draft.limit,
                draft.offset,
                strings.require(draft.file, "a mapping"),
                strings.require(draft.buildId, "a mapping"),
                draft.hasFunctions,
                draft.hasFilenames,
                draft.hasLineNumbers,
                draft.hasInlineFrames);
    }
}
