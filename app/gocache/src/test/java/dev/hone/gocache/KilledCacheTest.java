package dev.hone.gocache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.cache.CacheListener;
import dev.hone.cache.CacheSurroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that are killed while they make room, serve and store: what is left is served whole or not at all, new results are
 * kept, and nothing is left lying about.
 */
@Timeout(300)
final class KilledCacheTest {
    private static final int FEW = 5;
    private static final int ROUNDS = 20;
    private static final int MANY = 3000;
    private static final int SAMPLE = 60;
    /** Nothing that is asked for while it is being removed: asking makes it young. */
    private static final Duration OLD = Duration.ofDays(10);

    @TempDir
    Path folder;

    private final Random random = new Random(29);

    private Path root() throws IOException {
        return folder.toRealPath().resolve("root");
    }

    @Test
    void gc_killedWhileItRemoves_leavesWholeResultsOnly() throws Exception {
        killGc(FEW);
    }

    @Test
    void process_killedWhileItServesAndMakesRoom_leavesWholeResultsOnly() throws Exception {
        killBusy(FEW);
    }

    @Test
    @Tag("soak")
    void gc_killedAgainAndAgain_leavesWholeResultsOnly() throws Exception {
        killGc(ROUNDS);
    }

    @Test
    @Tag("soak")
    void process_killedAgainAndAgain_leavesWholeResultsOnly() throws Exception {
        killBusy(ROUNDS);
    }

    private void killGc(int rounds) throws Exception {
        for (int round = 0; round < rounds; round++) {
            fill();
            List<Path> before = aged();
            // Some of what goes first: by then it has begun, and is far from done.
            Path victim = before.get(random.nextInt(before.size() / (3 * ROUNDS)));
            Process gc = start(
                    "dev.hone.gocache.Main", "cache", "gc", "--root-directory", root() + "", "--max-size", "1KiB");
            awaitRemoval(victim, gc);
            gc.destroyForcibly().waitFor();
            assertThat(files("a").size() + files("o").size())
                    .as("it was killed before all was removed")
                    .isPositive();
            assertWholeOrAbsent();
        }
        assertNothingLiesAbout();
    }

    private void killBusy(int rounds) throws Exception {
        for (int round = 0; round < rounds; round++) {
            Process busy = start(BusyCache.class.getName(), root().toString());
            assertThat(busy.inputReader().readLine()).isEqualTo("busy");
            assertThat(busy.waitFor(20 + random.nextInt(400), TimeUnit.MILLISECONDS))
                    .as("it ended by itself")
                    .isFalse();
            busy.destroyForcibly().waitFor();
            assertWholeOrAbsent();
        }
        assertNothingLiesAbout();
    }

    private void fill() throws Exception {
        if (Files.exists(root()) && files("o").size() > MANY / 2) {
            return;
        }
        talk(conversation -> {
            for (int i = 0; i < MANY; i++) {
                conversation.put(i);
            }
        });
    }

    /** Gets and puts of one go command. */
    private interface Talk {
        void with(StepConversation conversation);
    }

    private StepConversation talk(Talk talk) throws Exception {
        StepConversation conversation = new StepConversation();
        talk.with(conversation);
        CacheOptions options =
                CacheOptions.read(List.of("--root-directory", root().toString()), Map.of(), Assembly.platform());
        CacheSurroundings world = new CacheSurroundings(InstantSource.system(), System::nanoTime, new SecureRandom());
        try (Assembly assembly = Assembly.of(options, world, CacheListener.NONE)) {
            conversation.speakTo(assembly.cache().session(options.mode(), CacheListener.NONE));
        }
        return conversation;
    }

    private void assertWholeOrAbsent() throws Exception {
        int fresh = MANY + random.nextInt(MANY);
        StepConversation conversation = talk(all -> {
            for (int i = 0; i < SAMPLE; i++) {
                all.get(random.nextInt(MANY));
            }
            all.put(fresh);
            all.get(fresh);
        });
        conversation.requireWholeOrAbsent();
        assertThat(conversation.hits()).as("what was put this moment").contains(fresh);
    }

    /** All that is kept, longest unused first, as if nobody had used it for days. */
    private List<Path> aged() throws IOException {
        List<Path> all = new ArrayList<>(files("a"));
        all.addAll(files("o"));
        Collections.shuffle(all, random);
        Instant used = Instant.now().minus(OLD);
        for (Path file : all) {
            used = used.plusMillis(10);
            Files.setLastModifiedTime(file, FileTime.from(used));
        }
        return all;
    }

    private List<Path> files(String kind) throws IOException {
        try (Stream<Path> files = Files.walk(root().resolve(kind))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static void awaitRemoval(Path victim, Process gc) {
        while (Files.exists(victim)) {
            assertThat(gc.isAlive()).as("it removed nothing").isTrue();
            Thread.onSpinWait();
        }
    }

    /** What a killed process left in the midst of something is swept away when it has been left alone for long. */
    private void assertNothingLiesAbout() throws Exception {
        FileTime longAgo = FileTime.from(Instant.now().minus(OLD));
        for (String kind : List.of("incoming", "pins")) {
            for (Path file : files(kind)) {
                Files.setLastModifiedTime(file, longAgo);
            }
        }
        talk(conversation -> conversation.put(0));
        assertThat(files("incoming")).isEmpty();
        assertThat(files("o")).allMatch(file -> file.getFileName().toString().matches("[0-9a-f]{64}"));
        assertThat(new TreeSet<>(files("a"))).isNotEmpty();
    }

    private Process start(String main, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main));
        command.addAll(List.of(words));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
