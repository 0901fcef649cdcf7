package dev.hone.collect;

import dev.hone.profile.Pprof;
import dev.hone.profile.ProfileBuilder;
import dev.hone.profile.Text;
import dev.hone.profile.ValueType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Profiles that targets answer. */
final class Answers {
    private static final Path EXAMPLE = Path.of("..", "..", "docs", "examples", "cpu.pb.gz");

    private Answers() {}

    /** A CPU profile of a real Go program. */
    static byte[] cpu() {
        try {
            return Files.readAllBytes(EXAMPLE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] heap() {
        return of("inuse_space", "bytes", 1);
    }

    /** A CPU profile of one call; another number gives other bytes. */
    static byte[] cpu(int number) {
        return of("cpu", "nanoseconds", number);
    }

    private static byte[] of(String type, String unit, int number) {
        ProfileBuilder builder = new ProfileBuilder();
        int from = builder.location(builder.function(Text.of("main.main"), 1), 3);
        int to = builder.location(builder.function(Text.of("main.work"), 10), 12);
        builder.sample(to, from, 1_000L + number);
        ValueType measured = new ValueType(Text.of(type), Text.of(unit));
        return Pprof.write(builder.build(List.of(measured), measured, 10_000_000));
    }
}
