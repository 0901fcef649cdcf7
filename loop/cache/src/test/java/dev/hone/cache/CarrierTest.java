package dev.hone.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.cache.Carrier.Ask;
import dev.hone.cache.ScriptedPorter.Script;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class CarrierTest {
    private static final byte[] BODY = "hello".getBytes(StandardCharsets.UTF_8);
    private static final OutputId OUTPUT = OutputId.ofBytes(Digests.sha256().digest(BODY));
    private static final String HERE = "{'id':ID,'status':200,'headers':{'a':'b'},'stored':5";
    private static final String DONE = "'end':'done','stored':5,'bytes':5,'sha256':'" + OUTPUT.hex() + "'}";
    private static final Ask ASK = new Ask(URI.create("http://store/key"), Map.of("K", "v"), "x-encoding", "x-size");

    @TempDir
    Path folder;

    private final List<ScriptedPorter> started = new CopyOnWriteArrayList<>();
    private final AtomicInteger ordinary = new AtomicInteger();
    private Porter porter = Porter.NONE;

    private Carrier carrier(Script script) {
        porter = Porter.in(
                folder,
                () -> {
                    ScriptedPorter process = new ScriptedPorter(script);
                    started.add(process);
                    return process;
                },
                new Random(1));
        return Carrier.of(porter, RemoteSettings.USUAL, LocalSettings.USUAL);
    }

    @AfterEach
    void end() {
        porter.close();
    }

    private Optional<RemoteObject> sent(Carrier carrier) {
        return carrier.get(ASK, CarrierTest::object, () -> {
            ordinary.incrementAndGet();
            return Optional.empty();
        });
    }

    private static Optional<RemoteObject> object(Errand errand) {
        RemoteFacts facts = new RemoteFacts(OUTPUT, Encoding.RAW, BODY.length, "");
        return Optional.of(RemoteObject.carried(facts, Instant.EPOCH, Instant.EPOCH, errand));
    }

    private Staged landed(RemoteObject object) throws IOException {
        return object.land(new Incoming(folder, 100, new Random(2)), new CountedBytes());
    }

    private static void leave(String order) throws IOException {
        Files.write(Path.of(ScriptedPorter.file(order)), BODY);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void get_bodyAtOnce_landsWhereThePorterPutIt() throws IOException {
        Carrier carrier = carrier((line, it) -> {
            leave(line);
            it.say(line, HERE + "," + DONE);
        });
        try (RemoteObject object = sent(carrier).orElseThrow()) {
            Staged staged = landed(object);
            assertThat(staged.output()).isEqualTo(OUTPUT);
            assertThat(staged.file()).hasBinaryContent(BODY).hasParent(folder);
        }
        assertThat(files()).hasSize(1);
        assertThat(started.getFirst().heard().getFirst())
                .contains("\"url\":\"http://store/key\"", "\"headers\":{\"K\":\"v\"}", "\"encoding\":\"x-encoding\"")
                .contains("\"size\":\"x-size\"", "\"most\":4294967296", "\"first\":5000", "\"poor\":131072");
    }

    @Test
    void get_bodyLater_isWaitedForWhenItLands() throws IOException {
        CountDownLatch asked = new CountDownLatch(1);
        Carrier carrier = carrier((line, it) -> {
            it.say(line, HERE + "}");
            await(asked);
            leave(line);
            it.say(line, "{'id':ID," + DONE);
        });
        try (RemoteObject object = sent(carrier).orElseThrow()) {
            assertThat(object.length()).isEqualTo(5);
            asked.countDown();
            CountedBytes counted = new CountedBytes();
            object.land(new Incoming(folder, 100, new Random(2)), counted);
            assertThat(counted.sum()).isEqualTo(5);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"'bytes':5,'sha256':'00'", "'bytes':6,'sha256':'x'"})
    void land_somethingElse_isPoisonedAndGone(String lie) throws IOException {
        Carrier carrier = carrier((line, it) -> {
            leave(line);
            it.say(line, HERE + ",'end':'done'," + lie + "}");
        });
        try (RemoteObject object = sent(carrier).orElseThrow()) {
            assertThatThrownBy(() -> landed(object))
                    .isInstanceOfSatisfying(
                            CacheException.class, e -> assertThat(e.error()).isEqualTo(CacheError.POISONED));
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void land_tooLarge_isNotWaitedFor() throws IOException {
        Carrier carrier = carrier((line, it) -> {
            if (line.contains("\"id\"")) {
                it.say(line, HERE + "}");
            }
        });
        try (RemoteObject object = sent(carrier).orElseThrow()) {
            assertThatThrownBy(() -> object.land(new Incoming(folder, 4, new Random(2)), new CountedBytes()))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("4 is the most");
        }
        porter.close();
        assertThat(started.getFirst().heard()).contains("{\"cancel\":1}");
    }

    @ParameterizedTest
    @CsvSource({"corrupt,POISONED", "large,TOO_LARGE", "folder,UNUSABLE_FOLDER"})
    void land_failure_isWhatItWouldHaveBeenHere(String why, CacheError error) {
        Carrier carrier =
                carrier((line, it) -> it.say(line, HERE + ",'end':'failed','why':'" + why + "','text':'for people'}"));
        try (RemoteObject object = sent(carrier).orElseThrow()) {
            assertThatThrownBy(() -> landed(object))
                    .hasMessageContaining("for people")
                    .isInstanceOfSatisfying(
                            CacheException.class, e -> assertThat(e.error()).isEqualTo(error));
        }
    }

    @Test
    void land_lateOrBroken_isAFailureOfTheBody() {
        AtomicInteger count = new AtomicInteger();
        Carrier carrier = carrier((line, it) -> it.say(
                line,
                HERE + ",'end':'failed','why':'" + (count.getAndIncrement() == 0 ? "late" : "broken")
                        + "','text':'for people'}"));
        try (RemoteObject late = sent(carrier).orElseThrow();
                RemoteObject broken = sent(carrier).orElseThrow()) {
            assertThatThrownBy(() -> landed(late)).isInstanceOf(SocketTimeoutException.class);
            assertThatThrownBy(() -> landed(broken)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void get_lateAnswer_isNotAskedAgain() {
        Carrier carrier =
                carrier((line, it) -> it.say(line, "{'id':ID,'end':'failed','why':'late','text':'5 seconds'}"));
        assertThatThrownBy(() -> sent(carrier))
                .isInstanceOfSatisfying(
                        CacheException.class, e -> assertThat(e.error()).isEqualTo(CacheError.REMOTE_LATE));
        assertThat(ordinary).hasValue(0);
    }

    @Test
    void get_absent_isAnAnswer() {
        Carrier carrier = carrier(
                (line, it) -> it.say(line, "{'id':ID,'status':404,'end':'answer','text':'<Code>NoSuchKey</Code>'}"));
        assertThat(sent(carrier)).isEmpty();
        assertThat(ordinary).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'status':404,'end':'answer','text':'<Code>NoSuchBucket</Code>'",
                "'status':403,'end':'answer','text':''",
                "'status':301,'end':'answer','text':''",
                "'status':503,'end':'answer','text':''",
                "'end':'failed','why':'unreachable','text':''",
                "'end':'failed','why':'broken','text':''",
                "'end':'failed','why':'order','text':''",
            })
    void get_anythingElse_isAskedInTheOrdinaryWay(String answer) {
        Carrier carrier = carrier((line, it) -> it.say(line, "{'id':ID," + answer + "}"));
        assertThat(sent(carrier)).isEmpty();
        assertThat(ordinary).hasValue(1);
    }

    private Optional<Boolean> put(Carrier carrier) {
        return carrier.put(URI.create("http://store/key"), Map.of("K", "v"), folder.resolve("packed"));
    }

    @ParameterizedTest
    @CsvSource({"200,true", "204,true", "412,false"})
    void put_storedOrAlreadyThere_isAnAnswer(int status, boolean stored) {
        Carrier carrier = carrier((line, it) -> it.say(line, "{'id':ID,'status':" + status + ",'end':'answer'}"));
        assertThat(put(carrier)).contains(stored);
        assertThat(started.getFirst().heard().getFirst())
                .contains("\"put\":\"http://store/key\"", "\"headers\":{\"K\":\"v\"}", "\"first\":30000")
                .contains("\"file\":\"" + folder.resolve("packed") + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'status':409,'end':'answer'",
                "'status':501,'end':'answer'",
                "'status':503,'end':'answer'",
                "'end':'failed','why':'unreachable','text':''",
                "'end':'failed','why':'broken','text':''",
            })
    void put_anythingElse_isToBeDoneInTheOrdinaryWay(String answer) throws IOException {
        Files.write(folder.resolve("packed"), BODY);
        Carrier carrier = carrier((line, it) -> it.say(line, "{'id':ID," + answer + "}"));
        assertThat(put(carrier)).isEmpty();
        assertThat(folder.resolve("packed")).as("somebody else's").exists();
    }

    @Test
    void put_late_isNotTriedAtOnceAgain() {
        Carrier carrier = carrier((line, it) -> it.say(line, "{'id':ID,'end':'failed','why':'late','text':'30 s'}"));
        assertThatThrownBy(() -> put(carrier))
                .isInstanceOfSatisfying(
                        CacheException.class, e -> assertThat(e.error()).isEqualTo(CacheError.REMOTE_LATE));
    }

    @Test
    void land_ofAPorterThatIsStuck_ends() {
        CountDownLatch cancelled = new CountDownLatch(1);
        Errand errand = new Errand(1, folder.resolve("body"), Duration.ofMillis(50), cancelled::countDown);
        errand.told(new PorterLine(1, 200, Map.of(), 5, "", 0, "", null, PorterLine.Progress.NONE, List.of(), "", ""));
        try (RemoteObject object = object(errand).orElseThrow()) {
            assertThatThrownBy(() -> landed(object)).isInstanceOf(SocketTimeoutException.class);
        }
        assertThat(cancelled.getCount()).isZero();
    }

    @Test
    void isOfUse_nothingButOddAnswers_nowAndThenOnly() {
        Carrier carrier = carrier((line, it) -> it.say(line, "{'id':ID,'status':301,'end':'answer','text':''}"));
        int used = 0;
        for (int i = 0; i < 1000; i++) {
            if (carrier.isOfUse()) {
                used++;
                sent(carrier);
            }
        }
        assertThat(used).isBetween(20, 60);
    }

    @Test
    void porterThatDies_isStartedAFewTimesAgain() {
        Carrier carrier = carrier((line, it) -> it.destroy());
        int sent = 0;
        // How often it is asked before its end is noticed is the machine's affair.
        while (carrier.isOfUse()) {
            assertThat(sent(carrier)).isEmpty();
            sent++;
        }
        assertThat(ordinary).hasValue(sent);
        assertThat(started).hasSize(3);
    }

    @Test
    void porterThatDies_whileABodyIsOnItsWay_failsIt() {
        Carrier carrier = carrier((line, it) -> {
            it.say(line, HERE + "}");
            it.destroy();
        });
        try (RemoteObject object = sent(carrier).orElseThrow()) {
            assertThatThrownBy(() -> landed(object)).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "[1,2]", "{'id':'seven'}", "{'id':ID,'headers':7"})
    void porterThatTalksNonsense_isAsGoodAsNone(String line) {
        Carrier carrier = carrier((order, it) -> {
            it.say(order, line);
            it.destroy();
        });
        assertThat(sent(carrier)).isEmpty();
        assertThat(ordinary).hasValue(1);
    }

    @Test
    void close_beforeTheEnd_cancelsAndLeavesNoFile() throws IOException, InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        Carrier carrier = carrier((line, it) -> {
            if (line.contains("cancel")) {
                leave(it.heard().getFirst());
                it.say(it.heard().getFirst(), "{'id':ID," + DONE);
                over.countDown();
            } else {
                it.say(line, HERE + "}");
            }
        });
        sent(carrier).orElseThrow().close();
        over.await();
        while (!files().isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(started.getFirst().heard()).hasSize(2);
    }

    @Test
    void get_interrupted_endsAndCancels() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        Carrier carrier = carrier((line, it) -> (line.contains("cancel") ? cancelled : asked).countDown());
        Thread waiting = Thread.ofVirtual()
                .start(() -> assertThatThrownBy(() -> sent(carrier))
                        .isInstanceOf(CacheException.class)
                        .hasMessageContaining("interrupted"));
        asked.await();
        waiting.interrupt();
        waiting.join();
        cancelled.await();
    }

    @Test
    void noPorter_isOfNoUse() {
        assertThat(Carrier.NONE.isOfUse()).isFalse();
        assertThat(sent(Carrier.NONE)).isEmpty();
        assertThat(ordinary).hasValue(1);
    }
}
