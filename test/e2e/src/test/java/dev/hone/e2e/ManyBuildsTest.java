package dev.hone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.base.ByteSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One daemon through thousands of builds of a program that changes: what it takes stays as it is. */
@Tag("go")
@Tag("server")
@Tag("soak")
@Timeout(value = 2, unit = TimeUnit.HOURS)
class ManyBuildsTest {
    private static final int BUILDS = 5_000;
    private static final int PACKAGES = 40;
    private static final int SAMPLES = 20;
    private static final ByteSize CAP = ByteSize.parse("64MiB");
    private static final Pattern PID = Pattern.compile("\"pid\"\\s*:\\s*([0-9]+)");

    @TempDir
    Path folder;

    private Bucket bucket;
    private Machine machine;
    private Path program;

    /** What the daemon and its porter have at a time. */
    private record Sample(long kibibytes, long files, long pid) {}

    @BeforeAll
    static void makeReady() {
        Machine.makeReady();
    }

    @BeforeEach
    void program() throws IOException {
        bucket = Bucket.start(Files.createDirectories(folder.resolve("bucket")));
        machine = Machine.on(bucket, folder.resolve("machine"));
        program = Files.createDirectories(folder.resolve("program"));
        Files.writeString(program.resolve("go.mod"), "module example.com/many\n\ngo 1.24\n");
        for (int i = 0; i < PACKAGES; i++) {
            write(i, 0);
        }
    }

    @AfterEach
    void stop() {
        machine.cache("stop").run();
        bucket.close();
    }

    /** Each package but the first imports the one before it in its group of eight. */
    private void write(int number, int version) throws IOException {
        String name = "p" + number;
        boolean alone = number % 8 == 0;
        String imported = alone ? "" : "import \"example.com/many/p" + (number - 1) + "\"\n\n";
        String value = alone ? "" : " + p" + (number - 1) + ".Value";
        Files.writeString(
                Files.createDirectories(program.resolve(name)).resolve("p.go"),
                "package " + name + "\n\n" + imported + "var Value = " + version + value + "\n");
    }

    @Test
    void daemon_throughFiveThousandBuilds_staysAsItIs() throws IOException {
        List<Sample> samples = new ArrayList<>();
        for (int build = 1; build <= BUILDS; build++) {
            write(build % PACKAGES, build);
            Call.Outcome built = machine.go(program, "build", "./...")
                    .with("CGO_ENABLED", "0")
                    .with("HONE_CACHE_MAX_SIZE", CAP.toString())
                    .run();
            assertThat(built.exit()).as(built.err()).isZero();
            assertThat(built.err()).isEmpty();
            if (build % (BUILDS / SAMPLES) == 0) {
                samples.add(sample());
                System.out.println("build " + build + ": " + samples.getLast());
            }
        }
        assertThat(samples)
                .extracting(Sample::pid)
                .containsOnly(samples.getFirst().pid());
        assertThat(most(samples.subList(SAMPLES * 3 / 4, SAMPLES), Sample::kibibytes))
                .isLessThan(most(samples.subList(SAMPLES / 4, SAMPLES / 2), Sample::kibibytes) * 23 / 20);
        assertThat(most(samples.subList(SAMPLES * 3 / 4, SAMPLES), Sample::files))
                .isLessThanOrEqualTo(most(samples.subList(0, SAMPLES / 2), Sample::files) + 8);
        assertThat(machine.cache("drain", "--timeout", "5m").run().exit()).isZero();
        assertThat(machine.cache("gc", "--max-size", CAP.toString()).run().exit())
                .isZero();
        assertThat(bytesBelow(machine.root())).isLessThan(CAP.bytes() * 11 / 10);
    }

    private static long most(List<Sample> samples, java.util.function.ToLongFunction<Sample> of) {
        return samples.stream().mapToLong(of).max().orElseThrow();
    }

    private Sample sample() throws IOException {
        Matcher status = PID.matcher(machine.cache("status", "--json").run().out());
        assertThat(status.find()).isTrue();
        ProcessHandle daemon = ProcessHandle.of(Long.parseLong(status.group(1))).orElseThrow();
        long kibibytes = 0;
        long files = 0;
        for (ProcessHandle process :
                Stream.concat(Stream.of(daemon), daemon.descendants()).toList()) {
            Path about = Path.of("/proc", Long.toString(process.pid()));
            kibibytes += Files.readAllLines(about.resolve("status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .sum();
            try (Stream<Path> open = Files.list(about.resolve("fd"))) {
                files += open.count();
            }
        }
        return new Sample(kibibytes, files, daemon.pid());
    }

    private static long bytesBelow(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .mapToLong(ManyBuildsTest::size)
                    .sum();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
