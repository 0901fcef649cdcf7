package dev.hone.base;

/**
 * Names one way in which an operation can fail, so that failures can be counted, tested and documented.
 *
 * <p>Each module has one enum of these. A name, once released, keeps its meaning.
 */
public interface ErrorCode {

    /** The stable name, in upper case with underscores. */
    String name();

    /** Whose move it is: what a caller may do about failures of this kind. */
    Kind kind();

    /** Says who can mend a failure. */
    enum Kind {
        /** The command or request was wrong: change it and try again. */
        USAGE,
        /** The data handed in is broken or of another kind: other data will work. */
        INPUT,
        /** The data is well-formed as far as it was read, but larger than a configured limit. */
        LIMIT,
        /** Something outside failed (disk, network, permission): the same call may work later. */
        ENVIRONMENT
    }
}
