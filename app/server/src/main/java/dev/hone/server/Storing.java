package dev.hone.server;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a process has its profiles, and what it does with them.
 *
 * @param store URL of the blob store
 * @param writer URL of the bus that events are told on
 * @param reader URL of the bus that events are heard on; null for a process that works on none
 * @param mixed whether servers and workers of another program may share both
 * @param prune the file that says what is cut off uploads; null for nothing
 * @param signingKey the file of the key that manifests are signed with, made if it is not there; null to sign none
 * @param cache where results of builds are kept; null where none are
 */
record Storing(
        String store,
        String writer,
        @Nullable String reader,
        boolean mixed,
        @Nullable Path prune,
        @Nullable Path signingKey,
        Sharing.@Nullable Wanted cache) {
    /** One that shares no results of builds. */
    Storing(
            String store,
            String writer,
            @Nullable String reader,
            boolean mixed,
            @Nullable Path prune,
            @Nullable Path signingKey) {
        this(store, writer, reader, mixed, prune, signingKey, null);
    }

    Storing withCache(Sharing.Wanted wanted) {
        return new Storing(store, writer, reader, mixed, prune, signingKey, wanted);
    }
}
