package dev.hone.kit;

import static dev.hone.kit.ContractOfBlobs.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.blob.BlobError;
import dev.hone.blob.BlobException;
import dev.hone.blob.BlobInfo;
import dev.hone.blob.Entry;
import dev.hone.blob.Listing;
import dev.hone.blob.Trait;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which keys can be there, and that no two of them are one. */
interface BlobNaming extends ContractOfBlobs {
    /** Names that a file system, a URL, XML, or a careless join might take for another one. */
    List<String> ODD_KEYS = List.of(
            "A/b",
            "a%2Fb",
            "a%252Fb",
            "a+b",
            "a b",
            " a",
            "a ",
            "a.",
            ".a",
            "...",
            "a..b/..c",
            "a/B",
            "a/b",
            "a//b".replace("//", "/:/"),
            "a\\b",
            "a?b=c&d",
            "a#b",
            "a*b",
            "<a>&amp;\"'",
            "ä",
            "a\u0308",
            "\u00c5ngstr\u00f6m/\u212b",
            "日本/語",
            "\ud83d\ude00",
            "\uffee",
            "con",
            "nul.txt",
            "~",
            "-rf",
            "$HOME",
            "hone/.hone",
            "x".repeat(80));

    @Test
    default void keys_thatLookAlmostAlike_areDifferentBlobs() {
        for (String key : ODD_KEYS) {
            put(key, "I am " + key);
        }
        for (String key : ODD_KEYS) {
            assertThat(text(key)).as(key).contains("I am " + key);
            assertAddress(key);
        }
        assertThat(store().stream(Listing.of("")).map(Entry::name))
                .containsExactlyElementsOf(ODD_KEYS.stream()
                        .map(ContractOfBlobs::key)
                        .sorted()
                        .map(Object::toString)
                        .toList());
        for (String key : ODD_KEYS) {
            store().delete(key(key));
            assertThat(store().head(key(key))).as(key).isEmpty();
        }
        assertThat(store().stream(Listing.of(""))).isEmpty();
    }

    private void assertAddress(String key) {
        store().address(key(key))
                .ifPresent(address -> assertThat(ContractOfBlobs.sent(address).body())
                        .as(key)
                        .asString(StandardCharsets.UTF_8)
                        .isEqualTo("I am " + key));
    }

    @Test
    default void key_ofTheGreatestLength_isAKey() {
        String key = ("p".repeat(79) + "/").repeat(12) + "q".repeat(longestKey() - 12 * 80);
        put(key, "long");
        assertThat(text(key)).contains("long");
        assertThat(store().stream(Listing.of("ppp")).map(Entry::name)).containsExactly(key);
    }

    @Test
    default void key_withALongPart_worksOrIsRefusedCleanly() {
        String key = "n".repeat(1000);
        try {
            put(key, "long");
            assertThat(text(key)).contains("long");
        } catch (BlobException e) {
            assertThat(e.error()).isEqualTo(BlobError.BAD_KEY);
            assertThat(declares(Trait.LONG_NAMES)).isFalse();
            assertThat(store().stream(Listing.of(""))).isEmpty();
        }
    }

    @Test
    default void keys_ofABlobAndOfOneBelowIt_workTogetherOrTheLaterIsRefusedCleanly() {
        for (List<String> order : List.of(List.of("a", "a/b"), List.of("d/e/f", "d"))) {
            put(order.getFirst(), "first");
            try {
                put(order.getLast(), "second");
                assertThat(text(order.getLast())).contains("second");
            } catch (BlobException e) {
                assertThat(e.error()).isEqualTo(BlobError.KEY_CLASH);
                assertThat(declares(Trait.NESTED_KEYS)).isFalse();
                assertThat(store().head(key(order.getLast())).map(BlobInfo::size))
                        .isEmpty();
            }
            assertThat(text(order.getFirst())).contains("first");
        }
    }
}
