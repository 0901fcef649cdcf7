package dev.hone.e2e;

import dev.hone.profile.Pprof;
import dev.hone.profile.Profile;
import dev.hone.profile.ProfileBuilder;
import dev.hone.profile.Text;
import dev.hone.profile.ValueType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** The profiles that recorded requests carry, and what is broken about some of them. A file names one as {@code @cpu}. */
final class WireBodies {
    private static final ValueType SAMPLES = type("samples", "count");
    private static final ValueType CPU = type("cpu", "nanoseconds");
    private static final ValueType SPACE = type("inuse_space", "bytes");

    private WireBodies() {}

    /** The bytes that {@code @name} stands for, one character each; any other text stands for itself. */
    static String resolve(String body) {
        if (!body.startsWith("@")) {
            return body;
        }
        String name = body.substring(1).strip();
        return new String(named(name), StandardCharsets.ISO_8859_1);
    }

    static byte[] named(String name) {
        return switch (name) {
            case "cpu" -> Pprof.write(cpu(10));
            case "cpu-raw" -> Pprof.encode(cpu(10));
            case "cpu-more" -> Pprof.write(cpu(20));
            case "cpu-other" -> Pprof.write(profile(List.of(SAMPLES, CPU), CPU, "main.other", 7, 10, 100_000_000));
            case "cpu-without-start-lines" -> Pprof.write(profile(List.of(SAMPLES, CPU), CPU, 0, 10, 100_000_000));
            case "cpu-without-samples" ->
                Pprof.write(new ProfileBuilder().build(List.of(SAMPLES, CPU), CPU, 10_000_000));
            case "heap" -> Pprof.write(profile(List.of(SPACE), SPACE, 7, 4096));
            case "wall" -> Pprof.write(profile(List.of(SAMPLES, type("time", "nanoseconds")), CPU, 7, 10, 100));
            case "cpu-only" -> Pprof.write(profile(List.of(CPU), CPU, 7, 100_000_000));
            case "cpu-before-samples" -> Pprof.write(profile(List.of(CPU, SAMPLES), CPU, 7, 100_000_000, 10));
            case "truncated" -> truncated(Pprof.write(cpu(10)));
            case "trailing" -> join(Pprof.write(cpu(10)), "junk".getBytes(StandardCharsets.US_ASCII));
            case "members" -> members(Pprof.encode(cpu(10)));
            case "twice" -> gzip(Pprof.write(cpu(10)));
            default -> throw new IllegalArgumentException("there is no body @" + name);
        };
    }

    /** A profile that differs from others by the number of its samples. */
    static byte[] ofSamples(int number) {
        return Pprof.write(cpu(number));
    }

    private static ValueType type(String type, String unit) {
        return new ValueType(Text.of(type), Text.of(unit));
    }

    private static Profile cpu(long samples) {
        return profile(List.of(SAMPLES, CPU), CPU, 7, samples, samples * 10_000_000);
    }

    private static Profile profile(List<ValueType> types, ValueType period, long startLine, long... values) {
        return profile(types, period, "main.work", startLine, values);
    }

    private static Profile profile(
            List<ValueType> types, ValueType period, String callee, long startLine, long... values) {
        ProfileBuilder builder = new ProfileBuilder();
        int main = builder.function(Text.of("main.main"), startLine == 0 ? 0 : 3);
        int work = builder.function(Text.of(callee), startLine);
        builder.sample(builder.location(work, 9), builder.location(main, 5), values);
        return builder.build(types, period, 10_000_000);
    }

    private static byte[] truncated(byte[] packed) {
        return Arrays.copyOf(packed, packed.length - 12);
    }

    private static byte[] members(byte[] raw) {
        int half = raw.length / 2;
        return join(gzip(Arrays.copyOf(raw, half)), gzip(Arrays.copyOfRange(raw, half, raw.length)));
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    private static byte[] gzip(byte[] raw) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(raw);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
