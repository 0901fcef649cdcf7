package dev.hone.profile;

import com.google.protobuf.ByteString;
import dev.hone.base.Configuration;
import dev.hone.profile.wire.PprofMessages.PprofFunction;
import dev.hone.profile.wire.PprofMessages.PprofLine;
import dev.hone.profile.wire.PprofMessages.PprofLocation;
import dev.hone.profile.wire.PprofMessages.PprofMapping;
import dev.hone.profile.wire.PprofMessages.PprofProfile;
import dev.hone.profile.wire.PprofMessages.PprofSample;
import dev.hone.profile.wire.PprofMessages.PprofValueType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** A small sound CPU profile to start from: main.main calls main.work, and both were seen. */
final class Sound {
    private static final String[] STRINGS = {
        "",
        "samples",
        "count",
        "cpu",
        "nanoseconds",
        "main.main",
        "main.work",
        "example.org/shop/main.go",
        "/usr/local/bin/shop",
        "runtime.main",
        "runtime/proc.go"
    };

    private Sound() {}

    /** The usual limits but for one. */
    static ProfileLimits limits(String key, String value) {
        return Configuration.of(ProfileLimits.class).read(List.of(new Configuration.Given(key, value, "test")));
    }

    static PprofProfile.Builder profile() {
        PprofProfile.Builder profile = PprofProfile.newBuilder();
        for (String string : STRINGS) {
            profile.addStringTable(ByteString.copyFromUtf8(string));
        }
        return profile.addSampleType(type(1, 2))
                .addSampleType(type(3, 4))
                .setPeriodType(type(3, 4))
                .setPeriod(10_000_000)
                .setTimeNanos(1_760_000_000_000_000_000L)
                .setDurationNanos(30_000_000_000L)
                .addMapping(PprofMapping.newBuilder()
                        .setId(1)
                        .setMemoryStart(0x400000)
                        .setMemoryLimit(0x500000)
                        .setFilename(8)
                        .setHasFunctions(true))
                .addFunction(function(1, 5, 7, 10))
                .addFunction(function(2, 6, 7, 40))
                .addFunction(function(3, 9, 10, 150))
                .addLocation(location(1, 1, 12))
                .addLocation(location(2, 2, 44))
                .addLocation(location(3, 3, 283))
                .addSample(sample(3, 2, 1, 3))
                .addSample(sample(1, 1, 3));
    }

    private static PprofValueType type(int type, int unit) {
        return PprofValueType.newBuilder().setType(type).setUnit(unit).build();
    }

    private static PprofFunction function(int id, int name, int file, int startLine) {
        return PprofFunction.newBuilder()
                .setId(id)
                .setName(name)
                .setSystemName(name)
                .setFilename(file)
                .setStartLine(startLine)
                .build();
    }

    private static PprofLocation location(int id, int function, int line) {
        return PprofLocation.newBuilder()
                .setId(id)
                .setMappingId(1)
                .setAddress(0x400000 + 16L * id)
                .addLine(PprofLine.newBuilder().setFunctionId(function).setLine(line))
                .build();
    }

    /** A sample seen {@code count} times at one per 10 ms, leaf first. */
    static PprofSample sample(int count, int... locations) {
        PprofSample.Builder sample = PprofSample.newBuilder().addValue(count).addValue(10_000_000L * count);
        for (int location : locations) {
            sample.addLocationId(location);
        }
        return sample.build();
    }

    static byte[] bytes() {
        return profile().build().toByteArray();
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
