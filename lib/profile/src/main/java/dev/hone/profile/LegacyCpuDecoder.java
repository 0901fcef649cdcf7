package dev.hone.profile;

import java.util.List;

/** Decodes the legacy binary CPU profiles that gperftools writes, and Go wrote before 1.9. */
/*
 * Follows parseCPU, cpuProfile, parseCPUSamples and cleanupDuplicateLocations of google/pprof (profile/legacy_profile.go),
 * and test/oracle holds it against them. Behind the header stand samples: a count, a depth and as many addresses, leaf
 * first; then 0, 1, 0 as the end, and the memory map as text. Addresses but the leaf's are those that calls return to, so
 * they are one too high. A file may end without its end mark. Locations are numbered before doubled leaves go, so one
 * may be left that no stack names.
 *
 * A Java program's profile has version 1 and another trailer; it is refused. So are values that do not fit 64 bits, where
 * google/pprof wraps.
 */
final class LegacyCpuDecoder {
    private static final long NANOS_PER_MICRO = 1000;

    /** Names of frames that belong to the profiler; google/pprof gives them to each such profile. */
    private static final Text DROP_FRAMES = Text.of(
            "ProfileData::Add|ProfileData::prof_handler|" + "CpuProfiler::prof_handler|__pthread_sighandler|__restore");

    private static final ValueType SAMPLES = new ValueType(Text.of("samples"), Text.of("count"));
    private static final ValueType CPU = new ValueType(Text.of("cpu"), Text.of("nanoseconds"));

    private final byte[] bytes;
    private final int length;
    private final ProfileLimits limits;
    private final Budget budget;
    private final LegacyWords words;
    private final long period;
    private final LegacyStacks stacks;
    private final Strings strings;
    private final Samples samples;
    private final Locations locations;

    LegacyCpuDecoder(byte[] bytes, int length, ProfileLimits limits, Budget budget) {
        this.bytes = bytes;
        this.length = length;
        this.limits = limits;
        this.budget = budget;
        LegacyHeader header = LegacyHeader.of(bytes, length);
        if (header == null) {
            throw ProfileException.malformed("this is no legacy CPU profile");
        }
        this.words = header.body(bytes, length);
        this.period = nanos(header.period(), NANOS_PER_MICRO);
        this.stacks = new LegacyStacks(budget);
        this.strings = new Strings(new byte[0], budget);
        this.samples = new Samples(strings, budget);
        this.locations = new Locations(budget);
        strings.append(Text.EMPTY);
    }

    /** The product of an unsigned number and one that is positive. */
    private static long nanos(long unsigned, long factor) {
        if (unsigned < 0) {
            throw Sums.tooLarge();
        }
        return Sums.multiply(unsigned, factor);
    }

    Profile decode() {
        boolean more = true;
        while (more && words.left() > 0) {
            more = readSample();
        }
        stacks.dropHandlerFrames();
        LegacyStacks.Numbers numbers = stacks.numbers();
        List<Mapping> mappings = readMemoryMap(numbers.ordered);
        stacks.dropDoubledLeaves();
        for (int stack = 0; stack < stacks.size(); stack++) {
            for (int frame = 0; frame < stacks.depth(stack); frame++) {
                samples.stacks.add(numbers.of(stacks.address(stack, frame)));
            }
            samples.stackStarts.add(samples.stacks.size());
        }
        Profile.Header header =
                new Profile.Header(0, 0, CPU, period, DROP_FRAMES, Text.EMPTY, Text.EMPTY, Text.EMPTY, List.of());
        Functions functions = new Functions(strings, budget);
        return new Profile(header, List.of(SAMPLES, CPU), samples, mappings, locations, functions, strings, List.of());
    }

    /** Reads a sample; false when it was the mark of the end. */
    private boolean readSample() {
        long count = words.next();
        long depth = words.next();
        if (words.isOver() || Long.compareUnsigned(depth, words.left() / Integer.BYTES) > 0) {
            throw ProfileException.malformed("the legacy CPU profile is damaged or truncated in its sample number "
                    + stacks.size() + "; fetch or copy the file again");
        }
        PprofDecoder.limit("depth", limits.depth(), (int) depth, "a stack is deeper");
        long leaf = depth == 0 ? 0 : words.next();
        if (count == 0 && depth == 1 && leaf == 0) {
            return false;
        }
        for (int frame = 0; frame < depth; frame++) {
            stacks.add(frame == 0 ? leaf : words.next() - 1);
        }
        stacks.endStack();
        PprofDecoder.limit("samples", limits.samples(), stacks.size(), "there are more samples");
        samples.values.add(count);
        samples.values.add(nanos(count, period));
        samples.valueStarts.add(samples.values.size());
        samples.labelStarts.add(0);
        return true;
    }

    private List<Mapping> readMemoryMap(LongColumn addresses) {
        PprofDecoder.limit("locations", limits.locations(), addresses.size(), "there are more locations");
        int start = words.isOver() ? length : words.position();
        LegacyMappings mappings =
                new LegacyMappings(new MemoryMap(limits, budget).read(bytes, start, length), addresses.size());
        for (int i = 0; i < addresses.size(); i++) {
            locations.ids.add(i + 1L);
            locations.addresses.add(addresses.get(i));
            locations.mappings.add(mappings.of(addresses.get(i)));
            locations.lineStarts.add(0);
        }
        return mappings.list();
    }
}
