package dev.hone.blob;

import java.util.Map;

/** How a blob is put: under which condition, with which metadata. */
public record PutOptions(Condition condition, Metadata metadata) {
    /** Whatever is there, without metadata. */
    public static final PutOptions REPLACE = new PutOptions(Condition.NONE, Metadata.NONE);

    /** Only where nothing is, without metadata. */
    public static final PutOptions IF_ABSENT = new PutOptions(Condition.IF_ABSENT, Metadata.NONE);

    /** Only over this version, without metadata. */
    public static PutOptions ifVersion(BlobVersion version) {
        return new PutOptions(Condition.ifVersion(version), Metadata.NONE);
    }

    public PutOptions with(Metadata other) {
        return new PutOptions(condition, other);
    }

    public PutOptions with(Map<String, String> values) {
        return with(Metadata.of(values));
    }
}
