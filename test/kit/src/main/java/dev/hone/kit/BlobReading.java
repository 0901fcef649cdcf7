package dev.hone.kit;

import static dev.hone.kit.ContractOfBlobs.key;
import static dev.hone.kit.ContractOfBlobs.textOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.base.Component.Health;
import dev.hone.blob.Blob;
import dev.hone.blob.BlobAddress;
import dev.hone.blob.BlobInfo;
import dev.hone.blob.BlobVersion;
import dev.hone.blob.ByteRange;
import dev.hone.blob.Content;
import dev.hone.blob.Listing;
import dev.hone.blob.Metadata;
import dev.hone.blob.PutOptions;
import dev.hone.blob.Trait;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What reading gives: whole blobs, parts of them, and nothing where nothing is. */
interface BlobReading extends ContractOfBlobs {
    @Test
    default void check_ofAStoreThatWorks_isGoodAndLeavesNothing() {
        assertThat(store().check()).isEqualTo(Health.GOOD);
        assertThat(store().stream(Listing.of(""))).isEmpty();
    }

    @Test
    default void get_ofWhatIsNotThere_isEmpty() {
        put("a/b/c", "1");
        for (String absent : new String[] {"x", "a", "a/b", "a/b/d", "a/b/c/d", "a/b/cc"}) {
            assertThat(store().get(key(absent))).as(absent).isEmpty();
            assertThat(store().head(key(absent))).as(absent).isEmpty();
        }
    }

    @Test
    default void get_ofABlob_givesItsBytesAndWhatIsKnownOfIt() {
        BlobVersion version = put("app/default.pgo", "hello");
        try (Blob blob = store().get(key("app/default.pgo")).orElseThrow()) {
            assertThat(blob.info().size()).isEqualTo(5);
            assertThat(blob.info().version()).isEqualTo(version);
            assertThat(blob.info().metadata().withoutToken().values()).isEmpty();
            assertThat(blob.offset()).isZero();
            assertThat(blob.length()).isEqualTo(5);
            assertThat(textOf(blob)).isEqualTo("hello");
        }
        assertThat(another().get(key("app/default.pgo")).map(ContractOfBlobs::textOf))
                .contains("hello");
    }

    @Test
    default void head_ofABlob_saysWhatGetSays() {
        put("app/default.pgo", "hello");
        BlobInfo info = store().head(key("app/default.pgo")).orElseThrow();
        try (Blob blob = store().get(key("app/default.pgo")).orElseThrow()) {
            assertThat(blob.info()).isEqualTo(info);
        }
    }

    @Test
    default void get_ofAnEmptyBlob_isABlobWithoutBytes() {
        put("empty", "");
        for (ByteRange range :
                new ByteRange[] {ByteRange.all(), ByteRange.from(5), ByteRange.of(0, 3), ByteRange.last(3)}) {
            try (Blob blob = store().get(key("empty"), range).orElseThrow()) {
                assertThat(blob.info().size()).isZero();
                assertThat(blob.length()).isZero();
                assertThat(textOf(blob)).isEmpty();
            }
        }
    }

    @Test
    default void get_ofARange_givesWhatOfItThereIs() {
        BlobVersion version = put("digits", "0123456789");
        assertRange(ByteRange.all(), 0, "0123456789", version);
        assertRange(ByteRange.from(0), 0, "0123456789", version);
        assertRange(ByteRange.from(7), 7, "789", version);
        assertRange(ByteRange.from(10), 10, "", version);
        assertRange(ByteRange.from(11), 10, "", version);
        assertRange(ByteRange.from(Long.MAX_VALUE), 10, "", version);
        assertRange(ByteRange.of(0, 1), 0, "0", version);
        assertRange(ByteRange.of(3, 4), 3, "3456", version);
        assertRange(ByteRange.of(9, 1), 9, "9", version);
        assertRange(ByteRange.of(8, 5), 8, "89", version);
        assertRange(ByteRange.of(8, Long.MAX_VALUE), 8, "89", version);
        assertRange(ByteRange.of(10, 5), 10, "", version);
        assertRange(ByteRange.of(Long.MAX_VALUE, Long.MAX_VALUE), 10, "", version);
        assertRange(ByteRange.of(4, 0), 4, "", version);
        assertRange(ByteRange.last(3), 7, "789", version);
        assertRange(ByteRange.last(0), 10, "", version);
        assertRange(ByteRange.last(10), 0, "0123456789", version);
        assertRange(ByteRange.last(Long.MAX_VALUE), 0, "0123456789", version);
    }

    private void assertRange(ByteRange range, long offset, String text, BlobVersion version) {
        try (Blob blob = store().get(key("digits"), range).orElseThrow()) {
            assertThat(blob.info().size()).as("%s", range).isEqualTo(10);
            assertThat(blob.info().version()).as("%s", range).isEqualTo(version);
            assertThat(blob.length()).as("%s", range).isEqualTo(text.length());
            assertThat(textOf(blob)).as("%s", range).isEqualTo(text);
            assertThat(blob.offset()).as("%s", range).isEqualTo(offset);
        }
    }

    @Test
    default void get_ofARangeOfWhatIsNotThere_isEmpty() {
        assertThat(store().get(key("x"), ByteRange.of(0, 1))).isEmpty();
        assertThat(store().get(key("x"), ByteRange.of(0, 0))).isEmpty();
        assertThat(store().get(key("x"), ByteRange.last(7))).isEmpty();
    }

    @Test
    default void get_closedBeforeItsEnd_leavesTheStoreUsable() throws IOException {
        byte[] bytes = new byte[MOST];
        Arrays.fill(bytes, (byte) 'x');
        store().put(key("large"), Content.of(bytes), PutOptions.REPLACE);
        for (int i = 0; i < 100; i++) {
            try (Blob blob = store().get(key("large")).orElseThrow()) {
                assertThat(blob.body().read()).isEqualTo('x');
            }
        }
        assertThat(store().get(key("large")).orElseThrow().bytes(MOST)).isEqualTo(bytes);
    }

    @Test
    default void get_ofABlobThatIsReplacedMeanwhile_givesTheOldOneOrFails() throws IOException {
        byte[] old = new byte[MOST];
        Arrays.fill(old, (byte) 'o');
        store().put(key("large"), Content.of(old), PutOptions.REPLACE);
        try (Blob blob = store().get(key("large")).orElseThrow()) {
            int first = blob.body().read();
            byte[] fresh = new byte[MOST];
            Arrays.fill(fresh, (byte) 'n');
            another().put(key("large"), Content.of(fresh), PutOptions.REPLACE);
            try {
                byte[] rest = blob.body().readAllBytes();
                assertThat(first).isEqualTo('o');
                assertThat(rest).isEqualTo(Arrays.copyOf(old, MOST - 1));
            } catch (IOException e) {
                assertThat(e).as("a failure is fine; a mix is not").isNotNull();
            }
        }
    }

    @Test
    default void address_ofABlob_givesItsBytesAndWhatHeadSays() {
        Metadata metadata = Metadata.of(Map.of("output", "00ff", "words", "a, b; c=d"));
        Content content = Content.of("hello");
        store().put(
                        key("app/default.pgo"),
                        content,
                        declares(Trait.METADATA) ? PutOptions.REPLACE.with(metadata) : PutOptions.REPLACE);
        Optional<BlobAddress> address = store().address(key("app/default.pgo"));
        if (address.isPresent()) {
            HttpResponse<byte[]> answer = ContractOfBlobs.sent(address.get());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).asString().isEqualTo("hello");
            assertThat(Optional.of(address.get().info(ContractOfBlobs.headers(answer))))
                    .isEqualTo(store().head(key("app/default.pgo")));
        }
    }

    @Test
    default void address_ofWhatIsNotThere_isAnswered404() {
        put("a/b", "1");
        for (String absent : new String[] {"x", "a", "a/c", "a/bb"}) {
            Optional<BlobAddress> address = store().address(key(absent));
            if (address.isPresent()) {
                assertThat(ContractOfBlobs.sent(address.get()).statusCode())
                        .as(absent)
                        .isEqualTo(404);
            }
        }
    }
}
