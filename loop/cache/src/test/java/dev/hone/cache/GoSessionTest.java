package dev.hone.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.cache.GoConversation.Answers;
import dev.hone.cache.RemoteCache.Existing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoSessionTest {
    private final TestClock clock = TestClock.real();

    @TempDir
    Path folder;

    @Test
    void put_thenGetOfAnotherCommand_isThere() throws Exception {
        byte[] body = Outputs.bytes("what the compiler wrote");
        GoConversation first = new GoConversation();
        int put = first.put(Outputs.action(1), body);
        first.close();
        Answers stored = first.with(session(CacheMode.RW));
        assertThat(Files.readAllBytes(Path.of(stored.to(put).text("DiskPath")))).isEqualTo(body);

        GoConversation second = new GoConversation();
        int get = second.get(Outputs.action(1));
        int close = second.close();
        Answers answers = second.with(session(CacheMode.RW));
        RequestFields hit = answers.to(get);
        assertThat(hit.text("OutputID")).isEqualTo(Outputs.output(body).base64());
        assertThat(hit.number("Size")).isEqualTo(body.length);
        assertThat(Path.of(hit.text("DiskPath"))).isAbsolute().hasBinaryContent(body);
        assertThat(Path.of(hit.text("DiskPath")).getFileName().toString()).doesNotContain(".");
        assertThat(answers.to(close).text("Err")).isEmpty();
    }

    @Test
    void put_ofNothing_isThereWithSizeZero() throws Exception {
        GoConversation go = new GoConversation();
        go.put(Outputs.action(1), new byte[0]);
        int get = go.get(Outputs.action(1));
        RequestFields hit = go.with(session(CacheMode.RW)).to(get);
        assertThat(hit.number("Size")).isZero();
        assertThat(Path.of(hit.text("DiskPath"))).exists().isEmptyFile();
    }

    @Test
    void get_ofWhatNobodyPut_isAMiss() throws Exception {
        GoConversation go = new GoConversation();
        int get = go.get(Outputs.action(1));
        assertThat(go.with(session(CacheMode.RW)).to(get).text("Miss")).isEqualTo("true");
    }

    @Test
    void time_ofAHit_isThatOfTheFirstPut() throws Exception {
        Instant before = clock.instant();
        put(Outputs.action(1), "output");
        clock.pass(Duration.ofDays(3));
        GoConversation go = new GoConversation();
        int get = go.get(Outputs.action(1));
        assertThat(go.with(session(CacheMode.RW)).to(get).text("Time")).isEqualTo(before.toString());
    }

    @Test
    void put_whoseBodyIsAnother_isRefusedAndHarmsNothing() throws Exception {
        put(Outputs.action(1), "sound");
        GoConversation go = new GoConversation();
        int bad = go.put(Outputs.action(1), Outputs.output(Outputs.bytes("said")), Outputs.bytes("sent"));
        int get = go.get(Outputs.action(1));
        Answers answers = go.with(session(CacheMode.RW));
        assertThat(answers.to(bad).text("Err")).contains("not the one whose id it bears");
        assertThat(Path.of(answers.to(get).text("DiskPath"))).hasContent("sound");
        assertThat(folder.resolve("incoming")).isEmptyDirectory();
    }

    @Test
    void command_thatNobodyKnows_isRefusedAndTheNextServed() throws Exception {
        GoConversation go = new GoConversation();
        go.line("{\"ID\":7,\"Command\":\"defragment\",\"New\":{\"a\":[1,2]}}");
        go.line("{\"ID\":8,\"Command\":\"get\",\"ActionID\":\"short\"}");
        int get = go.get(Outputs.action(1));
        Answers answers = go.with(session(CacheMode.RW));
        assertThat(answers.to(7).text("Err")).contains("not known");
        assertThat(answers.to(8).text("Err")).contains("not the 32 bytes of an id");
        assertThat(answers.to(get).text("Miss")).isEqualTo("true");
    }

    @Test
    void refresh_answersOnlyWhatItWasGiven() throws Exception {
        put(Outputs.action(1), "old");
        GoConversation go = new GoConversation();
        int old = go.get(Outputs.action(1));
        go.put(Outputs.action(1), Outputs.bytes("new"));
        int fresh = go.get(Outputs.action(1));
        Answers answers = go.with(session(CacheMode.REFRESH));
        assertThat(answers.to(old).text("Miss")).isEqualTo("true");
        assertThat(Path.of(answers.to(fresh).text("DiskPath"))).hasContent("new");
    }

    @Test
    void read_keepsWhatIsPut_soThatItsPathIsKnown() throws Exception {
        GoConversation go = new GoConversation();
        int put = go.put(Outputs.action(1), Outputs.bytes("export data"));
        assertThat(Path.of(go.with(session(CacheMode.READ)).to(put).text("DiskPath")))
                .hasContent("export data");
    }

    @Test
    void folder_removedUnderALivingCommand_isMadeAgain() throws Exception {
        GoSession session = session(CacheMode.RW);
        for (String part : new String[] {"incoming", "a", "o"}) {
            Files.delete(folder.resolve(part));
        }
        GoConversation go = new GoConversation();
        int put = go.put(Outputs.action(1), Outputs.bytes("here"));
        assertThat(Path.of(go.with(session).to(put).text("DiskPath"))).hasContent("here");
    }

    @Test
    void put_thatCannotBeWrittenDown_isAnsweredWithAFileThatIsThere() throws Exception {
        GoSession session = session(CacheMode.RW);
        String prefix = Outputs.action(1).hex().substring(0, 2);
        Files.writeString(folder.resolve("a").resolve(prefix), "a file in the way of the record");
        GoConversation go = new GoConversation();
        int put = go.put(Outputs.action(1), Outputs.bytes("here"));
        int get = go.get(Outputs.action(1));
        Answers answers = go.with(session);
        assertThat(Path.of(answers.to(put).text("DiskPath"))).hasContent("here");
        assertThat(Path.of(answers.to(get).text("DiskPath"))).hasContent("here");
        assertThat(folder.resolve("incoming")).isEmptyDirectory();
    }

    @Test
    void input_thatIsNoRequest_endsTheSessionQuietly() throws Exception {
        GoConversation go = new GoConversation();
        go.raw("GET / HTTP/1.1\r\n\r\n");
        assertThat(go.with(session(CacheMode.RW)).count()).isOne();
    }

    @Test
    void putsAndGets_ofManyResults_areEachTheirOwn() throws Exception {
        GoConversation go = new GoConversation();
        for (int i = 0; i < 500; i++) {
            go.put(Outputs.action(i), Outputs.bytes("result " + i % 100));
        }
        int first = go.get(Outputs.action(0));
        for (int i = 1; i < 500; i++) {
            go.get(Outputs.action(i));
        }
        Answers answers = go.with(session(CacheMode.RW));
        for (int i = 0; i < 500; i++) {
            assertThat(Path.of(answers.to(first + i).text("DiskPath"))).hasContent("result " + i % 100);
        }
        try (var files = Files.walk(folder.resolve("o"))) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(100);
        }
    }

    private void put(ActionId action, String body) throws InterruptedException {
        GoConversation go = new GoConversation();
        go.put(action, Outputs.bytes(body));
        go.close();
        go.with(session(CacheMode.RW));
    }

    /** go takes it for empty when it is not there. */
    @Test
    void get_ofWhatBelongsToAHit_isWaitedFor_alsoWhereNothingElseIs() throws Exception {
        CacheSurroundings world = new CacheSurroundings(clock, () -> 0, new Random(1));
        LocalStore local = LocalStore.open(folder.toRealPath(), LocalSettings.USUAL, world.clock(), world.random());
        EmptyStore store = new EmptyStore(null);
        GoConversation first = new GoConversation();
        first.put(Outputs.action(1), Outputs.bytes("a package"));
        first.with(new GoSession(local, store, CacheMode.READ, world, CacheListener.NONE, BuildNames.NONE));

        GoConversation second = new GoConversation();
        second.get(Outputs.action(1));
        second.get(Outputs.action(2));
        second.get(Outputs.action(1).subkey("stdout"));
        second.get(Outputs.action(3));
        second.with(new GoSession(local, store, CacheMode.READ, world, CacheListener.NONE, BuildNames.NONE));

        assertThat(store.asked).containsExactly(Outputs.action(1).subkey("stdout"));
    }

    /** go takes a miss for nothing printed, and looks again at what it cannot open. */
    @Test
    void get_ofWhatWasPrintedWithAHit_thatIsNotToBeHad_isAFileThatCannotBeOpened() throws Exception {
        CacheSurroundings world = new CacheSurroundings(clock, () -> 0, new Random(1));
        LocalStore local = LocalStore.open(folder.toRealPath(), LocalSettings.USUAL, world.clock(), world.random());
        EmptyStore store = new EmptyStore(Source.RESTING);
        GoConversation first = new GoConversation();
        first.put(Outputs.action(2), Outputs.bytes("the facts of vet"));
        first.with(new GoSession(local, store, CacheMode.READ, world, CacheListener.NONE, BuildNames.NONE));

        GoConversation second = new GoConversation();
        second.get(Outputs.action(2));
        int printed = second.get(Outputs.action(2).subkey("stdout"));
        int fixes = second.get(Outputs.action(2).subkey("fix.zip"));
        int another = second.get(Outputs.action(3));
        Answers answers =
                second.with(new GoSession(local, store, CacheMode.READ, world, CacheListener.NONE, BuildNames.NONE));

        Path file = Path.of(answers.to(printed).text("DiskPath"));
        assertThat(answers.to(printed).number("Size")).isZero();
        assertThat(file).exists();
        assertThatThrownBy(() -> Files.newInputStream(file).close()).isInstanceOf(IOException.class);
        assertThat(answers.to(fixes).text("Miss")).isEqualTo("true");
        assertThat(answers.to(another).text("Miss")).isEqualTo("true");
    }

    /** Has nothing, knows of no build, and takes what was put for an index, so that nothing is waited for. */
    private static final class EmptyStore implements SharedCache {
        private final List<ActionId> asked = new CopyOnWriteArrayList<>();
        private final @Nullable Source whyNot;

        /** One that is not worth asking, or is, if there is no reason. */
        EmptyStore(@Nullable Source whyNot) {
            this.whyNot = whyNot;
        }

        @Override
        public Plan plan(BuildNames names, CacheListener build) {
            return new Plan(() -> Beginning.Unplanned.NEW, action -> false, Duration.ofSeconds(20), build);
        }

        @Override
        public void remember(BuildNames names, BuildUse use, Plan plan) {}

        @Override
        public Fetched fetch(ActionId action, Pins pins, CacheListener build) {
            asked.add(action);
            return Fetched.nothing(Source.ABSENT);
        }

        @Override
        public void offer(ActionId action, Found found, Existing existing, CacheListener build) {}

        @Override
        public void keep(ActionId action, Found found) {}

        @Override
        public void settle(Duration most) {}

        @Override
        public @Nullable Source whyNot(ActionId action) {
            return action.equals(Outputs.action(1)) ? Source.HERE_ONLY : whyNot;
        }
    }

    private GoSession session(CacheMode mode) {
        CacheSurroundings surroundings = new CacheSurroundings(clock, () -> 0, new Random(1));
        try {
            return BuildCache.open(folder.toRealPath(), LocalSettings.USUAL, surroundings)
                    .session(mode, CacheListener.NONE);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
