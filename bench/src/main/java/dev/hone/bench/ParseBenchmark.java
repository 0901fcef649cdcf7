package dev.hone.bench;

import dev.hone.profile.Pprof;
import dev.hone.profile.ProfileFile;
import dev.hone.profile.ProfileLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Parses one profile in a warm JVM. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ParseBenchmark {
    /** The profile's file, as seen from where JMH was started. */
    @Param("docs/examples/cpu.pb.gz")
    public String file = "";

    private final ProfileLimits limits = ProfileLimits.defaults();
    private byte[] stored = new byte[0];

    /** Reads the file, which is not part of the work. */
    @Setup
    public void read() throws IOException {
        stored = Files.readAllBytes(Path.of(file));
    }

    /** Unpacks and parses. */
    @Benchmark
    public ProfileFile parse() {
        return Pprof.read(stored, limits);
    }
}
