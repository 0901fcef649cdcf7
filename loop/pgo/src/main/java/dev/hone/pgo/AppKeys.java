package dev.hone.pgo;

import dev.hone.blob.BlobKey;
import java.time.Instant;
import java.util.Optional;

/** Where the blobs of an app are. The keys outside of {@code hone/} are autopgo's. */
record AppKeys(AppName app) {
    private static final long NANOS = 1_000_000_000;

    BlobKey head() {
        return key("hone/head.json");
    }

    BlobKey policy() {
        return key("hone/policy.json");
    }

    BlobKey symbols() {
        return key("hone/symbols");
    }

    /** The profile as it was received. */
    BlobKey upload(String id) {
        return key("hone/uploads/" + id);
    }

    BlobKey segment(String id) {
        return key("hone/segments/" + id);
    }

    /** A profile that was taken in and later turned out to be of no use. */
    BlobKey quarantined(String id) {
        return key("hone/quarantine/" + id);
    }

    /** A segment that could not be read any more. */
    BlobKey damagedSegment(String id) {
        return key("hone/quarantine/segment-" + id);
    }

    BlobKey quarantineReason(String id) {
        return key("hone/quarantine/" + id + ".txt");
    }

    /** A file of a generation. */
    BlobKey generation(int number, String file) {
        return key("hone/generations/" + number + "/" + file);
    }

    /** The edges of a published profile that another program wrote. */
    BlobKey foreignEdges(String id) {
        return key("hone/foreign-" + id);
    }

    String foreignPrefix() {
        return prefix() + "hone/foreign";
    }

    /** What channel {@code stable} points at, for those who know of no channels. */
    BlobKey published() {
        return key("default.pgo");
    }

    BlobKey staging(Instant received) {
        return key(
                "staging/" + Math.addExact(Math.multiplyExact(received.getEpochSecond(), NANOS), received.getNano()));
    }

    /** What all keys of the app begin with. */
    String prefix() {
        return app + "/";
    }

    String uploadsPrefix() {
        return prefix() + "hone/uploads/";
    }

    String segmentsPrefix() {
        return prefix() + "hone/segments/";
    }

    String generationsPrefix() {
        return prefix() + "hone/generations/";
    }

    String stagingPrefix() {
        return prefix() + "staging/";
    }

    /** When an upload was received, by the name of its staging blob; empty for what is none. */
    static Optional<Instant> received(String stagingKey) {
        String digits = stagingKey.substring(stagingKey.lastIndexOf('/') + 1);
        try {
            long nanos = Long.parseLong(digits);
            return nanos < 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private BlobKey key(String rest) {
        return BlobKey.of(prefix() + rest);
    }
}
