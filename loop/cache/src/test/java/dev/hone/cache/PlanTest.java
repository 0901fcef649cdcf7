package dev.hone.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.base.Sleeper;
import dev.hone.cache.Manifest.Entry;
import dev.hone.cache.Manifest.Form;
import dev.hone.cache.Manifest.Pack;
import dev.hone.cache.Manifest.Place;
import dev.hone.cache.Plan.Word;
import dev.hone.cache.Porter.Budget;
import dev.hone.cache.RemoteCall.Operation;
import dev.hone.cache.RemoteCall.Outcome;
import dev.hone.cache.RemoteCall.Times;
import dev.hone.cache.ScriptedPorter.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What builds are told of what comes, by a porter that says what a test wants. PlannedBuildTest has the real one. */
@Timeout(30)
class PlanTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final ActionId HERE = Outputs.action(1);
    private static final ActionId INDEX = Outputs.action(2);
    private static final ActionId LOST = Outputs.action(3);
    private static final ActionId OTHER = Outputs.action(4);
    private static final Duration NEVER = Duration.ofDays(9);
    private static final long BEGUN = 5_000_000_000L;
    private static final Pack PACK = new Pack(OutputId.EMPTY.hex(), 100);

    @TempDir
    Path folder;

    private final CountDownLatch never = new CountDownLatch(1);
    private final List<Brought> brought = new CopyOnWriteArrayList<>();
    private final List<RemoteCall> calls = new CopyOnWriteArrayList<>();
    private final CacheListener listener = new CacheListener() {
        @Override
        public void onBrought(Brought so) {
            brought.add(so);
        }

        @Override
        public void onRemote(RemoteCall call) {
            calls.add(call);
        }
    };
    private final List<ActionId> scouted = new CopyOnWriteArrayList<>();
    private final CountDownLatch scoutsMayReturn = new CountDownLatch(1);
    private volatile boolean stored;
    private ScriptedPorter process;
    private Porter porter;
    private Path manifest;
    private Manifest names;
    private volatile Script script = (line, it) -> {};

    @BeforeEach
    void begin() throws IOException {
        process = new ScriptedPorter((line, it) -> script.on(line, it));
        porter = Porter.in(folder, () -> process, new Random(1));
        manifest = folder.resolve("manifest");
        List<Entry> entries = List.of(
                entry(HERE, new Place(0, Form.ZSTD, 0, 10)),
                entry(INDEX, Place.NONE),
                entry(LOST, new Place(1, Form.ZSTD, 0, 10)));
        names = new Manifest(Instant.EPOCH, List.of(PACK, PACK), entries);
        Files.createFile(manifest);
    }

    private static Entry entry(ActionId action, Place place) {
        return new Entry(action, Outputs.output(action.bytes()), 10, Instant.EPOCH, place);
    }

    @AfterEach
    void end() {
        never.countDown();
        scoutsMayReturn.countDown();
        porter.close();
    }

    private Plan plan(Script says, Duration patience) {
        script = says;
        return new Plan(this::bringing, this::scouted, patience, listener);
    }

    private boolean scouted(ActionId action) {
        scouted.add(action);
        await(scoutsMayReturn);
        return stored;
    }

    private Beginning bringing() {
        Budget budget = new Budget(1, 1, 1);
        return porter.unpack(manifest, folder, List.of(), budget, false, LONG)
                .map(errand -> new Bringing(porter, errand, new Staged(manifest, OutputId.EMPTY, 1), names, BEGUN))
                .<Beginning>map(Beginning.Planned::new)
                .orElseThrow();
    }

    /** As the real one does. */
    private static void knows(String line, ScriptedPorter it) throws IOException {
        if (line.contains(HERE.hex())) {
            it.say(line, "{'id':ID,'end':'here'}");
        } else if (line.contains(LOST.hex())) {
            it.say(line, "{'id':ID,'end':'lost'}");
        } else if (line.contains("\"cancel\":1}")) {
            it.say("\"id\":1", "{'id':ID,'end':'failed','why':'cancelled','text':''}");
        }
    }

    /** The same, when all has been tried. */
    private static void hasEnded(String line, ScriptedPorter it) throws IOException {
        if (line.contains("unpack")) {
            it.say(
                    line,
                    "{'id':ID,'end':'done','brought':7,'refused':0,'left':1,'stored':70,'bytes':700,'requests':3,'lost':[1]}");
        } else if (line.contains("await")) {
            it.say(line, "{'id':ID,'end':'none'}");
        }
    }

    @Test
    void action_isWhatThePorterSays() {
        try (Plan plan = plan(PlanTest::knows, LONG)) {
            assertThat(plan.about(HERE)).isEqualTo(Word.HERE);
            assertThat(plan.about(INDEX)).isEqualTo(Word.INDEX);
            assertThat(plan.about(LOST)).isEqualTo(Word.ASK);
        }
    }

    /** Go waits for each. */
    @Test
    void index_isKnown_withoutAsking() {
        try (Plan plan = plan(PlanTest::knows, LONG)) {
            assertThat(plan.about(INDEX)).isEqualTo(Word.INDEX);
            assertThat(plan.about(OTHER)).isEqualTo(Word.UNAWAITED);
        }
        porter.close();
        assertThat(process.heard()).noneMatch(line -> line.contains("await"));
    }

    @Test
    void action_whenAllWasTried_isWhatTheManifestSays() {
        try (Plan plan = plan(PlanTest::hasEnded, LONG)) {
            assertThat(plan.about(INDEX)).isEqualTo(Word.INDEX);
            assertThat(plan.about(HERE)).isEqualTo(Word.HERE);
            assertThat(plan.about(OTHER)).isEqualTo(Word.ASK);
        }
    }

    @Test
    void action_ofWhichItIsNotKnownWhetherThereIsAManifest_isTheStores() {
        Plan failed = new Plan(() -> Beginning.Unplanned.UNKNOWN, this::scouted, LONG, listener);
        for (Plan plan : List.of(failed, Plan.NONE)) {
            absent(plan, 40);
            assertThat(plan.followed()).isEmpty();
            plan.end(Set.of());
        }
        assertThat(brought).isEmpty();
        assertThat(scouted).isEmpty();
    }

    @Test
    void unknown_betweenIndexes_isOneToo() {
        try (Plan plan = plan(PlanTest::knows, LONG)) {
            assertThat(plan.about(OTHER)).as("at first").isEqualTo(Word.UNAWAITED);
            assertThat(plan.about(INDEX)).isEqualTo(Word.INDEX);
            assertThat(plan.about(OTHER)).isEqualTo(Word.UNAWAITED);
            plan.saw(false);
            assertThat(plan.about(OTHER)).as("behind a result").isEqualTo(Word.ASK);
            plan.saw(true);
            assertThat(plan.about(OTHER)).as("behind an index from the folder").isEqualTo(Word.UNAWAITED);
        }
    }

    @Test
    void unknown_afterAFewThatAreNotThere_isNotAskedFor_untilOneIs() {
        try (Plan plan = plan(PlanTest::knows, LONG)) {
            assertThat(plan.about(HERE)).isEqualTo(Word.HERE);
            for (int i = 0; i < 3; i++) {
                assertThat(plan.about(OTHER)).isEqualTo(Word.ASK);
                plan.asked(Source.ABSENT);
            }
            assertThat(plan.about(OTHER)).isEqualTo(Word.UNAWAITED);
            plan.asked(Source.UNAWAITED);
            plan.asked(Source.FETCHED);
            assertThat(plan.about(OTHER)).isEqualTo(Word.ASK);
        }
    }

    /** go begins with hundreds of indexes. */
    @Test
    void unknown_isNotWaitedFor_asLongAsNothingElseWasThere_withAManifestThatDoesNotFitAndWithNone() {
        script = PlanTest::knows;
        for (Supplier<Beginning> manifest :
                List.<Supplier<Beginning>>of(this::bringing, () -> Beginning.Unplanned.NEW)) {
            try (Plan plan = new Plan(manifest, this::scouted, LONG, listener)) {
                for (int i = 0; i < 40; i++) {
                    assertThat(plan.about(OTHER)).isEqualTo(Word.UNAWAITED);
                    plan.asked(Source.UNAWAITED);
                }
                plan.saw(false);
                absent(plan, 3);
                assertThat(plan.about(OTHER)).isEqualTo(Word.UNAWAITED);
            }
        }
    }

    @Test
    void unknown_withoutManifest_isWaitedFor_onceTheStoreHasSomething() throws InterruptedException {
        stored = true;
        scoutsMayReturn.countDown();
        try (Plan plan = new Plan(() -> Beginning.Unplanned.NEW, this::scouted, LONG, listener)) {
            assertThat(plan.about(OTHER)).isEqualTo(Word.UNAWAITED);
            until(() -> plan.about(OTHER) == Word.ASK);
            assertThat(plan.followed()).isEmpty();
        }
        assertThat(brought).isEmpty();
    }

    /** Each of these is asked of the store, and waited for. */
    private static void absent(Plan plan, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(plan.about(OTHER)).isEqualTo(Word.ASK);
            plan.asked(Source.ABSENT);
        }
    }

    private static void fewAreThere(Plan plan) {
        assertThat(plan.about(HERE)).isEqualTo(Word.HERE);
        absent(plan, 3);
        assertThat(plan.about(OTHER)).isEqualTo(Word.UNAWAITED);
    }

    @Test
    void unknown_thatNobodyWaitsFor_isAskedForAllTheSame_andWaitingBeginsAgainWhenItIsThere()
            throws InterruptedException {
        try (Plan plan = plan(PlanTest::knows, LONG)) {
            fewAreThere(plan);
            until(() -> scouted.size() == 1);
            assertThat(plan.about(OTHER)).as("it is on its way").isEqualTo(Word.UNAWAITED);
            stored = true;
            scoutsMayReturn.countDown();
            until(() -> plan.about(OTHER) == Word.ASK);
        }
    }

    @Test
    void unknown_thatNobodyWaitsFor_isNotAskedForByTheThousand() throws InterruptedException {
        try (Plan plan = plan(PlanTest::knows, LONG)) {
            fewAreThere(plan);
            for (int i = 0; i < 1000; i++) {
                assertThat(plan.about(OTHER)).isEqualTo(Word.UNAWAITED);
            }
            until(() -> scouted.size() == 16);
            scoutsMayReturn.countDown();
            until(() -> plan.about(OTHER) == Word.UNAWAITED && scouted.size() > 16);
        }
    }

    @Test
    void end_givesUpWhatNobodyWaitsFor() throws InterruptedException {
        CountDownLatch givenUp = new CountDownLatch(1);
        script = PlanTest::knows;
        Plan plan = new Plan(
                this::bringing,
                action -> {
                    await(never);
                    if (Thread.currentThread().isInterrupted()) {
                        givenUp.countDown();
                    }
                    return false;
                },
                LONG,
                listener);
        fewAreThere(plan);
        plan.end(Set.of());
        givenUp.await();
    }

    @Test
    void manifest_thatDoesNotCome_isWaitedForOnce() {
        CountDownLatch asked = new CountDownLatch(1);
        try (Plan plan = new Plan(() -> stuck(asked), this::scouted, SHORT, listener)) {
            assertThat(plan.about(HERE)).isEqualTo(Word.ASK);
            assertThat(asked.getCount()).isZero();
            long begun = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                assertThat(plan.about(HERE)).isEqualTo(Word.ASK);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SHORT.multipliedBy(50));
        }
    }

    private Beginning stuck(CountDownLatch asked) {
        asked.countDown();
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Beginning.Unplanned.UNKNOWN;
    }

    @Test
    void manifest_thatComesLate_isFollowedFromThen() throws InterruptedException {
        CountDownLatch comes = new CountDownLatch(1);
        script = PlanTest::knows;
        Plan late = new Plan(
                () -> {
                    await(comes);
                    return bringing();
                },
                this::scouted,
                SHORT,
                listener);
        try (late) {
            assertThat(late.about(HERE)).isEqualTo(Word.ASK);
            comes.countDown();
            until(() -> late.about(HERE) == Word.HERE);
        }
    }

    private static void until(BooleanSupplier so) throws InterruptedException {
        while (!so.getAsBoolean()) {
            Sleeper.REAL.sleep(Duration.ofMillis(5));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void action_thatDoesNotCome_isTheStoresAfterAWhile_andThePorterIsTold() throws InterruptedException {
        try (Plan plan = plan((line, it) -> {}, SHORT)) {
            assertThat(plan.about(HERE)).isEqualTo(Word.ASK);
            until(() -> process.heard().stream().anyMatch(line -> line.contains("\"cancel\":2")));
        }
    }

    @Test
    void porter_thatDies_leavesAllToTheStore() {
        try (Plan plan = plan(
                (line, it) -> {
                    if (line.contains("await")) {
                        it.destroy();
                    }
                },
                LONG)) {
            assertThat(plan.about(HERE)).isEqualTo(Word.ASK);
        }
    }

    @Test
    void followed_isWithoutWhatIsLost() {
        try (Plan plan = plan(PlanTest::hasEnded, LONG)) {
            assertThat(plan.about(HERE)).isEqualTo(Word.HERE);
            assertThat(plan.followed().orElseThrow().entries())
                    .extracting(Entry::action)
                    .containsExactly(HERE, INDEX);
        }
    }

    @Test
    void end_saysWhatWasBrought_andWhatOfItInVain_andRemovesTheManifest() {
        Plan plan = plan(PlanTest::hasEnded, LONG);
        assertThat(plan.about(HERE)).isEqualTo(Word.HERE);
        plan.end(Set.of(HERE, OTHER));
        assertThat(brought).as("what was lost among it").containsExactly(new Brought(7, 70, 3, 1, 10));
        assertThat(manifest).doesNotExist();
    }

    @Test
    void end_saysWhatTheStoreWasAsked_andWhenWhatOfItCame() {
        Plan plan = plan(
                (line, it) -> {
                    if (line.contains("unpack")) {
                        it.say(
                                line,
                                "{'id':ID,'end':'done','looked':900,'inlined':2500,'fetched':["
                                        + "{'pack':1,'status':404,'stored':9,'asked':950,'answered':51000,'came':0,'ended':51010},"
                                        + "{'pack':0,'status':200,'stored':70,'asked':940,'answered':52000,'came':61000,'ended':64000},"
                                        + "{'pack':0,'status':0,'asked':9223372036854775807,'ended':-1,'new':1},"
                                        + "{'pack':9223372036854775807},{'pack':-7},{}]}");
                    } else {
                        hasEnded(line, it);
                    }
                },
                LONG);
        assertThat(plan.about(HERE)).isEqualTo(Word.HERE);
        plan.end(Set.of(HERE));

        ActionId pack = new ActionId(PACK.id());
        assertThat(calls).hasSize(4);
        assertThat(calls.subList(0, 3))
                .containsExactly(
                        call(Operation.INLINED, pack, Outcome.DONE, 0, new Times(at(900), us(0), us(0), us(1_600))),
                        call(
                                Operation.PACK,
                                pack,
                                Outcome.NOTHING,
                                9,
                                new Times(at(950), us(50_050), NEVER, us(50_060))),
                        call(
                                Operation.PACK,
                                pack,
                                Outcome.DONE,
                                70,
                                new Times(at(940), us(51_060), us(60_060), us(63_060))));
        assertThat(calls.getLast().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(calls.getLast().times().took()).isZero();
    }

    private static RemoteCall call(Operation operation, ActionId name, Outcome outcome, long stored, Times times) {
        return new RemoteCall(operation, name, outcome, 0, stored, times);
    }

    private static Duration us(long micros) {
        return Duration.ofNanos(micros * 1000);
    }

    private static long at(long micros) {
        return BEGUN + micros * 1000;
    }

    @Test
    void end_beforeAllHasCome_givesUpTheRest_andSaysWhatHas() {
        Plan plan = plan(
                (line, it) -> {
                    if (line.contains("cancel")) {
                        it.say(
                                "\"id\":1",
                                "{'id':ID,'end':'failed','why':'cancelled','text':'','brought':2,'stored':20,'requests':1}");
                    } else {
                        knows(line, it);
                    }
                },
                LONG);
        assertThat(plan.about(HERE)).isEqualTo(Word.HERE);
        plan.end(Set.of(HERE, LOST));
        assertThat(brought).containsExactly(new Brought(2, 20, 1, 0, 0));
    }

    @Test
    void end_whileTheManifestIsLookedFor_leavesNothing() throws InterruptedException {
        CountDownLatch comes = new CountDownLatch(1);
        CountDownLatch came = new CountDownLatch(1);
        script = PlanTest::knows;
        Plan late = new Plan(
                () -> {
                    while (comes.getCount() > 0) {
                        Thread.onSpinWait();
                    }
                    // A call that does not mind that it was interrupted.
                    assertThat(Thread.interrupted()).isTrue();
                    Beginning found = bringing();
                    came.countDown();
                    return found;
                },
                this::scouted,
                SHORT,
                listener);
        assertThat(late.about(HERE)).isEqualTo(Word.ASK);
        late.end(Set.of());
        comes.countDown();
        await(came);
        until(() -> !Files.exists(manifest));
        assertThat(brought).isEmpty();
    }

    @Test
    void end_ofOneThatNeverBegan_tellsNothing() {
        plan(PlanTest::knows, LONG).end(Set.of());
        assertThat(brought).isEmpty();
        assertThat(process.heard()).isEmpty();
        assertThat(manifest).exists();
    }
}
