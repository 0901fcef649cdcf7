package dev.hone.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.base.Secret;
import dev.hone.intake.IntakeError;
import dev.hone.intake.Origin;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real requests to a made-up store, in a time that passes as fast as it is waited for. */
final class PullerTest {
    private static final String QUERY = "{service_name=\"web\"}";

    private final MemoryIntake intake = new MemoryIntake();
    private final FakeStore recorded = new FakeStore();
    private final FakeTarget server = new FakeTarget(FakeTarget.saying(500, "no answer was set"));
    private final List<Puller.Pulled> heard = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        server.close();
    }

    enum Kind {
        PYROSCOPE,
        PARCA;

        ProfileStore at(URI address, StoreLogin login) {
            return this == PARCA
                    ? ProfileStore.parca(address, login, QUERY)
                    : ProfileStore.pyroscope(address, login, QUERY);
        }

        FakeTarget.Answering of(FakeStore store) {
            return this == PARCA ? store.parca() : store.pyroscope();
        }
    }

    private static Instant at(String time) {
        return Instant.parse("2026-11-21T" + time + "Z");
    }

    private Puller puller(ProfileStore store, AtomicReference<Instant> now, Instant end, CountDownLatch over) {
        CollectListener listener = new CollectListener() {
            @Override
            public void pulled(ProfileStore asked, String app, Puller.Pulled pulled, long bytes) {
                heard.add(pulled);
            }
        };
        PullSettings settings =
                new PullSettings("web", Duration.ofMinutes(10), Duration.ofMinutes(1), Duration.ofSeconds(20));
        return new Puller(
                store,
                settings,
                intake,
                new CollectSurroundings(
                        now::get,
                        time -> {
                            if (!now.updateAndGet(before -> before.plus(time)).isBefore(end)) {
                                over.countDown();
                                throw new InterruptedException("the end of the test's time");
                            }
                        },
                        new Random(7),
                        Thread.ofVirtual().factory(),
                        listener));
    }

    /** A process that runs from one moment to another. */
    private void run(ProfileStore store, String from, String to) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        try (Puller puller = puller(store, new AtomicReference<>(at(from)), at(to), over)) {
            puller.start();
            assertThat(over.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private Puller.Pulled once(ProfileStore store, String now) {
        try (Puller puller = puller(store, new AtomicReference<>(at(now)), Instant.MAX, new CountDownLatch(1))) {
            return puller.once();
        }
    }

    private ProfileStore store(Kind kind) {
        return kind.at(server.at(""), StoreLogin.NOBODY);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void eachRecordedProfile_countsOnce_atEndsOfWindowsAndAcrossARestartToo(Kind kind) throws Exception {
        recorded.record(
                "11:59:59", "12:00:00", "12:04:00", "12:10:00", "12:19:59", "12:20:00", "12:20:00.001", "12:30:00");
        server.answers(kind.of(recorded));
        run(store(kind), "12:02:00", "12:15:00");
        run(store(kind), "12:16:00", "12:36:00");

        // The first was over before, and the last is of a window that is open still.
        assertThat(FakeStore.sum(intake.profiles())).isEqualTo(1_111_110);
        assertThat(intake.handed()).extracting(MemoryIntake.Handed::app).containsOnly("web");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aWindowWithoutProfiles_isNotHandedIn(Kind kind) {
        server.answers(kind.of(recorded));

        Puller.Pulled pulled = once(store(kind), "12:15:00");
        assertThat(pulled.outcome()).as(pulled.message()).isEqualTo(Outcome.NOTHING);
        assertThat(intake.handed()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void once_pullsTheLastWindowThatIsOver(Kind kind) {
        recorded.record("12:00:00", "12:09:59", "12:10:00");
        server.answers(kind.of(recorded));
        Puller.Pulled pulled = once(store(kind), "12:15:00");

        assertThat(pulled)
                .isEqualTo(new Puller.Pulled(new Window(at("12:00:00"), at("12:10:00")), Outcome.DELIVERED, ""));
        assertThat(FakeStore.sum(intake.profiles())).isEqualTo(11);
    }

    @Test
    void aStoreThatIsAwayForAWhile_isAskedForTheSameWindowAgain() throws Exception {
        recorded.record("12:05:00", "12:15:00");
        AtomicInteger left = new AtomicInteger(3);
        server.answers(exchange -> (left.getAndDecrement() > 0
                        ? FakeTarget.saying(503, "{\"code\":\"unavailable\",\"message\":\"come again\"}")
                        : recorded.pyroscope())
                .answer(exchange));
        run(store(Kind.PYROSCOPE), "12:02:00", "12:30:00");

        assertThat(FakeStore.sum(intake.profiles())).isEqualTo(11);
        assertThat(heard.getFirst().message()).isEqualTo("it answered 503: come again");
    }

    @Test
    void aStoreThatIsAwayForDays_isAskedForThoseOfTheLastDay() throws Exception {
        recorded.record("12:05:00");
        server.answers(FakeTarget.saying(503, ""));
        CountDownLatch over = new CountDownLatch(1);
        try (Puller puller = puller(
                store(Kind.PYROSCOPE),
                new AtomicReference<>(at("12:02:00")),
                at("12:00:00").plus(Duration.ofDays(2)),
                over)) {
            puller.start();
            assertThat(over.await(60, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(heard.getLast().window().start()).isAfter(at("12:00:00").plus(Duration.ofHours(23)));
    }

    @Test
    void aReceiverThatIsBusy_getsTheSameBytesAgain() throws Exception {
        recorded.record("12:05:00");
        server.answers(recorded.parca());
        intake.fails(IntakeError.BUSY, 2);
        run(store(Kind.PARCA), "12:02:00", "12:20:00");

        assertThat(intake.handed()).hasSize(1);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aProfileThatTheReceiverRefuses_isNotPulledAgain() throws Exception {
        recorded.record("12:05:00");
        server.answers(recorded.parca());
        intake.fails(IntakeError.REFUSED, 1);
        run(store(Kind.PARCA), "12:02:00", "12:20:00");

        assertThat(server.requests()).hasSize(1);
        assertThat(heard).extracting(Puller.Pulled::outcome).containsExactly(Outcome.REFUSED);
    }

    @Test
    void whoAsks_isSaidAsTheStoreWantsIt() {
        List<String> said = new CopyOnWriteArrayList<>();
        server.answers(exchange -> {
            said.add(exchange.getRequestURI().getPath()
                    + ' '
                    + exchange.getRequestHeaders().get("Authorization")
                    + ' '
                    + exchange.getRequestHeaders().get("X-Scope-OrgID"));
            FakeTarget.saying(404, "").answer(exchange);
        });
        once(store(Kind.PYROSCOPE), "12:15:00");
        once(Kind.PYROSCOPE.at(server.at("/pyro/"), new StoreLogin("", Secret.of("key"), "")), "12:15:00");
        once(Kind.PARCA.at(server.at("/parca"), new StoreLogin("me", Secret.of("pass"), "team")), "12:15:00");

        assertThat(said)
                .containsExactly(
                        "/querier.v1.QuerierService/SelectMergeProfile null null",
                        "/pyro/querier.v1.QuerierService/SelectMergeProfile [Bearer key] null",
                        "/parca/api/profiles/query [Basic bWU6cGFzcw==] [team]");
    }

    private void holdMissed(Kind kind, FakeTarget.Answering answering, Outcome outcome, String message) {
        server.answers(answering);
        Puller.Pulled pulled = once(store(kind), "12:15:00");

        assertThat(pulled.outcome()).as(pulled.message()).isEqualTo(outcome);
        assertThat(pulled.message()).contains(message);
        assertThat(intake.handed()).isEmpty();
    }

    @Test
    void whatIsNoCpuProfile_isSaidAndNotHandedIn() {
        holdMissed(
                Kind.PYROSCOPE, FakeTarget.saying(401, ""), Outcome.BAD_STATUS, "it answered 401; set HONE_SOURCE_KEY");
        holdMissed(
                Kind.PYROSCOPE,
                FakeTarget.saying(404, "<html>no such page</html>"),
                Outcome.BAD_STATUS,
                "it answered 404; is it behind a path?");
        holdMissed(
                Kind.PARCA,
                FakeTarget.saying(429, "{\"code\":8,\"message\":\"grpc: received message larger than max\"}"),
                Outcome.BAD_STATUS,
                "larger than max; if it says that the message is too large, take shorter windows");
        holdMissed(Kind.PYROSCOPE, FakeTarget.saying(200, "<html>log in</html>"), Outcome.NOT_A_PROFILE, "");
        holdMissed(Kind.PARCA, FakeTarget.saying(200, "<html>log in</html>"), Outcome.NOT_A_PROFILE, "JSON");
        holdMissed(Kind.PARCA, FakeTarget.saying(200, "{}"), Outcome.NOT_A_PROFILE, "no pprof");
        holdMissed(Kind.PARCA, FakeTarget.saying(200, "{\"pprof\":\"?\"}"), Outcome.NOT_A_PROFILE, "Base64");
        holdMissed(
                Kind.PYROSCOPE, FakeTarget.saying(200, Answers.heap()), Outcome.NOT_CPU, "builds need a CPU profile");
        holdMissed(
                Kind.PYROSCOPE,
                exchange -> {
                    exchange.getResponseHeaders().add("Location", "http://elsewhere.example/login");
                    FakeTarget.saying(302, "").answer(exchange);
                },
                Outcome.REDIRECTED,
                "points to http://elsewhere.example/login");
        holdMissed(Kind.PYROSCOPE, FakeTarget.endless(new byte[1 << 20]), Outcome.TOO_LARGE, "larger than 96 MiB");
    }

    @Test
    void aStoreThatIsNotThere_isSaid() {
        server.close();
        Puller.Pulled pulled = once(store(Kind.PARCA), "12:15:00");

        assertThat(pulled.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(pulled.message()).isEqualTo("nobody answers there");
    }

    @Test
    void origin_isWhatTheQuerySays() {
        recorded.record("12:05:00");
        server.answers(exchange -> FakeTarget.saying(200, Answers.cpu()).answer(exchange));
        once(
                ProfileStore.pyroscope(
                        server.at(""), StoreLogin.NOBODY, "{service_name=\"web\", service_version=\"v7\"}"),
                "12:15:00");

        assertThat(intake.handed().getFirst().origin()).isEqualTo(new Origin("v7", "", "", ""));
    }
}
