package dev.hone.gopgo;

import dev.hone.base.ErrorCode;

/** What can be wrong with an edge map as it is stored, or with what is done with one. */
enum EdgeMapError implements ErrorCode {
    /** The bytes begin as no edge map does. */
    NOT_AN_EDGE_MAP(Kind.INPUT),
    /** It was written by a newer Hone, in a form that this one does not know. */
    NEWER_VERSION(Kind.INPUT),
    /** It ends early. */
    TRUNCATED(Kind.INPUT),
    /** Something stands behind its end. */
    TRAILING_BYTES(Kind.INPUT),
    /** Its bytes are not those that were written. */
    CHECKSUM(Kind.INPUT),
    /** A number is longer than it need be, or than 64 bits. */
    BAD_NUMBER(Kind.INPUT),
    /** It claims more names or edges than its bytes can hold, or refers to names that are not there. */
    BAD_COUNT(Kind.INPUT),
    /** Names are not in order, not different, or not shortened as far as possible. */
    BAD_NAMES(Kind.INPUT),
    /** No edge uses one of the names. */
    UNUSED_NAME(Kind.INPUT),
    /** Two edges are the same, or not in order. */
    BAD_ORDER(Kind.INPUT),
    /** It is larger than edge maps may be. */
    TOO_LARGE(Kind.LIMIT),
    /** It could not be read. */
    UNREADABLE(Kind.ENVIRONMENT);

    private final Kind kind;

    EdgeMapError(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }
}
