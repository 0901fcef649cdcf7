package dev.hone.pgo;

import dev.hone.blob.BlobStore;

/** What the parts of the stage share within a process. */
record Parts(
        BlobStore store,
        PgoSurroundings surroundings,
        long seed,
        Announcer announcer,
        Heads heads,
        SegmentStore segments,
        Gate gate,
        Uploads uploads,
        Folding folding,
        Compaction compaction,
        PublishedCopy copy) {

    static Parts of(BlobStore store, PgoSettings settings, PgoSurroundings surroundings, Announcer announcer) {
        long seed = surroundings.random().nextLong();
        Heads heads = new Heads(store, surroundings.sleeper(), surroundings.random());
        SegmentStore segments = new SegmentStore(store, settings.cacheBytes());
        Gate gate = new Gate(settings.limits(), seed);
        return new Parts(
                store,
                surroundings,
                seed,
                announcer,
                heads,
                segments,
                gate,
                new Uploads(
                        new UploadStore(store, segments, surroundings.threads(), settings.mixed()),
                        heads,
                        gate,
                        announcer,
                        surroundings),
                new Folding(store, heads, segments, settings.mixed()),
                new Compaction(heads, segments, surroundings.clock(), seed),
                new PublishedCopy(store, heads));
    }

    PgoListener listener() {
        return surroundings.listener();
    }
}
