package dev.hone.kit;

import static dev.hone.kit.ContractOfBlobs.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.blob.BlobError;
import dev.hone.blob.BlobException;
import dev.hone.blob.BlobVersion;
import dev.hone.blob.DeleteOutcome;
import dev.hone.blob.Listing;
import dev.hone.blob.Trait;
import org.junit.jupiter.api.Test;

/** What deleting does. */
interface BlobDeleting extends ContractOfBlobs {
    @Test
    default void delete_ofABlob_leavesNothingOfIt() {
        put("a/b/c", "1");
        put("a/d", "2");
        store().delete(key("a/b/c"));
        assertThat(another().head(key("a/b/c"))).isEmpty();
        assertThat(store().get(key("a/b/c"))).isEmpty();
        assertThat(store().stream(Listing.folders("a/")).map(entry -> entry.name()))
                .containsExactly("a/d");
        store().delete(key("a/d"));
        assertThat(store().stream(Listing.folders(""))).isEmpty();
        put("a", "the name of a folder is free again");
        assertThat(text("a")).isPresent();
    }

    @Test
    default void delete_ofWhatIsNotThere_isFine() {
        store().delete(key("x"));
        put("a/b", "1");
        store().delete(key("a/c"));
        store().delete(key("a"));
        store().delete(key("a/b/c"));
        store().delete(key("a/b"));
        store().delete(key("a/b"));
        assertThat(store().stream(Listing.of(""))).isEmpty();
    }

    @Test
    default void delete_ifVersion_deletesOnlyThatVersion() {
        BlobVersion first = put("k", "first");
        if (!declares(Trait.DELETE_IF_VERSION)) {
            assertThatThrownBy(() -> store().delete(key("k"), first))
                    .isInstanceOfSatisfying(
                            BlobException.class, e -> assertThat(e.error()).isEqualTo(BlobError.UNSUPPORTED));
            assertThat(text("k")).contains("first");
            return;
        }
        BlobVersion second = put("k", "second");
        assertThat(another().delete(key("k"), first)).isEqualTo(new DeleteOutcome.Conflict());
        assertThat(text("k")).contains("second");
        assertThat(store().delete(key("k"), second)).isEqualTo(new DeleteOutcome.Deleted());
        assertThat(store().head(key("k"))).isEmpty();
        assertThat(store().delete(key("k"), second)).isEqualTo(new DeleteOutcome.Absent());
    }
}
