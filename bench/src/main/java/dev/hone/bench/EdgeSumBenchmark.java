package dev.hone.bench;

import dev.hone.gopgo.EdgeBatch;
import dev.hone.gopgo.EdgeMap;
import dev.hone.gopgo.EdgeSum;
import dev.hone.gopgo.GoRelease;
import dev.hone.gopgo.ProfileEdges;
import dev.hone.gopgo.StoredEdges;
import dev.hone.profile.ProfileLimits;
import dev.hone.profile.ProfileReader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Adds up the edge maps of a fleet; what one read of as many bytes takes stands beside it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx4g")
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class EdgeSumBenchmark {
    private static final long SEED = 4711;

    /** How many maps. */
    @Param("10000")
    public int maps = 0;

    /** The program whose calls they are, as seen from where JMH was started. */
    @Param("docs/examples/cpu.pb.gz")
    public String program = "";

    /** How often its packages stand in it. */
    @Param("10")
    public int copies = 1;

    private List<EdgeMap> onHeap = List.of();
    private List<StoredEdges> stored = List.of();
    private MemorySegment storedBytes = MemorySegment.NULL;
    private EdgeBatch batch = new EdgeBatch(SEED);
    private long[] columns = {};

    /** Makes the maps, and lays their stored forms one behind the other outside the heap, as mapped files are. */
    @Setup
    public void make() {
        ProfileReader reader = new ProfileReader(ProfileLimits.defaults());
        EdgeMap calls = ProfileEdges.read(() -> reader.readUnchecked(Path.of(program)), GoRelease.GO_1_26);
        onHeap = new FleetMaps(calls, copies, SEED).next(maps);
        List<StoredEdges> forms = onHeap.stream().map(StoredEdges::of).toList();
        long bytes = forms.stream().mapToLong(StoredEdges::length).sum();
        storedBytes = Arena.ofAuto().allocate(bytes, Long.BYTES);
        stored = new ArrayList<>();
        long at = 0;
        for (StoredEdges form : forms) {
            MemorySegment place = storedBytes.asSlice(at, form.length());
            MemorySegment.copy(MemorySegment.ofArray(form.bytes()), 0, place, 0, form.length());
            stored.add(StoredEdges.of(place));
            at += form.length();
        }
        batch = new EdgeBatch(SEED);
        stored.forEach(batch::add);
        long edges = onHeap.stream().mapToLong(EdgeMap::size).sum();
        long names = onHeap.stream().mapToLong(map -> map.names().size()).sum();
        columns = new long[(int) (3 * edges)];
        System.out.printf(
                "%n# %d edges and %d names, %d bytes stored, %d in columns%n", edges, names, bytes, 24 * edges);
    }

    @Benchmark
    public EdgeMap sumOfMaps() {
        EdgeSum sum = new EdgeSum(SEED);
        for (EdgeMap map : onHeap) {
            sum.add(map);
        }
        return sum.toMap();
    }

    @Benchmark
    public EdgeMap sumOfStoredMaps() {
        EdgeSum sum = new EdgeSum(SEED);
        for (StoredEdges map : stored) {
            sum.add(map);
        }
        return sum.toMap();
    }

    /** The maps are looked up before; this is what another sum with other factors takes. */
    @Benchmark
    public EdgeMap sumOfBatch() {
        return batch.sum(place -> 1 + place % 100);
    }

    /** Each of two threads adds up every other map, and the two sums are added. */
    @Benchmark
    public EdgeMap sumOfStoredMapsByTwo() throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<EdgeMap> half = threads.submit(() -> sumOfEveryOther(1));
            Future<EdgeMap> otherHalf = threads.submit(() -> sumOfEveryOther(0));
            return new EdgeSum(SEED).add(half.get()).add(otherHalf.get()).toMap();
        }
    }

    private EdgeMap sumOfEveryOther(int first) {
        EdgeSum sum = new EdgeSum(SEED);
        for (int i = first; i < stored.size(); i += 2) {
            sum.add(stored.get(i));
        }
        return sum.toMap();
    }

    @Benchmark
    public long plainReadOfStored() {
        long sum = 0;
        long words = storedBytes.byteSize() / Long.BYTES;
        for (long word = 0; word < words; word++) {
            sum += storedBytes.getAtIndex(ValueLayout.JAVA_LONG, word);
        }
        return sum;
    }

    @Benchmark
    public long plainReadOfColumns() {
        long sum = 0;
        for (long cell : columns) {
            sum += cell;
        }
        return sum;
    }
}
