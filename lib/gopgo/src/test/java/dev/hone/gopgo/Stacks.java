package dev.hone.gopgo;

import dev.hone.profile.Pprof;
import dev.hone.profile.Profile;
import dev.hone.profile.ProfileLimits;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes profiles for tests: of any types, from stacks written as names. */
final class Stacks {
    private static final int USUAL_LINE = 7;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<String> strings = new ArrayList<>(List.of(""));
    private String file = "main.go";
    private long startLine = 5;
    private int entries;

    /** A profile as Go's runtime writes them. */
    static Stacks ofCpu() {
        return new Stacks("samples/count", "cpu/nanoseconds").periodType("cpu/nanoseconds", 10_000_000);
    }

    Stacks(String... types) {
        for (String type : types) {
            message(1, type(type));
        }
    }

    Stacks periodType(String type, long period) {
        message(11, type(type));
        field(out, 12, period);
        return this;
    }

    Stacks times(long time, long duration) {
        field(out, 9, time);
        field(out, 10, duration);
        return this;
    }

    /** The file and start line of functions from here on. */
    Stacks in(String file, long startLine) {
        this.file = file;
        this.startLine = startLine;
        return this;
    }

    /** A sample of CPU time, leaf first; each frame is a function of its own. */
    Stacks cpu(long samples, String... frames) {
        return sample(new long[] {samples, samples * 10_000_000}, frames);
    }

    Stacks sample(long[] values, String... frames) {
        message(2, stack(values, frames));
        return this;
    }

    /** A labelled sample with the stack of the first one, which has two frames. */
    Stacks labelled(String key, String value, long samples) {
        ByteArrayOutputStream label = new ByteArrayOutputStream();
        field(label, 1, string(key));
        field(label, 2, string(value));
        ByteArrayOutputStream sample = new ByteArrayOutputStream();
        field(sample, 1, 2);
        field(sample, 1, 4);
        field(sample, 2, samples);
        field(sample, 2, samples * 10_000_000);
        bytes(sample, 3, label.toByteArray());
        message(2, sample);
        return this;
    }

    /** The same in a profile that counts samples only. */
    Stacks inlinedOnce(long samples, String... chain) {
        return inlinedAt(new long[] {samples}, chain);
    }

    /** A sample at an address where a chain of functions was inlined, innermost first. */
    Stacks inlined(long samples, String... chain) {
        return inlinedAt(new long[] {samples, samples * 10_000_000}, chain);
    }

    private Stacks inlinedAt(long[] values, String... chain) {
        ByteArrayOutputStream location = new ByteArrayOutputStream();
        int id = ++entries;
        field(location, 1, id);
        field(location, 3, id);
        for (String name : chain) {
            bytes(location, 4, line(function(name)));
        }
        message(4, location);
        ByteArrayOutputStream sample = new ByteArrayOutputStream();
        field(sample, 1, id);
        for (long value : values) {
            field(sample, 2, value);
        }
        message(2, sample);
        return this;
    }

    private ByteArrayOutputStream stack(long[] values, String... frames) {
        ByteArrayOutputStream sample = new ByteArrayOutputStream();
        for (String name : frames) {
            int function = function(name);
            ByteArrayOutputStream location = new ByteArrayOutputStream();
            field(location, 1, ++entries);
            field(location, 3, entries);
            bytes(location, 4, line(function));
            message(4, location);
            field(sample, 1, entries);
        }
        for (long value : values) {
            field(sample, 2, value);
        }
        return sample;
    }

    private static byte[] line(int function) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        field(line, 1, function);
        field(line, 2, USUAL_LINE);
        return line.toByteArray();
    }

    private int function(String name) {
        ByteArrayOutputStream function = new ByteArrayOutputStream();
        field(function, 1, ++entries);
        field(function, 2, string(name));
        field(function, 4, string(file));
        field(function, 5, startLine);
        message(5, function);
        return entries;
    }

    private ByteArrayOutputStream type(String type) {
        String[] parts = type.split("/", -1);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        field(message, 1, string(parts[0]));
        field(message, 2, string(parts[1]));
        return message;
    }

    private int string(String text) {
        strings.add(text);
        return strings.size() - 1;
    }

    private void message(int number, ByteArrayOutputStream content) {
        bytes(out, number, content.toByteArray());
    }

    private static void bytes(ByteArrayOutputStream out, int number, byte[] content) {
        varint(out, number << 3 | 2);
        varint(out, content.length);
        out.writeBytes(content);
    }

    private static void field(ByteArrayOutputStream out, int number, long value) {
        varint(out, number << 3);
        varint(out, value);
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
            out.write((int) ((rest & 0x7f) | 0x80));
        }
        out.write((int) rest);
    }

    Profile profile() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(out.toByteArray());
        strings.forEach(text -> bytes(whole, 6, text.getBytes(StandardCharsets.UTF_8)));
        return Pprof.decode(whole.toByteArray(), ProfileLimits.defaults());
    }
}
