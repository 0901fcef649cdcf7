package dev.hone.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.base.Component.Health;
import dev.hone.blob.Blob;
import dev.hone.blob.BlobError;
import dev.hone.blob.BlobException;
import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.BlobVersion;
import dev.hone.blob.Content;
import dev.hone.blob.Listing;
import dev.hone.blob.PutOptions;
import dev.hone.blob.PutOutcome;
import dev.hone.kit.ServerProcess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when keys are wrong, buckets missing, servers away and answers lost. */
@Tag("server")
class S3TroubleTest {
    private static final BlobKey KEY = BlobKey.of("app/head.json");
    private static S3Server server;

    private Relay relay;
    private BlobStore store;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = S3Server.versity(folder);
        server.makeBucket("trouble");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void open() {
        relay = new Relay(server.port());
        store = S3Server.through(relay.endpoint(), "trouble", "&multipart_size=5MiB");
        store.delete(KEY);
    }

    @AfterEach
    void close() {
        store.close();
        relay.close();
    }

    private static BlobVersion stored(PutOutcome outcome) {
        assertThat(outcome).isInstanceOf(PutOutcome.Stored.class);
        return ((PutOutcome.Stored) outcome).version();
    }

    @Test
    void put_ifAbsent_whoseAnswerIsLost_isToldAsStored() {
        relay.loseAnswers(1);
        BlobVersion version = stored(store.put(KEY, Content.of("mine"), PutOptions.IF_ABSENT));
        assertThat(relay.answersToLose()).isZero();
        assertThat(store.head(KEY).orElseThrow().version()).isEqualTo(version);
    }

    @Test
    void put_ifVersion_whoseAnswerIsLost_isToldAsStored() {
        BlobVersion version = stored(store.put(KEY, Content.of("1"), PutOptions.REPLACE));
        relay.loseAnswers(1);
        stored(store.put(KEY, Content.of("2"), PutOptions.ifVersion(version)));
        assertThat(relay.answersToLose()).isZero();
        assertThat(store.get(KEY).orElseThrow().bytes(10)).isEqualTo(new byte[] {'2'});
    }

    @Test
    void put_ifAbsent_whoseAnswerIsLostWhereSomebodyElseWas_isAConflict() {
        store.put(KEY, Content.of("theirs"), PutOptions.REPLACE);
        relay.loseAnswers(1);
        assertThat(store.put(KEY, Content.of("mine"), PutOptions.IF_ABSENT)).isEqualTo(new PutOutcome.Conflict());
        assertThat(relay.answersToLose()).isZero();
    }

    @Test
    void put_ofAStreamWhoseAnswerIsLost_isToldAsStoredWhenItIsConditional() {
        relay.loseAnswers(1);
        stored(store.put(KEY, stream(1000), PutOptions.IF_ABSENT));
        relay.loseAnswers(1);
        assertFails(BlobError.UNAVAILABLE, s -> s.put(KEY, stream(1000), PutOptions.REPLACE), store);
    }

    private static Content stream(int length) {
        return Content.stream(new ByteArrayInputStream(new byte[length]), length);
    }

    @Test
    void put_inParts_ofWhichAnyAnswerIsLost_isStoredOrFailsAndIsNot() {
        for (int answer = 1; answer <= 6; answer++) {
            store.delete(KEY);
            relay.loseAnswer(answer);
            try {
                stored(store.put(KEY, stream(6 << 20), PutOptions.IF_ABSENT));
                assertThat(store.head(KEY).orElseThrow().size()).isEqualTo(6 << 20);
            } catch (BlobException e) {
                assertThat(e.error()).isEqualTo(BlobError.UNAVAILABLE);
                assertThat(store.head(KEY))
                        .as("after a loss of answer %s", answer)
                        .isEmpty();
            }
        }
    }

    @Test
    void get_ofABodyThatBreaksOff_failsAndIsNeverShort() throws IOException {
        store.put(KEY, Content.of(new byte[3 << 20]), PutOptions.REPLACE);
        relay.cutAfter(1 << 20);
        try (Blob blob = store.get(KEY).orElseThrow()) {
            assertThatThrownBy(() -> blob.body().readAllBytes()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void call_withWrongKeys_isDenied() {
        for (BlobStore wrong :
                new BlobStore[] {server.open("trouble", "", "wrong"), server.open("trouble", "&anonymous=true")}) {
            assertFails(BlobError.DENIED, s -> s.get(KEY), wrong);
            assertFails(BlobError.DENIED, s -> s.head(KEY), wrong);
            assertFails(BlobError.DENIED, s -> s.put(KEY, Content.of(""), PutOptions.IF_ABSENT), wrong);
            assertFails(BlobError.DENIED, s -> s.delete(KEY), wrong);
            assertFails(BlobError.DENIED, s -> s.list(Listing.of("")), wrong);
            assertThat(wrong.check()).isInstanceOf(Health.Bad.class).asString().contains("trouble");
            wrong.close();
        }
    }

    @Test
    void call_onABucketThatIsNotThere_saysSo() {
        try (BlobStore missing = server.open("not-there", "")) {
            assertFails(BlobError.NO_BUCKET, s -> s.head(KEY), missing);
            assertFails(BlobError.NO_BUCKET, s -> s.get(KEY), missing);
            assertFails(BlobError.NO_BUCKET, s -> s.put(KEY, Content.of(""), PutOptions.REPLACE), missing);
            assertFails(BlobError.NO_BUCKET, s -> s.list(Listing.of("")), missing);
            assertThat(missing.check())
                    .isInstanceOf(Health.Bad.class)
                    .asString()
                    .contains("NoSuchBucket");
        }
    }

    @Test
    void call_onAServerThatIsAway_isUnavailable() {
        String nobody = "http://127.0.0.1:" + ServerProcess.freePort();
        try (BlobStore away = S3Server.through(nobody, "trouble", "")) {
            assertFails(BlobError.UNAVAILABLE, s -> s.head(KEY), away);
            assertFails(BlobError.UNAVAILABLE, s -> s.put(KEY, Content.of("x"), PutOptions.IF_ABSENT), away);
            assertThat(away.check()).isInstanceOf(Health.Bad.class);
        }
    }

    @Test
    void call_onAnInterruptedThread_saysSoAndLeavesItInterrupted() {
        Thread.currentThread().interrupt();
        assertFails(BlobError.INTERRUPTED, s -> s.put(KEY, Content.of("x"), PutOptions.REPLACE), store);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void delete_ifVersion_onAServerThatIsNotKnownToObeyIt_isRefused() {
        BlobVersion version = stored(store.put(KEY, Content.of("x"), PutOptions.REPLACE));
        assertFails(BlobError.UNSUPPORTED, s -> s.delete(KEY, version), store);
        assertThat(store.head(KEY)).isPresent();
    }

    private static void assertFails(BlobError error, Consumer<BlobStore> call, BlobStore store) {
        assertThatThrownBy(() -> call.accept(store))
                .isInstanceOfSatisfying(
                        BlobException.class,
                        e -> assertThat(e.error()).as("%s", e).isEqualTo(error))
                .hasMessageContaining("s3://");
    }
}
