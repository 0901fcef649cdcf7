package dev.hone.profile;

/**
 * Adds the stacks of profiles to a {@link CallTree}, one profile after the other.
 *
 * <p>Of the profiles only names are held on to. Samples of value 0 leave no trace. A sum that does not fit 64 bits is refused.
 * Not for use by several threads.
 */
public final class CallTreeBuilder {
    private final CallTree.Workshop workshop;
    private final NameTable names = new NameTable();
    private final CallTrie trie;

    /**
     * A builder without stacks yet.
     *
     * @param columns how many values a node has
     * @param limits the memory that the tree may take
     * @param seed any number that whoever made the profiles does not know; the tree does not depend on it
     */
    public CallTreeBuilder(int columns, ProfileLimits limits, long seed) {
        this.workshop = new CallTree.Workshop(new SeededHash(seed), limits.memoryForTree());
        this.trie = workshop.trie(columns);
    }

    /** Adds one value type of a profile that passed {@link Check#PPROF} to one column. */
    public CallTreeBuilder add(int column, Profile profile, int type) {
        Samples samples = profile.samples();
        FrameNames frames = new FrameNames(profile, names);
        for (int sample = 0; sample < samples.size(); sample++) {
            long value = samples.value(sample, type);
            if (value != 0) {
                trie.add(node(samples, sample, frames), column, value);
            }
        }
        return this;
    }

    private int node(Samples samples, int sample, FrameNames frames) {
        int node = CallTree.ROOT;
        for (int frame = samples.depth(sample) - 1; frame >= 0; frame--) {
            int location = samples.location(sample, frame);
            for (int line = frames.count(location) - 1; line >= 0; line--) {
                node = trie.child(node, frames.number(location, line));
            }
        }
        return node;
    }

    /** The tree of all that was added. */
    public CallTree tree() {
        return CallTree.of(trie, names.names(), workshop);
    }
}
