package dev.hone.collect;

import dev.hone.profile.Pprof;
import dev.hone.profile.ProfileBuilder;
import dev.hone.profile.Text;
import dev.hone.profile.ValueType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;

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

    /** The same of another program, by the name of its executable. */
    static byte[] cpuOfAnotherProgram() {
        try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(cpu()))) {
            String bytes = new String(plain.readAllBytes(), StandardCharsets.ISO_8859_1);
            // As long as the other, so that no length before it changes.
            return bytes.replace("/bin/shop", "/bin/mail").getBytes(StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Less than 11 MB that unpack to 10 GB of nothing. */
    static byte[] bomb() {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        deflater.setInput(new byte[64 << 20]);
        byte[] packed = new byte[1 << 20];
        // Behind a full flush the same bytes may stand again.
        int length = deflater.deflate(packed, 0, packed.length, Deflater.FULL_FLUSH);
        deflater.end();
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff});
        for (int i = 0; i < 160; i++) {
            bomb.write(packed, 0, length);
        }
        return bomb.toByteArray();
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
