package dev.hone.gocache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.cache.ActionId;
import dev.hone.cache.Answered;
import dev.hone.cache.Brought;
import dev.hone.cache.CacheListener;
import dev.hone.cache.CacheSurroundings;
import dev.hone.cache.RemoteCall.Outcome;
import dev.hone.cache.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

final class CacheReportTest {
    private static final ActionId ACTION = new ActionId("ab".repeat(32));
    private static final String OTHER = "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA=";
    private static final String BUILD = HelloStep.getByGo(1)
            + HelloStep.putByGo(2)
            + HelloStep.getByGo(3)
            + "{\"ID\":4,\"Command\":\"get\",\"ActionID\":\"" + OTHER + "\"}\n\n"
            + "{\"ID\":5,\"Command\":\"close\"}\n\n";

    @TempDir
    Path root;

    private Run run(String input, String... words) {
        return Run.told(input, Map.of("HONE_CACHE_DIR", root.toString()), words);
    }

    @Test
    void report_ofABuild_saysWhereAnswersCameFrom() {
        assertThat(run(BUILD, "cache", "direct").exitCode()).isZero();

        Run report = run("", "cache", "report");

        assertThat(report.exitCode()).isZero();
        assertThat(report.out())
                .contains("served in one process; no shared store")
                .containsPattern("asked +3\n")
                .containsPattern("hit +1 +33 % +found here")
                .containsPattern("missed +2 +67 % +made by nobody here")
                .containsPattern("made +1 +5 B")
                .containsPattern("given +5 B, of which 0 B came over the network");
    }

    @Test
    void report_ofSeveral_isALineEach_theNewestFirst() {
        run(BUILD, "cache", "direct");
        run(BUILD, "cache", "direct");

        assertThat(run("", "cache", "report", "--last", "10").out().lines())
                .hasSize(3)
                .satisfies(lines -> assertThat(lines.get(1)).contains("67 %"))
                .satisfies(lines -> assertThat(lines.get(2)).contains("33 %"));
        assertThat(run("", "cache", "report", "--last", "2", "--json").out())
                .contains("\"local\" : 2")
                .contains("\"unasked\" : 2")
                .contains("\"madeBytes\" : 5");
        assertThat(Run.inColor(Map.of("HONE_CACHE_DIR", root.toString()), "cache", "report", "--last", "2")
                        .out())
                .startsWith("\u001b[1m");
    }

    @Test
    void stats_addUpReportsAndFolder() {
        run(BUILD, "cache", "direct");
        run(BUILD, "cache", "direct");

        assertThat(run("", "cache", "stats").out())
                .contains("folder    " + root)
                .contains("kept      1 results in 1 files")
                .contains("The last 2 go commands")
                .contains("asked     6, 50 % of them were there")
                .contains("made      2 results, 10 B; 0 were shared");
        assertThat(run("", "cache", "stats", "--json").out())
                .contains("\"results\" : 1")
                .contains("\"asked\" : 6")
                .contains("\"hits\" : 3");
    }

    @Test
    void reportAndStats_beforeTheFirstBuild_sayWhatToDo_andMakeNothing() {
        Path nowhere = root.resolve("nowhere");
        for (String word : List.of("report", "stats")) {
            Run run = Run.of(Map.of("HONE_CACHE_DIR", nowhere.toString()), "cache", word);
            assertThat(run.exitCode()).isOne();
            assertThat(run.out())
                    .contains("no go command has used the cache in " + nowhere)
                    .contains("GOCACHEPROG=");
        }
        assertThat(Run.of(Map.of("HONE_CACHE_DIR", nowhere.toString()), "cache", "report", "--json")
                        .out())
                .isEqualTo("[ ]\n");
        assertThat(nowhere).doesNotExist();
    }

    @Test
    void report_ofACommandThatAskedNothing_isNotKept() {
        run("", "cache", "direct");
        assertThat(root.resolve("reports")).doesNotExist();
    }

    @Test
    void report_isWrittenAnew_whileResultsAreShared() throws IOException {
        ReportFolder folder = new ReportFolder(root);
        BuildTally tally = tally(folder, Instant.EPOCH);
        tally.onPut(10);
        tally.onOffered();
        tally.onOffered();
        tally.onOffered();
        tally.end();
        assertThat(folder.last(1)).first().extracting(BuildReport::waiting).isEqualTo(3L);

        tally.onSettled(Outcome.DONE, 4);
        tally.onSettled(Outcome.NOTHING, 0);
        tally.onSettled(Outcome.DONE, 3);

        BuildReport report = folder.last(1).getFirst();
        assertThat(report.waiting()).isZero();
        assertThat(report.shared()).isEqualTo(2);
        assertThat(report.sent()).isEqualTo(7);
        assertThat(folder.last(9)).hasSize(1);
    }

    @Test
    void reports_areTheLastHundred_whateverLiesThere() throws IOException {
        ReportFolder folder = new ReportFolder(root);
        Path reports = Files.createDirectories(root.resolve("reports"));
        Files.writeString(reports.resolve("0000000009999-00000000"), "{\"begun\":");
        Files.writeString(reports.resolve("0000000009998-00000000"), "[1]");
        Files.createSymbolicLink(reports.resolve("0000000009997-00000000"), root.resolve("elsewhere"));
        Files.writeString(reports.resolve("0000000009996-00000000.new"), "{\"begun\":\"half");
        Files.writeString(reports.resolve("notes"), "of somebody");
        for (int i = 0; i < 150; i++) {
            BuildTally tally = tally(folder, Instant.ofEpochMilli(i));
            tally.onGet(new Answered(Source.FETCHED, ACTION, 1, 1, 0, Duration.ofMillis(2)));
            tally.end();
        }

        assertThat(folder.last(1000)).hasSize(97);
        assertThat(folder.last(1).getFirst().facts().begun()).isEqualTo(Instant.ofEpochMilli(149));
        assertThat(reports.resolve("notes")).exists();
        try (Stream<Path> files = Files.list(reports)) {
            assertThat(files).hasSize(102 + ReportFolder.MOST_TRACES);
        }
    }

    @Test
    void report_whoseFolderCannotBeWritten_isLost_andNothingElse() throws IOException {
        Files.writeString(root.resolve("reports"), "a file in the way");
        assertThat(run(BUILD, "cache", "direct").exitCode()).isZero();
    }

    @Test
    void report_comesBackAsItWas_andNonsenseIsNone() {
        BuildReport report = new BuildReport(
                new BuildReport.Facts(Instant.EPOCH, "go \"build\"\u001b[2J", "/src", "daemon", "s3://b", "rw"),
                Duration.ofMillis(7),
                Map.of(Source.LATE, 3L),
                1,
                2,
                new Brought(30, 40, 50, 60, 70),
                new BuildReport.Waits(
                        Duration.ofNanos(3000), Duration.ofSeconds(4), Duration.ofMillis(5), Duration.ofMillis(6)),
                5,
                6,
                7,
                8,
                9);
        BuildReport back = ReportJson.parse(ReportJson.bytes(report)).orElseThrow();
        assertThat(back.facts()).isEqualTo(report.facts());
        assertThat(back.count(Source.LATE)).isEqualTo(3);
        assertThat(back.brought()).isEqualTo(report.brought());
        assertThat(back.waits()).isEqualTo(report.waits());

        String text = new String(ReportJson.bytes(report), StandardCharsets.UTF_8);
        for (String nonsense : List.of(
                "",
                "{",
                "[]",
                "null",
                "{}",
                text.replace("1970", "never"),
                text.replace("\"sent\":8", "\"sent\":1e99"),
                text.replace("\"sent\":8", "\"sent\":99999999999999999999"),
                "[".repeat(100_000))) {
            byte[] bytes = nonsense.getBytes(StandardCharsets.UTF_8);
            assertThat(ReportJson.parse(bytes).map(BuildReport::sent))
                    .as(nonsense)
                    .satisfiesAnyOf(
                            sent -> assertThat(sent).isEmpty(),
                            sent -> assertThat(sent).contains(0L));
        }
        byte[] more = text.replace("\"sent\":8", "\"sent\":8,\"new\":[{}],\"answers2\":{\"a\":{\"b\":1}}")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(ReportJson.parse(more).orElseThrow().sent()).isEqualTo(8);
        byte[] huge = text.replace("\"sent\":8", "\"sent\":9223372036854775807").getBytes(StandardCharsets.UTF_8);
        assertThat(ReportJson.parse(huge).orElseThrow().sent()).isEqualTo(1L << 50);
    }

    private static BuildTally tally(ReportFolder folder, Instant now) {
        CacheSurroundings world = new CacheSurroundings(() -> now, System::nanoTime, new Random(now.toEpochMilli()));
        return new BuildTally(
                new BuildReport.Facts(now, "go build", "/src", "daemon", "", "rw"),
                folder.place(world),
                0,
                world.nanoClock(),
                CacheListener.NONE);
    }
}
