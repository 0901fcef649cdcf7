package dev.hone.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.base.Sleeper;
import dev.hone.intake.IntakeError;
import dev.hone.intake.Origin;
import dev.hone.targets.FileTargetSource;
import dev.hone.targets.Pace;
import dev.hone.targets.Target;
import dev.hone.targets.TargetSource;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real requests to made-up targets; what is promised about time is in {@link ScheduleTest}. */
final class ScraperTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    private Path folder;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final MemoryIntake intake = new MemoryIntake();
    private final Heard heard = new Heard();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    private FakeTarget answering(FakeTarget.Answering answering) {
        FakeTarget target = new FakeTarget(answering);
        opened.add(target);
        return target;
    }

    private Scraper scraping(TargetSource source) {
        CollectSettings settings = new CollectSettings(
                100,
                Duration.ofSeconds(1),
                Duration.ofMillis(200),
                CollectBudget.ALL,
                QuietHours.NONE,
                new CollectSettings.Reach(Duration.ofMillis(50), Duration.ofSeconds(1), false));
        Scraper scraper = Scraper.of(
                source,
                intake,
                settings,
                new CollectSurroundings(
                        InstantSource.system(),
                        duration -> Sleeper.REAL.sleep(duration.dividedBy(100)),
                        new Random(1),
                        Thread.ofVirtual().factory(),
                        heard));
        opened.add(scraper);
        scraper.start();
        return scraper;
    }

    private Scraper scraping(Target... targets) {
        return scraping(new Listed(new CopyOnWriteArrayList<>(targets)));
    }

    private static void await(BooleanSupplier done) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!done.getAsBoolean()) {
            assertThat(Instant.now()).as("still not").isBefore(end);
            Sleeper.REAL.sleep(Duration.ofMillis(10));
        }
    }

    private static TargetStatus status(Scraper scraper, String instance) throws InterruptedException {
        await(() -> !scraper.snapshot().targets().isEmpty());
        return now(scraper, instance);
    }

    private static TargetStatus now(Scraper scraper, String instance) {
        return scraper.snapshot().targets().stream()
                .filter(each -> each.target().instance().equals(instance))
                .findFirst()
                .orElseThrow();
    }

    private static void awaitAttempt(Scraper scraper, String instance) throws InterruptedException {
        status(scraper, instance);
        await(() -> now(scraper, instance).last() != null);
    }

    @Test
    void profiles_areHandedInWithTheirOrigin() throws Exception {
        Target target = new Target(
                "web",
                "pod-ü",
                answering(FakeTarget.saying(200, Answers.cpu())).at("/p"),
                "v1",
                "0a1b2c",
                "batch",
                Pace.AS_CONFIGURED);
        Scraper scraper = scraping(target);
        status(scraper, "pod-ü");
        await(() -> now(scraper, "pod-ü").delivered() >= 2);

        assertThat(intake.handed().getFirst())
                .isEqualTo(new MemoryIntake.Handed(
                        "web", Answers.cpu().length, new Origin("v1", "0a1b2c", "pod-?", "batch")));
        assertThat(now(scraper, "pod-ü").last()).isEqualTo(Outcome.DELIVERED);
    }

    /** All that can be wrong with a target at once: each is refused for its own reason, and the good one is not hindered. */
    @Test
    void badTargets_areNotInTheWayOfGoodOnes() throws Exception {
        FakeTarget gone = answering(FakeTarget.busy());
        Target unreachable = gone.target("web", "unreachable");
        gone.close();
        Scraper scraper = scraping(
                answering(FakeTarget.saying(200, Answers.cpu())).target("web", "good"),
                answering(FakeTarget.busy()).target("web", "busy"),
                answering(FakeTarget.saying(200, Answers.heap())).target("web", "heap"),
                answering(FakeTarget.saying(200, "<html>")).target("web", "page"),
                answering(FakeTarget.saying(200, "no profile")).target("web", "text"),
                answering(FakeTarget.saying(200, "")).target("web", "empty"),
                answering(FakeTarget.saying(404, "no such page")).target("web", "missing"),
                answering(FakeTarget.endless(new byte[1 << 20])).target("web", "endless"),
                answering(FakeTarget.dripping()).target("web", "dripping"),
                answering(FakeTarget.promising(10L << 30)).target("web", "promising"),
                answering(FakeTarget.saying(200, Answers.bomb())).target("web", "bomb"),
                answering(FakeTarget.redirecting("http://169.254.169.254/latest"))
                        .target("web", "elsewhere"),
                Target.of("web", "inside", java.net.URI.create("http://169.254.169.254/latest")),
                unreachable);
        await(() -> scraper.snapshot().targets().stream().allMatch(each -> each.last() != null)
                && intake.handed().size() > 3);

        assertThat(heard.lines()).contains("heap not_cpu", "inside forbidden_address", "elsewhere redirected");
        assertThat(scraper.snapshot().targets())
                .allSatisfy(each -> assertThat(each.last())
                        .as(each.target().instance() + ": " + each.message())
                        .isIn(expected(each.target().instance())));
        assertThat(intake.handed())
                .allSatisfy(each -> assertThat(each.origin().instance()).isEqualTo("good"));
        assertThat(status(scraper, "heap").message()).contains("it is a heap profile");
        assertThat(status(scraper, "busy").state()).isIn(TargetStatus.State.BUSY, TargetStatus.State.PROFILING);
    }

    private static Set<Outcome> expected(String instance) {
        return switch (instance) {
            case "good" -> Set.of(Outcome.DELIVERED);
            case "busy" -> Set.of(Outcome.BUSY);
            case "heap" -> Set.of(Outcome.NOT_CPU);
            case "page" -> Set.of(Outcome.HTML);
            case "text", "empty" -> Set.of(Outcome.NOT_A_PROFILE);
            case "missing" -> Set.of(Outcome.BAD_STATUS);
            // Whichever limit a machine reaches first.
            case "endless", "bomb" -> Set.of(Outcome.TOO_LARGE, Outcome.TIMED_OUT);
            case "dripping", "promising" -> Set.of(Outcome.TIMED_OUT);
            case "elsewhere" -> Set.of(Outcome.REDIRECTED);
            case "inside" -> Set.of(Outcome.FORBIDDEN_ADDRESS);
            default -> Set.of(Outcome.UNREACHABLE);
        };
    }

    /** An address that was given to somebody else: what runs there is not what runs at the app's other instances. */
    @Test
    void aProfileOfAnotherProgram_isRefused_andTheOthersAreNot() throws Exception {
        FakeTarget stranger = answering(FakeTarget.busy());
        Scraper scraper = scraping(
                answering(FakeTarget.saying(200, Answers.cpu())).target("web", "one"),
                answering(FakeTarget.saying(200, Answers.cpu())).target("web", "two"),
                answering(FakeTarget.saying(200, Answers.cpu())).target("web", "three"),
                stranger.target("web", "stranger"));
        await(() -> intake.handed().stream()
                        .map(each -> each.origin().instance())
                        .distinct()
                        .count()
                == 3);
        stranger.answers(FakeTarget.saying(200, Answers.cpuOfAnotherProgram()));
        await(() -> now(scraper, "stranger").last() == Outcome.OTHER_PROGRAM);

        assertThat(now(scraper, "stranger").message()).contains("it is a profile of mail", "are of shop");
        int before = now(scraper, "one").delivered();
        await(() -> now(scraper, "one").delivered() > before);
        assertThat(intake.handed()).extracting(each -> each.origin().instance()).containsOnly("one", "two", "three");
    }

    /** Scenario 25: a target that takes the connection and says nothing is left, and its place is free again. */
    @Test
    void aStalledTarget_isTimedOut_andCloseDoesNotWaitForOne() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Target stalled = Target.of(
                    "web", "stalled", java.net.URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/p"));
            Scraper scraper = scraping(stalled);
            awaitAttempt(scraper, "stalled");

            assertThat(status(scraper, "stalled").last()).isEqualTo(Outcome.TIMED_OUT);
            assertThat(status(scraper, "stalled").message()).contains("not there after 2s");
        }
        FakeTarget slow = answering(FakeTarget.endless(new byte[0]));
        Scraper scraper = scraping(slow.target("web", "slow"));
        await(() -> !slow.requests().isEmpty());
        Instant before = Instant.now();
        scraper.close();
        assertThat(Duration.between(before, Instant.now())).isLessThan(PATIENCE);
        assertThat(heard.lines()).contains("slow stopped");
    }

    @Test
    void aReceiverThatIsAwayForAWhile_getsTheProfileInHand() throws Exception {
        intake.fails(IntakeError.UNAVAILABLE, 4);
        FakeTarget target = answering(FakeTarget.saying(200, Answers.cpu()));
        Scraper scraper = scraping(target.target("web", "one"));
        status(scraper, "one");
        await(() -> now(scraper, "one").delivered() > 0);

        assertThat(heard.lines()).doesNotContain("one not_handed_in").contains("one delivered");
    }

    @Test
    void aReceiverThatDeniesUs_stopsTheScraping_andIsNotTheTargetsFault() throws Exception {
        intake.fails(IntakeError.DENIED, 1000);
        FakeTarget target = answering(FakeTarget.saying(200, Answers.cpu()));
        Scraper scraper = scraping(target.target("web", "one"));
        awaitAttempt(scraper, "one");
        Sleeper.REAL.sleep(Duration.ofSeconds(1));

        assertThat(status(scraper, "one").last()).isEqualTo(Outcome.NOT_HANDED_IN);
        assertThat(status(scraper, "one").failures()).isZero();
        assertThat(target.requests()).as("asked for while nobody takes it").hasSize(1);
    }

    @Test
    void aRefusedProfile_isTheTargetsFault() throws Exception {
        intake.fails(IntakeError.REFUSED, 1000);
        Scraper scraper =
                scraping(answering(FakeTarget.saying(200, Answers.cpu())).target("web", "one"));
        awaitAttempt(scraper, "one");

        assertThat(status(scraper, "one").last()).isEqualTo(Outcome.REFUSED);
        assertThat(status(scraper, "one").state()).isEqualTo(TargetStatus.State.FAILING);
    }

    /** Scenario 45: a changed file counts soon; a bad one keeps the list of before, and is told. The old scraper dies of it. */
    @Test
    void aChangedFile_isTakenOver_andABadOneKeepsTheListOfBefore() throws Exception {
        FakeTarget target = answering(FakeTarget.saying(200, Answers.cpu()));
        Path file = folder.resolve("targets.json");
        Files.writeString(file, list(target, "one"));
        Scraper scraper = scraping(new FileTargetSource(file, "web"));
        await(() -> !intake.handed().isEmpty());

        Files.writeString(file, "[{");
        await(() ->
                heard.lines().stream().anyMatch(line -> line.startsWith("failed: ") && line.contains("is not JSON")));
        assertThat(status(scraper, "one").target().app()).isEqualTo("web");
        assertThat(scraper.snapshot().trouble())
                .startsWith("file://" + file + ": ")
                .contains("is not JSON");
        int before = intake.handed().size();
        await(() -> intake.handed().size() > before);

        Files.writeString(file, list(target, "two"));
        scraper.reload();
        await(() -> intake.handed().stream()
                .anyMatch(each -> each.origin().instance().equals("two")));
        assertThat(scraper.snapshot().targets())
                .extracting(each -> each.target().instance())
                .containsExactly("two");
        assertThat(scraper.snapshot().trouble()).isEmpty();
        Files.delete(file);
        await(() -> heard.lines().stream().anyMatch(line -> line.endsWith("is not there")));
        assertThat(scraper.snapshot().targets()).hasSize(1);
    }

    private static String list(FakeTarget target, String instance) {
        return "[{\"address\": \"" + target.at("") + "\", \"instance\": \"" + instance + "\"}]";
    }

    /** The old scraper ends when its source fails. */
    @Test
    void aSourceThatFailsAtFirst_isAskedAgain() throws Exception {
        Listed source = new Listed(new CopyOnWriteArrayList<>());
        Scraper scraper = scraping(source);
        await(() -> heard.lines().contains("failed: the list is away"));
        assertThat(scraper.snapshot().targets()).isEmpty();
        source.targets().add(answering(FakeTarget.saying(200, Answers.cpu())).target("web", "one"));
        await(() -> !intake.handed().isEmpty());

        assertThat(heard.lines()).contains("one delivered");
    }

    @Test
    void manyApps_areServedByOneScraper() throws Exception {
        FakeTarget target = answering(FakeTarget.saying(200, Answers.cpu()));
        FakeTarget other = answering(FakeTarget.saying(200, Answers.cpu(1)));
        scraping(target.target("web", "a"), other.target("batch", "b"));
        await(() -> intake.handed().stream()
                        .map(MemoryIntake.Handed::app)
                        .distinct()
                        .count()
                == 2);

        assertThat(intake.handed()).extracting(MemoryIntake.Handed::app).contains("web", "batch");
    }
}
