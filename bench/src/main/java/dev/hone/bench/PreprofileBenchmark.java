package dev.hone.bench;

import dev.hone.gopgo.EdgeMap;
import dev.hone.gopgo.GoRelease;
import dev.hone.gopgo.Preprofile;
import dev.hone.gopgo.ProfileEdges;
import dev.hone.profile.Pprof;
import dev.hone.profile.Profile;
import dev.hone.profile.ProfileLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Makes of one profile what {@code go tool preprofile} makes of it, in a warm JVM: all of it, and the part behind parsing. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PreprofileBenchmark {
    /** The profile's file, as seen from where JMH was started. */
    @Param("docs/examples/cpu.pb.gz")
    public String file = "";

    private final ProfileLimits limits = ProfileLimits.defaults();
    private byte[] stored = new byte[0];
    private List<Profile> parsed = List.of();

    /** Reads the file, which is not part of the work. */
    @Setup
    public void read() throws IOException {
        stored = Files.readAllBytes(Path.of(file));
        parsed = List.of(Pprof.read(stored, limits).profile());
    }

    /** From the file's bytes to the text. */
    @Benchmark
    public byte[] preprofile() {
        return Preprofile.text(ProfileEdges.read(() -> Pprof.read(stored, limits), GoRelease.GO_1_26));
    }

    /** From the parsed profile to its edges. */
    @Benchmark
    public EdgeMap edges() {
        return ProfileEdges.of(parsed.getFirst(), GoRelease.GO_1_26);
    }
}
