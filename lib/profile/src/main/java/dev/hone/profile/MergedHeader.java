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
    private final Extreme timeNanos = Extreme.smallest();
    private final Extreme period = Extreme.largest();
    private final ExactSum durationNanos = new ExactSum();
    private Text defaultSampleType = Text.EMPTY;
    private Text docUrl = Text.EMPTY;

    /** A header with what only the first profile has a say in; it is yet to be added like the others. */
    MergedHeader(Profile first) {
        this.sampleTypes = first.sampleTypes().stream().map(MergedHeader::copy).toList();
        this.periodType = copy(first.header().periodType());
        this.dropFrames = first.header().dropFrames().copy();
        this.keepFrames = first.header().keepFrames().copy();
    }

    /** A header of profiles of the same kind, yet without any of them. */
    MergedHeader(MergedHeader kind) {
        this.sampleTypes = kind.sampleTypes;
        this.periodType = kind.periodType;
        this.dropFrames = kind.dropFrames;
        this.keepFrames = kind.keepFrames;
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
            throw incompatible(
                    "period types", named(periodType), named(profile.header().periodType()));
        }
        if (!sampleTypes.equals(profile.sampleTypes())) {
            throw incompatible("sample types", sampleTypes, profile.sampleTypes());
        }
    }

    private static String named(ValueType type) {
        return type.equals(ValueType.NONE) ? "none" : type.toString();
    }

    private static ProfileException incompatible(String what, Object first, Object other) {
        return new ProfileException(
                ProfileError.INCONSISTENT,
                "profiles of different " + what + " cannot be merged: the first has " + first + ", this one " + other);
    }

    void add(Profile.Header header) {
        timeNanos.add(header.timeNanos());
        period.add(header.period());
        durationNanos.add(header.durationNanos());
        header.comments().forEach(this::addComment);
        addNames(header.defaultSampleType(), header.docUrl());
    }

    /** Adds all that was added to another header, in its order. */
    void addAll(MergedHeader later) {
        timeNanos.addAll(later.timeNanos);
        period.addAll(later.period);
        durationNanos.addAll(later.durationNanos);
        later.comments.forEach(this::addComment);
        addNames(later.defaultSampleType, later.docUrl);
    }

    private void addComment(Text comment) {
        if (!comments.contains(comment)) {
            comments.add(comment.copy());
        }
    }

    private void addNames(Text sampleType, Text url) {
        defaultSampleType = defaultSampleType.isEmpty() ? sampleType.copy() : defaultSampleType;
        docUrl = docUrl.isEmpty() ? url.copy() : docUrl;
    }

    Profile.Header header() {
        return new Profile.Header(
                timeNanos.value(),
                durationNanos.value(),
                periodType,
                period.value(),
                dropFrames,
                keepFrames,
                defaultSampleType,
                docUrl,
                List.copyOf(comments));
    }
}
