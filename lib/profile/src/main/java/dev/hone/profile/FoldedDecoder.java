package dev.hone.profile;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Decodes folded stacks: a line for each stack, with its frames from the root on and how often it was seen. */
/*
 *     main;parse;read_file_[k] 12
 *
 * There is no standard; what the tools agree on is followed, and what they differ in is decided so that nothing gets lost
 * unseen. Semicolons stand between frames; the last blank (or tab) of a line stands before the count; whatever else is in
 * a name belongs to it, blanks and marks such as _[k] or _[j] included, in any encoding. Frames without a name are left
 * out, wherever they stand; a line of nothing but a count is a sample without a stack. Lines that are blank, that are # or
 * begin with # and a blank are skipped, and so are blanks and CR at the end of a line and a byte order mark. A count is a
 * whole number from 0 to 2^63-1; it may have a fraction of zeros. All else is refused with the number of the line.
 *
 * Files are mostly sorted, so a line begins as the one before does. That much is found by Arrays.mismatch, several bytes
 * at a time, and the frames in it are known. Behind it, a frame is first compared with the one that followed the same frame
 * the last time. Only where that fails bytes are looked at one by one and the name is looked up. The keys of the map are
 * Comparable, so that names made to collide cost n log n.
 */
final class FoldedDecoder {
    private static final int PER_FUNCTION = 160;

    private final byte[] bytes;
    private final int length;
    private final ProfileLimits limits;
    private final Budget budget;
    private final Strings strings;
    private final Samples samples;
    private final Locations locations;
    private final Functions functions;
    private final Map<Text, Integer> known = new HashMap<>();
    private long stringBytes;

    /** Where the semicolons of this line stand, from its start. */
    private final IntColumn ends;
    /** The function before each of these semicolons, or -1 where there is no name. */
    private final IntColumn frames;

    /** Where the name of each function stands first. */
    private final IntColumn firstSeen;
    /** The frame that followed each function the last time; -1 at first. */
    private final IntColumn followers;

    private int line;
    private int previousStart;
    private int previousEnd;
    private boolean allPaired = true;

    FoldedDecoder(byte[] bytes, int length, ProfileLimits limits, Budget budget) {
        this.bytes = bytes;
        this.length = length;
        this.limits = limits;
        this.budget = budget;
        this.strings = new Strings(new byte[0], budget);
        this.samples = new Samples(strings, budget);
        this.locations = new Locations(budget);
        this.functions = new Functions(strings, budget);
        this.ends = new IntColumn(budget);
        this.frames = new IntColumn(budget);
        this.firstSeen = new IntColumn(budget);
        this.followers = new IntColumn(budget);
        strings.append(Text.EMPTY);
    }

    Profile decode() {
        int at = FoldedLine.start(bytes, length);
        while (at < length) {
            line++;
            at = readLine(at) + 1;
        }
        if (allPaired && samples.size() > 0) {
            throw ProfileException.malformed(
                    "every line of the folded stacks ends in two numbers, so these are two profiles side by side; "
                            + "hand in each by itself");
        }
        Profile.Header header =
                new Profile.Header(0, 0, ValueType.NONE, 0, Text.EMPTY, Text.EMPTY, Text.EMPTY, Text.EMPTY, List.of());
        List<ValueType> types = List.of(new ValueType(Text.of("samples"), Text.of("count")));
        return new Profile(header, types, samples, List.of(), locations, functions, strings, List.of());
    }

    /** Reads the line that begins at {@code start} and says where it ends. */
    private int readLine(int start) {
        if (FoldedLine.isComment(bytes, start, length)) {
            return Lines.end(bytes, start, length);
        }
        int shared = keepShared(start);
        int name = ends.size() == 0 ? start : start + ends.get(ends.size() - 1) + 1;
        int at = start + shared;
        while (at < length && bytes[at] != '\n') {
            if (bytes[at] == ';') {
                endFrame(start, at, at == name ? -1 : function(name, at));
                at = followUsual(start, at + 1);
                name = at;
            } else {
                at++;
            }
        }
        previousStart = start;
        previousEnd = at;
        int end = FoldedLine.trim(bytes, start, at);
        if (end > start) {
            addSample(start, name, end);
        }
        return at;
    }

    /** How many bytes this line has in common with the one before; keeps the frames that end in them. */
    private int keepShared(int start) {
        int most = Math.min(length - start, previousEnd - previousStart);
        int differing = Arrays.mismatch(bytes, previousStart, previousStart + most, bytes, start, start + most);
        int shared = differing < 0 ? most : differing;
        int kept = ends.size();
        while (kept > 0 && ends.get(kept - 1) >= shared) {
            kept--;
        }
        ends.truncate(kept);
        frames.truncate(kept);
        return shared;
    }

    private void endFrame(int start, int end, int function) {
        int before = frames.size() == 0 ? -1 : frames.get(frames.size() - 1);
        if (before >= 0) {
            followers.set(before, function);
        }
        ends.add(end - start);
        frames.add(function);
    }

    /** Steps over frames as long as each is the one that followed the frame before it the last time, too. */
    private int followUsual(int start, int from) {
        int at = from;
        while (true) {
            int before = frames.get(frames.size() - 1);
            int next = before < 0 ? -1 : followers.get(before);
            if (next < 0) {
                return at;
            }
            int first = firstSeen.get(next);
            int nameLength = strings.lengths.get(functions.names.get(next));
            int end = at + nameLength;
            if (end >= length
                    || bytes[end] != ';'
                    || !Arrays.equals(bytes, at, end, bytes, first, first + nameLength)) {
                return at;
            }
            ends.add(end - start);
            frames.add(next);
            at = end + 1;
        }
    }

    private void addSample(int start, int name, int end) {
        int cut = FoldedLine.cut(bytes, start, end);
        long count = count(start, cut, end);
        int leaf = cut == name ? -1 : function(name, cut);
        if (leaf >= 0) {
            samples.stacks.add(leaf);
        }
        for (int i = frames.size() - 1; i >= 0; i--) {
            if (frames.get(i) >= 0) {
                samples.stacks.add(frames.get(i));
            }
        }
        samples.stackStarts.add(samples.stacks.size());
        samples.values.add(count);
        samples.valueStarts.add(samples.values.size());
        samples.labelStarts.add(0);
        allPaired = allPaired && FoldedLine.isPaired(bytes, name, cut);
        int last = samples.size() - 1;
        PprofDecoder.limit("samples", limits.samples(), last + 1, "there are more samples");
        PprofDecoder.limit("depth", limits.depth(), samples.depth(last), "a stack is deeper");
    }

    private long count(int start, int cut, int end) {
        long count = cut < start ? FoldedLine.NONE : FoldedLine.count(bytes, cut + 1, end);
        if (count >= 0) {
            return count;
        }
        String what = count == FoldedLine.NEGATIVE
                ? "has a negative count, which no profile but a difference has"
                : count == FoldedLine.FRACTION
                        ? "has a fraction for a count; multiply all counts, so that they are whole numbers"
                        : count == FoldedLine.TOO_LARGE
                                ? "has a count that does not fit 64 bits"
                                : "does not end in a blank and a count";
        throw ProfileException.malformed(
                "line " + line + " of the folded stacks " + what + ": " + FoldedLine.excerpt(bytes, start, end));
    }

    /** The function of this name, which is its location, too: nothing else is known of a place. */
    private int function(int from, int to) {
        Text name = new Text(bytes, from, to - from);
        Integer before = known.get(name);
        return before != null ? before : addFunction(name, from);
    }

    private int addFunction(Text name, int at) {
        int function = functions.size();
        PprofDecoder.limit("functions", limits.functions(), function + 1, "there are more functions");
        PprofDecoder.limit("locations", limits.locations(), function + 1, "there are more locations");
        stringBytes += name.length();
        if (stringBytes > limits.strings().bytes()) {
            throw ProfileException.limit("strings", limits.strings().format(), "the strings take more bytes");
        }
        budget.charge(PER_FUNCTION);
        known.put(name, function);
        firstSeen.add(at);
        followers.add(-1);
        strings.append(name);
        functions.ids.add(function + 1L);
        functions.names.add(strings.size() - 1);
        functions.systemNames.add(0);
        functions.files.add(0);
        functions.startLines.add(0);
        locations.ids.add(function + 1L);
        locations.mappings.add(-1);
        locations.addresses.add(0);
        locations.functions.add(function);
        locations.lines.add(0);
        locations.columns.add(0);
        locations.lineStarts.add(locations.functions.size());
        return function;
    }
}
