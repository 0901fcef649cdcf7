package dev.hone.gocache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.cache.ActionId;
import dev.hone.cache.Answered;
import dev.hone.cache.CacheListener;
import dev.hone.cache.CacheSurroundings;
import dev.hone.cache.RemoteCall;
import dev.hone.cache.RemoteCall.Operation;
import dev.hone.cache.RemoteCall.Outcome;
import dev.hone.cache.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class CacheTraceTest {
    private static final ActionId ACTION = new ActionId("fedcba9876543210".repeat(4));

    @TempDir
    Path root;

    private long now;

    private Run run(String... words) {
        return Run.of(Map.of("HONE_CACHE_DIR", root.toString()), words);
    }

    /** One that began at a second, has waited for a result and a pack, and took 100 ms. */
    private void build(int second) {
        CacheSurroundings world =
                new CacheSurroundings(() -> Instant.ofEpochSecond(second), () -> now, new Random(second));
        now = 500_000;
        BuildTally tally = new BuildTally(
                new BuildReport.Facts(world.clock().instant(), "go build", "/src", "daemon", "s3://b", "rw"),
                new ReportFolder(root).place(world),
                0,
                world.nanoClock(),
                CacheListener.NONE);
        tally.onGet(new Answered(Source.LOCAL, ACTION, 10, 0, millis(1), Duration.ofMillis(2)));
        tally.onGet(new Answered(Source.FORESEEN, ACTION, 20, 0, millis(5), Duration.ofMillis(60)));
        tally.onGet(new Answered(Source.ABSENT, ACTION, 0, 0, millis(10), Duration.ofMillis(50)));
        Duration took = Duration.ofMillis(58);
        RemoteCall.Times times = new RemoteCall.Times(millis(6), Duration.ofMillis(51), Duration.ofMillis(55), took);
        tally.onRemote(new RemoteCall(Operation.PACK, ACTION, Outcome.DONE, 0, 4_100, times));
        RemoteCall.Times alone = new RemoteCall.Times(millis(10), took, took, took);
        tally.onRemote(new RemoteCall(Operation.GET, ACTION, Outcome.NOTHING, 0, 0, alone));
        now = millis(100);
        tally.end();
    }

    private static long millis(long many) {
        return Duration.ofMillis(many).toNanos();
    }

    private List<JsonNode> events(String... words) {
        Run run = run(words);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return Traces.events(run.out());
    }

    @Test
    void trace_hasAnEventForTheCommand_eachGet_andEachRequest() {
        build(1);

        List<JsonNode> events = events("cache", "report", "--trace", "-");

        assertThat(Traces.spans(events))
                .containsExactly(
                        "1/1 go build 0+100000",
                        "1/1 finding or starting the daemon 0+500",
                        "1/2 found here 1000+2000",
                        "1/2 fetched before go asked 5000+60000",
                        "1/3 not in the shared store 10000+50000",
                        "2/1 fetch a pack of results 6000+58000",
                        "2/1 waiting for the answer 6000+51000",
                        "2/1 bytes coming, unpacked as they come 57000+4000",
                        "2/1 unpacking the rest, keeping it 61000+3000",
                        "2/2 fetch a result 10000+58000");
        assertThat(Traces.names(events))
                .containsExactly(
                        "1 go asks",
                        "1/1 the go command",
                        "1/2 get 1",
                        "1/3 get 2",
                        "2 the shared store",
                        "2/1 request 1",
                        "2/2 request 2");
        assertThat(events.toString())
                .contains("\"waited for an answer\":\"62ms\"")
                .contains("\"waited for none, so it worked itself\":\"37ms\"")
                .contains("\"action\":\"fedcba9876543210\",\"answer\":\"hit\",\"bytes\":20")
                .contains("\"outcome\":\"done\",\"bytes over the network\":4100");
    }

    @Test
    void trace_goesToAFile_wholeOrNotAtAll() throws IOException {
        build(1);
        Path file = root.resolve("trace.json");

        Run run = run("cache", "report", "--trace", file.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("ui.perfetto.dev");
        assertThat(Traces.events(Files.readString(file))).isNotEmpty();

        Run nowhere = run("cache", "report", "--trace", root.resolve("no/where").toString());
        assertThat(nowhere.exitCode()).isEqualTo(3);
        assertThat(nowhere.err()).contains("the folder is not there");
        assertThat(run("cache", "report", "--trace", root.toString()).exitCode())
                .isEqualTo(2);
        try (Stream<Path> files = Files.list(root)) {
            assertThat(files).noneMatch(left -> left.toString().endsWith(".new"));
        }
    }

    @Test
    void trace_ofSeveral_beginsThemTogether_theNewestFirst() {
        build(1);
        build(2);

        List<JsonNode> events = events("cache", "report", "--last", "5", "--trace", "-");

        assertThat(Traces.names(events))
                .contains(
                        "1 go build of 1970-01-01T00:00:02Z: go asks",
                        "2 go build of 1970-01-01T00:00:02Z: the shared store",
                        "3 go build of 1970-01-01T00:00:01Z: go asks");
        assertThat(Traces.spans(events)).contains("1/1 go build 0+100000", "3/1 go build 0+100000");
    }

    @Test
    void traces_areKeptOfTheLastTen_andWhatIsOlderIsSaidToHaveNone() throws IOException {
        for (int i = 1; i <= 14; i++) {
            build(i);
        }
        assertThat(traces()).hasSize(10);
        Run all = run("cache", "report", "--last", "14", "--trace", "-");
        assertThat(all.exitCode()).isZero();
        assertThat(all.err()).contains("4 of these 14 commands have no trace: it is kept of the last 10");

        for (Path trace : traces()) {
            Files.delete(trace);
        }
        Run none = run("cache", "report", "--trace", "-");
        assertThat(none.exitCode()).isOne();
        assertThat(none.out()).isEmpty();
        assertThat(none.err()).contains("no trace of this build is kept: there is one of the last 10 builds");
    }

    private List<Path> traces() {
        try (Stream<Path> files = Files.list(root.resolve("reports"))) {
            return files.filter(file -> file.toString().endsWith(".trace")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void trace_thatIsDamaged_orALink_isSaidToBe() throws IOException {
        build(1);
        Path trace = traces().getFirst();
        String whole = Files.readString(trace);
        Files.writeString(trace, whole.substring(0, whole.length() / 2));
        assertDamaged();

        Path elsewhere = Files.writeString(root.resolve("elsewhere"), whole);
        Files.delete(trace);
        Files.createSymbolicLink(trace, elsewhere);
        assertDamaged();
    }

    private void assertDamaged() {
        Run damaged = run("cache", "report", "--trace", "-");
        assertThat(damaged.exitCode()).isOne();
        assertThat(damaged.out()).isEmpty();
        assertThat(damaged.err()).contains("the trace of this build is damaged");
    }

    @Test
    void trace_beforeTheFirstBuild_saysWhatToDo() {
        Run run = run("cache", "report", "--trace", "-");
        assertThat(run.exitCode()).isOne();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("no go command has used the cache").contains("GOCACHEPROG=");
    }

    @Test
    void trace_andJson_areNotBothWritten() {
        assertThat(run("cache", "report", "--json", "--trace", "-").exitCode()).isEqualTo(2);
    }

    @Test
    void trace_thatCannotBeWritten_isLost_andNotTheReport() throws IOException {
        Path reports = Files.createDirectories(root.resolve("reports"));
        Random random = new Random(1);
        String name = "%013d-%08x".formatted(1000, random.nextInt());
        Files.createDirectories(reports.resolve(name + ".trace").resolve("in the way"));
        build(1);
        assertThat(new ReportFolder(root).last(9)).hasSize(1);
        assertThat(run("cache", "report").out()).contains("go build");
        assertThat(run("cache", "report", "--trace", "-").exitCode()).isOne();
    }
}
