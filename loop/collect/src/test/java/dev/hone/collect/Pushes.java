package dev.hone.collect;

import dev.hone.profile.Pprof;
import dev.hone.profile.ProfileBuilder;
import dev.hone.profile.Text;
import dev.hone.profile.ValueType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What is pushed: profiles of some kinds, and protocol buffers field by field. */
final class Pushes {
    private Pushes() {}

    static byte[] cpu() {
        return profile(type("samples", "count"), type("cpu", "nanoseconds"));
    }

    static byte[] heap() {
        return profile(type("alloc_objects", "count"), type("alloc_space", "bytes"));
    }

    /** As github.com/felixge/fgprof writes it. */
    static byte[] wall() {
        return profile(type("samples", "count"), type("time", "nanoseconds"));
    }

    /** What an agent writes that knows addresses alone. */
    static byte[] unsymbolised() {
        return join(
                field(1, join(number(1, 1), number(2, 2))),
                field(2, join(number(1, 1), number(2, 10))),
                field(4, join(number(1, 1), number(3, 64))),
                text(6, ""),
                text(6, "samples"),
                text(6, "count"),
                text(6, "cpu"),
                text(6, "nanoseconds"),
                field(11, join(number(1, 3), number(2, 4))));
    }

    private static ValueType type(String type, String unit) {
        return new ValueType(Text.of(type), Text.of(unit));
    }

    private static byte[] profile(ValueType first, ValueType second) {
        ProfileBuilder builder = new ProfileBuilder();
        int from = builder.location(builder.function(Text.of("main.a"), 1), 3);
        int to = builder.location(builder.function(Text.of("main.b"), 10), 12);
        builder.sample(to, from, 5, 50_000_000);
        return Pprof.write(builder.build(List.of(first, second), second, 10_000_000));
    }

    static byte[] field(int number, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write((number << 3) | 2);
        int rest = content.length;
        while (rest > 0x7f) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
        out.writeBytes(content);
        return out.toByteArray();
    }

    static byte[] text(int number, String text) {
        return field(number, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A small number. */
    static byte[] number(int field, int value) {
        return new byte[] {(byte) (field << 3), (byte) value};
    }

    /** One of Pyroscope's labels within its series. */
    static byte[] label(String name, String value) {
        return field(1, join(text(1, name), text(2, value)));
    }

    /** One of Pyroscope's series within its request; labels are names and values in turn. */
    static byte[] series(byte[] profile, String... labels) {
        byte[] series = field(2, field(1, profile));
        for (int i = 0; i < labels.length; i += 2) {
            series = join(series, label(labels[i], labels[i + 1]));
        }
        return field(1, series);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
