package dev.hone.kit;

import static dev.hone.kit.ContractOfBlobs.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.blob.BlobInfo;
import dev.hone.blob.Entry;
import dev.hone.blob.Listing;
import dev.hone.blob.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What listing gives: everything, in order, page by page. */
interface BlobPaging extends ContractOfBlobs {
    List<String> KEYS = List.of(
            "a-b/1",
            "a/1",
            "a/2",
            "a/b/1",
            "a/b/2",
            "a/c-d",
            "a/c/1",
            "a0",
            "ab",
            "b",
            "c/d/e/f",
            "z",
            "é",
            "\uffee",
            "\ud83d\ude00");

    private void putAll() {
        KEYS.reversed().forEach(key -> put(key, key));
    }

    private List<String> names(Listing listing) {
        return store().stream(listing).map(Entry::name).toList();
    }

    @Test
    default void list_ofNothing_isOneEmptyPage() {
        assertThat(store().list(Listing.of(""))).isEqualTo(new Page(List.of(), false));
        assertThat(store().list(Listing.folders("a/"))).isEqualTo(new Page(List.of(), false));
    }

    @Test
    default void list_ofAll_isInTheOrderOfBytes() {
        putAll();
        assertThat(names(Listing.of(""))).containsExactlyElementsOf(KEYS);
    }

    @Test
    default void list_ofABlob_saysWhatHeadSays() {
        put("a/b", "12345");
        BlobInfo info = store().head(key("a/b")).orElseThrow();
        Entry.Item item = (Entry.Item) store().list(Listing.of("a")).entries().getFirst();
        assertThat(item.size()).isEqualTo(5);
        assertThat(item.version()).isEqualTo(info.version());
        assertThat(item.lastModified())
                .isBetween(
                        info.lastModified().minusSeconds(1), info.lastModified().plusSeconds(1));
    }

    @Test
    default void list_withAPrefix_givesWhatBeginsWithIt() {
        putAll();
        for (String prefix :
                List.of("a", "a/", "a/b", "a/c", "a/c-", "c/d/e/", "z", "zz", "q/", "a/b/1", "a/b/1/", "é")) {
            assertThat(names(Listing.of(prefix)))
                    .as(prefix)
                    .containsExactlyElementsOf(
                            KEYS.stream().filter(key -> key.startsWith(prefix)).toList());
        }
    }

    @Test
    default void list_withAPrefixThatNoKeyHas_isEmpty() {
        putAll();
        for (String prefix : List.of("/", "//", "a//", ".", "../", ".hone", ".hone/", "a/../")) {
            assertThat(names(Listing.of(prefix))).as(prefix).isEmpty();
        }
    }

    @Test
    default void list_after_givesWhatComesBehind() {
        putAll();
        for (String after :
                List.of("a", "a/", "a/b", "a/b/1", "a/b/", "a/b/9", "a0", "b", "c", "c/d/e/f", "z", "\uffff")) {
            assertThat(names(Listing.of("").after(after)))
                    .as(after)
                    .containsExactlyElementsOf(KEYS.stream()
                            .filter(key ->
                                    key(key).compareTo(key(after.replaceFirst("/$", "/!"))) > 0 && !key.equals(after))
                            .toList());
        }
        assertThat(names(Listing.of("a/").after("0"))).isEqualTo(names(Listing.of("a/")));
        assertThat(names(Listing.of("a/").after("b"))).isEmpty();
    }

    @Test
    default void list_pageByPage_givesTheSame() {
        putAll();
        for (int size : new int[] {1, 2, 3, 7, KEYS.size(), KEYS.size() + 1}) {
            assertThat(names(Listing.of("").pageSize(size))).as("by %s", size).containsExactlyElementsOf(KEYS);
        }
        Page page = store().list(Listing.of("").pageSize(4));
        assertThat(page.entries()).hasSizeBetween(1, 4);
        assertThat(page.more()).isTrue();
    }

    @Test
    default void list_byFolder_tellsAFolderOnce() {
        putAll();
        List<String> top = List.of("a-b/", "a/", "a0", "ab", "b", "c/", "z", "é", "\uffee", "\ud83d\ude00");
        List<String> inA = List.of("a/1", "a/2", "a/b/", "a/c-d", "a/c/");
        for (int size : new int[] {1, 2, 3, 1000}) {
            assertThat(names(Listing.folders("").pageSize(size)))
                    .as("by %s", size)
                    .containsExactlyElementsOf(top);
            assertThat(names(Listing.folders("a/").pageSize(size)))
                    .as("by %s", size)
                    .containsExactlyElementsOf(inA);
        }
        assertThat(names(Listing.folders("a/b"))).containsExactly("a/b/");
        assertThat(names(Listing.folders("a/c"))).containsExactly("a/c-d", "a/c/");
        assertThat(names(Listing.folders("c/d/"))).containsExactly("c/d/e/");
        assertThat(names(Listing.folders("").after("a/"))).containsExactlyElementsOf(top.subList(2, top.size()));
        assertThat(names(Listing.folders("").after("a/b"))).containsExactlyElementsOf(top.subList(2, top.size()));
        assertThat(names(Listing.folders("").after("a"))).containsExactlyElementsOf(top);
        assertThat(store().list(Listing.folders("")).entries().get(1)).isEqualTo(new Entry.Folder("a/"));
    }

    @Test
    default void list_whileOthersPutAndDelete_givesEveryBlobThatStaysExactlyOnce() {
        List<String> staying =
                IntStream.range(0, 40).mapToObj("k/%02d"::formatted).toList();
        staying.forEach(key -> put(key, "1"));
        List<String> seen = new ArrayList<>();
        Listing listing = Listing.of("k/").pageSize(7);
        Page page = store().list(listing);
        for (int i = 0; true; i++) {
            page.entries().forEach(entry -> seen.add(entry.name()));
            if (!page.more()) {
                break;
            }
            put("k/%02d-early".formatted(i), "1");
            put("k/%02d-late".formatted(39 - i), "1");
            store().delete(key("k/%02d-early".formatted(i - 1 < 0 ? 0 : i - 1)));
            page = store().list(listing.after(page.entries().getLast().name()));
        }
        assertThat(seen).doesNotHaveDuplicates().containsAll(staying).isSorted();
    }

    @Test
    default void list_ofMoreThanAPage_givesAllOfThem() {
        List<String> keys =
                IntStream.range(0, 1100).mapToObj("n/%04d"::formatted).toList();
        keys.forEach(key -> put(key, ""));
        assertThat(names(Listing.of("n/"))).containsExactlyElementsOf(keys);
        assertThat(names(Listing.folders(""))).containsExactly("n/");
    }
}
