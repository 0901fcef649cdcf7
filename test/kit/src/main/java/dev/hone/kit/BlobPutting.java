package dev.hone.kit;

import static dev.hone.kit.ContractOfBlobs.key;
import static dev.hone.kit.ContractOfBlobs.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.blob.BlobAddress;
import dev.hone.blob.BlobError;
import dev.hone.blob.BlobException;
import dev.hone.blob.BlobInfo;
import dev.hone.blob.BlobVersion;
import dev.hone.blob.Content;
import dev.hone.blob.Metadata;
import dev.hone.blob.PutOptions;
import dev.hone.blob.PutOutcome;
import dev.hone.blob.Trait;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What putting does: all or nothing, under its condition, with its metadata. */
interface BlobPutting extends ContractOfBlobs {
    PutOutcome CONFLICT = new PutOutcome.Conflict();

    @Test
    default void put_overAnother_replacesBytesVersionAndMetadata() {
        PutOptions labelled = declares(Trait.METADATA) ? PutOptions.REPLACE.with(Map.of("a", "1")) : PutOptions.REPLACE;
        BlobVersion first = stored(store().put(key("k"), Content.of("first"), labelled));
        BlobVersion second = put("k", "second!");
        assertThat(second).isNotEqualTo(first);
        BlobInfo info = store().head(key("k")).orElseThrow();
        assertThat(info.size()).isEqualTo(7);
        assertThat(info.version()).isEqualTo(second);
        assertThat(info.metadata().withoutToken().values()).isEmpty();
        assertThat(text("k")).contains("second!");
    }

    @Test
    default void putAddress_storesWhatIsSent_ifItsConditionHolds() {
        PutOptions once = declares(Trait.PUT_IF_ABSENT) ? PutOptions.IF_ABSENT : PutOptions.REPLACE;
        PutOptions options = declares(Trait.METADATA) ? once.with(Map.of("output", "00ff")) : once;
        Optional<BlobAddress> address = store().putAddress(key("a/b"), options, 5, ContractOfBlobs.sha256("hello"));
        if (address.isPresent()) {
            assertThat(ContractOfBlobs.sent(address.get(), "hello").statusCode())
                    .isEqualTo(200);
            assertThat(text("a/b")).contains("hello");
            assertThat(store().head(key("a/b")).orElseThrow().metadata()).isEqualTo(options.metadata());
            if (declares(Trait.PUT_IF_ABSENT)) {
                assertThat(ContractOfBlobs.sent(address.get(), "hello").statusCode())
                        .isEqualTo(412);
            }
        }
    }

    @Test
    default void putAddress_ofOtherBytes_storesNothing() {
        Optional<BlobAddress> address =
                store().putAddress(key("a/b"), PutOptions.REPLACE, 5, ContractOfBlobs.sha256("hello"));
        if (address.isPresent()) {
            assertThat(ContractOfBlobs.sent(address.get(), "other").statusCode())
                    .isBetween(400, 499);
            assertThat(store().head(key("a/b"))).isEmpty();
        }
    }

    @Test
    default void put_oneAfterTheOther_neverGoesBackInTime() {
        put("k", "1");
        BlobInfo first = store().head(key("k")).orElseThrow();
        put("k", "2");
        BlobInfo second = store().head(key("k")).orElseThrow();
        assertThat(Duration.between(first.lastModified(), second.lastModified()))
                .isGreaterThan(Duration.ofSeconds(-2))
                .isLessThan(Duration.ofMinutes(1));
    }

    @Test
    default void put_ofTheSameBytesAgain_makesANewVersionWhereThatIsPromised() {
        BlobVersion first = put("k", "same");
        BlobVersion second = put("k", "same");
        store().delete(key("k"));
        BlobVersion third = put("k", "same");
        if (declares(Trait.VERSION_PER_PUT)) {
            assertThat(second).isNotIn(first, third);
            assertThat(third).isNotEqualTo(first);
        }
    }

    @Test
    default void put_ifAbsent_storesOnlyWhereNothingIs() {
        PutOutcome first = store().put(key("k"), Content.of("first"), PutOptions.IF_ABSENT);
        assertThat(store().head(key("k")).map(BlobInfo::version)).contains(stored(first));
        PutOutcome second = another().put(key("k"), Content.of("second"), PutOptions.IF_ABSENT);
        assertThat(second).isEqualTo(CONFLICT);
        assertThat(text("k")).contains("first");
        store().delete(key("k"));
        stored(store().put(key("k"), Content.of("third"), PutOptions.IF_ABSENT));
    }

    @Test
    default void put_ifVersion_storesOnlyOverThatVersion() {
        BlobVersion first = put("k", "first");
        BlobVersion second = stored(store().put(key("k"), Content.of("second"), PutOptions.ifVersion(first)));
        assertThat(another().put(key("k"), Content.of("stale"), PutOptions.ifVersion(first)))
                .isEqualTo(CONFLICT);
        assertThat(text("k")).contains("second");
        stored(store().put(key("k"), Content.of("third"), PutOptions.ifVersion(second)));
        assertThat(text("k")).contains("third");
    }

    @Test
    default void put_ifVersion_whereNothingIsAnyMore_isAConflict() {
        BlobVersion version = put("k", "first");
        store().delete(key("k"));
        assertThat(store().put(key("k"), Content.of("second"), PutOptions.ifVersion(version)))
                .isEqualTo(CONFLICT);
        assertThat(store().head(key("k"))).isEmpty();
    }

    @Test
    default void put_ofAStreamOrAFile_storesAllOfIt(@TempDir Path folder) throws IOException {
        byte[] bytes = "from a stream".getBytes(StandardCharsets.UTF_8);
        InputStream dribble = new SequenceInputStream(
                new ByteArrayInputStream(bytes, 0, 1), new ByteArrayInputStream(bytes, 1, bytes.length - 1));
        stored(store().put(key("s"), Content.stream(dribble, bytes.length), PutOptions.REPLACE));
        Path file = Files.writeString(folder.resolve("f"), "from a file");
        stored(store().put(key("f"), Content.file(file), PutOptions.REPLACE));
        stored(store().put(key("e"), Content.stream(InputStream.nullInputStream(), 0), PutOptions.REPLACE));
        assertThat(text("s")).contains("from a stream");
        assertThat(text("f")).contains("from a file");
        assertThat(text("e")).contains("");
    }

    @Test
    default void put_ofABodyOfAnotherLength_storesNothing() {
        put("old", "old");
        for (String key : new String[] {"old", "new"}) {
            for (int length : new int[] {0, 4, 6, 100_000}) {
                assertThatThrownBy(() -> store().put(key(key), stream("12345", length), PutOptions.REPLACE))
                        .as("%s with %s", key, length)
                        .isInstanceOfSatisfying(
                                BlobException.class, e -> assertThat(e.error()).isEqualTo(BlobError.BAD_BODY));
            }
        }
        assertThat(text("old")).contains("old");
        assertThat(store().head(key("new"))).isEmpty();
    }

    private static Content stream(String text, int length) {
        return Content.stream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), length);
    }

    @Test
    default void put_ofABodyThatBreaksOff_storesNothing() {
        put("old", "old");
        for (String key : new String[] {"old", "new"}) {
            InputStream broken = new SequenceInputStream(new PatternStream(300_000), new BrokenStream());
            assertThatThrownBy(() -> store().put(key(key), Content.stream(broken, 1_000_000), PutOptions.REPLACE))
                    .isInstanceOfSatisfying(
                            BlobException.class, e -> assertThat(e.error()).isEqualTo(BlobError.BAD_BODY));
        }
        assertThat(text("old")).contains("old");
        assertThat(store().head(key("new"))).isEmpty();
    }

    @Test
    default void put_withMetadata_keepsIt() {
        Map<String, String> values = Map.of(
                "output_id", "C+/aGk=", "dash-ed", "a value  with spaces", "n0", "~!@#$%^&*()[]{};:'\"\\|,.<>?/");
        PutOptions options = PutOptions.REPLACE.with(values);
        if (!declares(Trait.METADATA)) {
            assertUnsupported(options);
            return;
        }
        stored(store().put(key("k"), Content.of("x"), options));
        assertThat(store().head(key("k"))
                        .orElseThrow()
                        .metadata()
                        .withoutToken()
                        .values())
                .isEqualTo(values);
        assertThat(store().get(key("k"))
                        .orElseThrow()
                        .info()
                        .metadata()
                        .withoutToken()
                        .values())
                .isEqualTo(values);
    }

    private void assertUnsupported(PutOptions options) {
        assertThatThrownBy(() -> store().put(key("k"), Content.of("x"), options))
                .isInstanceOfSatisfying(
                        BlobException.class, e -> assertThat(e.error()).isEqualTo(BlobError.UNSUPPORTED));
        assertThat(store().head(key("k"))).isEmpty();
    }

    @Test
    default void put_withAsMuchMetadataAsThereMayBe_keepsIt() {
        Metadata most = Metadata.of(Map.of("a", "x".repeat(1800), "b".repeat(90), "y".repeat(9)));
        if (declares(Trait.METADATA)) {
            stored(store().put(key("k"), Content.of("x"), PutOptions.REPLACE.with(most)));
            stored(store().put(key("c"), Content.of("x"), PutOptions.IF_ABSENT.with(most)));
            assertThat(store().head(key("k")).orElseThrow().metadata()).isEqualTo(most);
            assertThat(store().head(key("c")).orElseThrow().metadata().withoutToken())
                    .isEqualTo(most);
        } else {
            assertUnsupported(PutOptions.REPLACE.with(most));
        }
    }

    @Test
    default void put_ofABigBlob_needsNoMemoryForIt() throws IOException {
        long size = bigSize();
        stored(store().put(key("big"), Content.stream(new PatternStream(size), size), PutOptions.IF_ABSENT));
        assertThat(store().put(key("big"), Content.stream(new PatternStream(size), size), PutOptions.IF_ABSENT))
                .isEqualTo(CONFLICT);
        assertThat(store().head(key("big")).orElseThrow().size()).isEqualTo(size);
        try (var blob = store().get(key("big")).orElseThrow()) {
            PatternStream.assertSame(blob.body(), size);
        }
    }
}
