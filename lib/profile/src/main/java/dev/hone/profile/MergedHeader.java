package dev.hone.profile;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a merged profile says of itself as a whole. Texts are copied, so that nothing of an input is kept. */
final class MergedHeader {
    private final List<ValueType> sampleTypes;
    private final ValueType periodType;
    private final Text dropFrames;
    private final Text keepFrames;
    private final Set<Text> comments = new LinkedHashSet<>();
    private long timeNanos;
    private long durationNanos;
    private long period;
    private Text defaultSampleType = Text.EMPTY;
    private Text docUrl = Text.EMPTY;

    /** A header with what only the first profile has a say in; it is yet to be added like the others. */
    MergedHeader(Profile first) {
        this.sampleTypes = first.sampleTypes().stream().map(MergedHeader::copy).toList();
        this.periodType = copy(first.header().periodType());
        this.dropFrames = first.header().dropFrames().copy();
        this.keepFrames = first.header().keepFrames().copy();
    }

    private static ValueType copy(ValueType type) {
        return new ValueType(type.type().copy(), type.unit().copy());
    }

    List<ValueType> sampleTypes() {
        return sampleTypes;
    }

    /** Refuses a profile that measures something else than the first one. */
    void requireSameTypes(Profile profile) {
        if (!periodType.equals(profile.header().periodType())) {
            throw incompatible("period types", periodType, profile.header().periodType());
        }
        if (!sampleTypes.equals(profile.sampleTypes())) {
            throw incompatible("sample types", sampleTypes, profile.sampleTypes());
        }
    }

    private static ProfileException incompatible(String what, Object first, Object other) {
        return new ProfileException(
                ProfileError.INCONSISTENT,
                "profiles of different " + what + " cannot be merged: the first has " + first + ", this one " + other);
    }

    /** As google/pprof does: a later profile without a time makes the time begin anew. */
    void add(Profile.Header header) {
        durationNanos = Sums.add(durationNanos, header.durationNanos());
        if (timeNanos == 0 || header.timeNanos() < timeNanos) {
            timeNanos = header.timeNanos();
        }
        if (period == 0 || period < header.period()) {
            period = header.period();
        }
        for (Text comment : header.comments()) {
            if (!comments.contains(comment)) {
                comments.add(comment.copy());
            }
        }
        if (defaultSampleType.isEmpty()) {
            defaultSampleType = header.defaultSampleType().copy();
        }
        if (docUrl.isEmpty()) {
            docUrl = header.docUrl().copy();
        }
    }

    Profile.Header header() {
        return new Profile.Header(
                timeNanos,
                durationNanos,
                periodType,
                period,
                dropFrames,
                keepFrames,
                defaultSampleType,
                docUrl,
                List.copyOf(comments));
    }
}
