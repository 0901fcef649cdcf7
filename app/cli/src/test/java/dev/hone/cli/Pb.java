package dev.hone.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes small pprof files, for what no real profile has: one stack a sample, and value types as they come. */
final class Pb {
    private final List<String> strings = new ArrayList<>(List.of(""));
    private final ByteArrayOutputStream fields = new ByteArrayOutputStream();
    private final List<String> functions = new ArrayList<>();

    /** Profiles whose values are of these types, as {@code cpu/nanoseconds}. */
    static Pb of(String... types) {
        Pb pb = new Pb();
        for (String type : types) {
            String[] parts = type.split("/", -1);
            pb.message(1, 1, pb.string(parts[0]), 2, pb.string(parts[1]));
        }
        return pb;
    }

    /** A sample: the functions of its stack from the root on, divided by blanks. */
    Pb sample(String stack, long... values) {
        ByteArrayOutputStream sample = new ByteArrayOutputStream();
        for (String name : List.of(stack.split(" ", -1)).reversed()) {
            number(sample, 1, location(name));
        }
        for (long value : values) {
            number(sample, 2, value);
        }
        bytes(fields, 2, sample.toByteArray());
        return this;
    }

    /** The frames that the profile names as of no interest. */
    Pb dropFrames(String expression) {
        number(fields, 7, string(expression));
        return this;
    }

    private long location(String name) {
        if (!functions.contains(name)) {
            functions.add(name);
            long id = functions.size();
            message(5, 1, id, 2, string(name), 5, 10);
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            number(line, 1, id);
            number(line, 2, 12);
            ByteArrayOutputStream location = new ByteArrayOutputStream();
            number(location, 1, id);
            bytes(location, 4, line.toByteArray());
            bytes(fields, 4, location.toByteArray());
        }
        return functions.indexOf(name) + 1L;
    }

    private long string(String text) {
        strings.add(text);
        return strings.size() - 1L;
    }

    private void message(int field, long... numbers) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        for (int i = 0; i < numbers.length; i += 2) {
            number(message, (int) numbers[i], numbers[i + 1]);
        }
        bytes(fields, field, message.toByteArray());
    }

    /** Writes the file and returns its name. */
    String write(Path file) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(fields.toByteArray());
        strings.forEach(text -> bytes(all, 6, text.getBytes(StandardCharsets.UTF_8)));
        try {
            return Files.write(file, all.toByteArray()).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void number(ByteArrayOutputStream out, int field, long value) {
        variable(out, (long) field << 3);
        variable(out, value);
    }

    private static void bytes(ByteArrayOutputStream out, int field, byte[] content) {
        variable(out, ((long) field << 3) | 2);
        variable(out, content.length);
        out.writeBytes(content);
    }

    private static void variable(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
