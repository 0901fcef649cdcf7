package dev.hone.pgo;

import java.util.Objects;

/**
 * What the head says of one segment: enough to decide about it without reading it.
 *
 * @param id the name of its blob: of an upload's segment the upload's id, of a compacted one the SHA-256 of its bytes
 * @param group what the uploads in it have in common
 * @param level 0 for one upload; uploads are rewritten once a level
 * @param uploads how many are in it
 * @param samples of all its uploads
 * @param weight of all its edges, as the profiles gave it
 */
record SegmentEntry(String id, Group group, int level, int uploads, long samples, long weight) {
    SegmentEntry {
        Objects.requireNonNull(id, "a segment has a name");
        Objects.requireNonNull(group, "a segment is of a group");
    }
}
