package dev.hone.pgo;

/** Tells other processes what happened. It may fail: nothing depends on it but how soon others notice. */
interface Announcer {
    /** Tells nobody. */
    Announcer NOBODY = (type, app, upload, generation) -> {};

    /** What may happen; the name is autopgo's type of event, or one beside those. */
    enum Type {
        UPLOADED,
        MERGED,
        DELETED,
        PUBLISHED,
        REJECTED
    }

    /**
     * Tells that something happened to an app.
     *
     * @param upload the staging key and id of the upload that it is about; empty parts for none
     * @param generation that it is about; 0 for none
     */
    void announce(Type type, AppName app, UploadKeys upload, int generation);
}
