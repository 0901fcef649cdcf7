package dev.hone.pgo;

/** Hears what the PGO stage does, to count it and to write it down. */
public interface PgoListener {
    /** Hears nothing. */
    PgoListener NONE = new PgoListener() {};

    /** A profile was taken in. */
    default void accepted(AppName app, UploadReceipt receipt, long bytes) {}

    /** A profile was refused; {@code code} says why in a word. */
    default void refused(AppName app, String code) {}

    /** Uploads were added to the state of their app. */
    default void folded(AppName app, int uploads, int segments) {}

    /** An upload that was taken in turned out to be of no use. */
    default void quarantined(AppName app, String id, String reason) {}

    /** A generation was published. */
    default void published(AppName app, GenerationEntry generation) {}

    /** It was decided to leave the published generation as it is. */
    default void kept(AppName app, String reason) {}

    /** A generation turned out to be damaged; it is not chosen any more. */
    default void damaged(AppName app, int generation, String reason) {}

    /** A blob that nothing named was removed. */
    default void leftOverRemoved(AppName app, String name) {}

    /** An event could not be sent; what it tells of will be found all the same. */
    default void notAnnounced(AppName app, String reason) {}

    /** The bus of events fails; what it should have told is found all the same. */
    default void busFailed(String reason) {}

    /** Looking through the apps failed and will be tried again. */
    default void sweepFailed(RuntimeException failure) {}

    /** Work on an app failed and will be tried again. */
    default void failed(AppName app, String what, RuntimeException failure) {}
}
