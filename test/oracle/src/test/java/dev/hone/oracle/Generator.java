package dev.hone.oracle;

import java.nio.ByteBuffer;

/** Asks the oracle for random profiles; a seed says everything about one. */
final class Generator implements AutoCloseable {
    /** Which sequence of seeds to use, and how many of them. */
    static final long FIRST_SEED = Long.getLong("hone.oracle.seed", 1);

    static final int COUNT = Integer.getInteger("hone.oracle.count", 5_000);

    /** So many of 100 profiles break one or two rules of the format. */
    static final int SOME_HOSTILE = 35;

    private static final int USUAL_SIZE = 40;
    private static final int LARGE_EVERY = 200;
    private static final int LARGE_SIZE = 3_000;

    private final Oracle oracle;

    private Generator(Oracle oracle) {
        this.oracle = oracle;
    }

    /** Makes uncompressed profiles. */
    static Generator ofProfiles() {
        return new Generator(Oracle.start("generate"));
    }

    /** Makes files: compressed in various ways, or not. */
    static Generator ofFiles() {
        return new Generator(Oracle.start("generate-file"));
    }

    /** Makes lists of related profiles; {@link Several} takes them apart. */
    static Generator ofFamilies() {
        return new Generator(Oracle.start("generate-family"));
    }

    byte[] make(long seed, int hostile) {
        int size = (int) Math.floorMod(seed, (long) USUAL_SIZE);
        if (Math.floorMod(seed, (long) LARGE_EVERY) == 0) {
            size = LARGE_SIZE;
        }
        ByteBuffer order = ByteBuffer.allocate(Long.BYTES + Integer.BYTES + 1)
                .putLong(seed)
                .putInt(size)
                .put((byte) hostile);
        return switch (oracle.ask(order.array())) {
            case Oracle.Answer.Fine fine -> fine.bytes();
            case Oracle.Answer.Refused(String reason) -> throw new AssertionError(reason);
            case Oracle.Answer.Panicked(String where) -> throw new AssertionError("the generator panicked: " + where);
        };
    }

    @Override
    public void close() {
        oracle.close();
    }
}
