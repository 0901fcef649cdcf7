package dev.hone.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.base.Component.Health;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a store in files can have: files of others, a root, names, leftovers. The contract is in test/kit. */
class FileBlobStoreTest {
    @TempDir
    private Path root;

    @Test
    void put_ofABlob_makesAFileByTheKeysNameWithItsBytes() throws IOException {
        Stores.put(Stores.files(root), "web/default.pgo", "profile");
        assertThat(root.resolve("web/default.pgo")).hasContent("profile");
        try (Stream<Path> top = Files.list(root)) {
            assertThat(top.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("web", ".hone");
        }
    }

    @Test
    void get_ofAFileThatSomebodyPutThere_isABlob() throws IOException {
        Files.createDirectories(root.resolve("web"));
        Files.writeString(root.resolve("web/default.pgo"), "by hand");
        BlobStore store = Stores.files(root);
        assertThat(Stores.text(store, "web/default.pgo")).contains("by hand");
        assertThat(Stores.names(store)).containsExactly("web/default.pgo");
        BlobVersion version =
                store.head(BlobKey.of("web/default.pgo")).orElseThrow().version();
        assertThat(store.put(BlobKey.of("web/default.pgo"), Content.of("swapped"), PutOptions.ifVersion(version)))
                .isInstanceOf(PutOutcome.Stored.class);
    }

    @Test
    void head_ofABlobThatSomebodyWroteTo_hasAnotherVersionAndNoMetadata() throws IOException {
        BlobStore store = Stores.files(root);
        store.put(BlobKey.of("k"), Content.of("1"), PutOptions.REPLACE.with(Map.of("a", "b")));
        BlobVersion version = store.head(BlobKey.of("k")).orElseThrow().version();
        Files.writeString(root.resolve("k"), "2", StandardOpenOption.APPEND);
        BlobInfo info = store.head(BlobKey.of("k")).orElseThrow();
        assertThat(info.version()).isNotEqualTo(version);
        assertThat(info.metadata().isEmpty()).isTrue();
        assertThat(info.size()).isEqualTo(2);
        assertThat(store.put(BlobKey.of("k"), Content.of("3"), PutOptions.ifVersion(version)))
                .isEqualTo(new PutOutcome.Conflict());
    }

    @Test
    void list_ofAFolderWithForeignThings_givesOnlyBlobs() throws IOException {
        for (String foreign : List.of("README", "a%2Fb", "a%zz", "%41", "b|c", "c\nd")) {
            Files.writeString(root.resolve(foreign), "not ours");
        }
        Files.createSymbolicLink(root.resolve("link"), root.resolve("README"));
        Files.createDirectories(root.resolve("empty/deeper"));
        Files.createDirectories(root.resolve("Upper/case"));
        Files.writeString(root.resolve("Upper/case/x"), "not ours");
        BlobStore store = Stores.files(root);
        Stores.put(store, "good", "1");
        assertThat(Stores.names(store)).containsExactly("A", "good");
        assertThat(store.stream(Listing.folders("")).map(Entry::name)).containsExactly("A", "good");
        assertThat(store.get(BlobKey.of("link"))).isEmpty();
        assertThat(store.get(BlobKey.of("empty"))).isEmpty();
    }

    @Test
    void put_whereAnEmptyFolderIsInTheWay_takesItsPlace() throws IOException {
        Files.createDirectories(root.resolve("k"));
        Files.createDirectories(root.resolve("l"));
        BlobStore store = Stores.files(root);
        Stores.put(store, "k", "1");
        store.put(BlobKey.of("l"), Content.of("2"), PutOptions.IF_ABSENT);
        assertThat(Stores.names(store)).containsExactly("k", "l");
    }

    @Test
    void call_whereTheRootIsNotThere_saysSo() throws IOException {
        BlobStore missing = Stores.files(root.resolve("nowhere"));
        BlobKey key = BlobKey.of("k");
        assertNoBucket(() -> missing.get(key));
        assertNoBucket(() -> missing.head(key));
        assertNoBucket(() -> missing.delete(key));
        assertNoBucket(() -> missing.list(Listing.of("")));
        assertNoBucket(() -> missing.put(key, Content.of(""), PutOptions.REPLACE));
        assertThat(missing.check()).isInstanceOf(Health.Bad.class).asString().contains("create_dir=true");
        assertThat(root.resolve("nowhere")).doesNotExist();
        Files.writeString(root.resolve("file"), "");
        assertNoBucket(() -> Stores.put(Stores.open("file://" + root.resolve("file") + "?create_dir=true"), "k", ""));
    }

    private static void assertNoBucket(Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        BlobException.class, e -> assertThat(e.error()).isEqualTo(BlobError.NO_BUCKET));
    }

    @Test
    void call_withCreateDir_makesTheRootWhenItWritesAndNotBefore() {
        BlobStore store = Stores.open("file://" + root + "/a/b?create_dir=true");
        assertThat(Stores.names(store)).isEmpty();
        assertThat(root.resolve("a")).doesNotExist();
        Stores.put(store, "k", "1");
        assertThat(root.resolve("a/b/k")).hasContent("1");
    }

    @Test
    void store_openedLater_sweepsOnlyWhatIsOld() throws IOException {
        Path tmp = Files.createDirectories(root.resolve(".hone/tmp"));
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        Path old = Files.writeString(tmp.resolve("old"), "half");
        Path young = Files.writeString(tmp.resolve("young"), "half");
        Files.setLastModifiedTime(old, FileTime.from(now.minus(NewFiles.GRACE).minusSeconds(1)));
        Files.setLastModifiedTime(young, FileTime.from(now.minus(NewFiles.GRACE).plusSeconds(1)));
        Stores.put(Stores.opener(InstantSource.fixed(now)).open("file://" + root), "k", "1");
        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(Stores.files(root).head(BlobKey.of("k")).orElseThrow().lastModified())
                .isEqualTo(now);
    }

    @Test
    void versions_inOneInstant_differ() {
        for (String more : List.of("", "&metadata=skip")) {
            BlobStore store =
                    Stores.opener(InstantSource.fixed(Instant.EPOCH)).open("file://" + root + "?sync=false" + more);
            BlobVersion first = Stores.put(store, "k", "1");
            BlobVersion second = Stores.put(store, "k", "2");
            store.delete(BlobKey.of("k"));
            assertThat(Stores.put(store, "k", "3")).isNotIn(first, second);
            assertThat(second).isNotEqualTo(first);
        }
    }

    @Test
    void put_ofAKeyWithAPartThatIsTooLong_saysSo() {
        assertThatThrownBy(() -> Stores.put(Stores.files(root), "ü".repeat(50), ""))
                .isInstanceOfSatisfying(
                        BlobException.class, e -> assertThat(e.error()).isEqualTo(BlobError.BAD_KEY))
                .hasMessageContaining("file name of 300 characters, and 255 is the most");
    }

    @Test
    void failure_ofTheSystem_isToldAsWhatItMeans() {
        assertThat(told(new FileSystemException("/x", null, "No space left on device"))
                        .error())
                .isEqualTo(BlobError.FULL);
        assertThat(told(new IOException("No space left on device"))).hasMessageContaining("put k: the disk is full");
        assertThat(told(new IOException("Disk quota exceeded")).error()).isEqualTo(BlobError.FULL);
        assertThat(told(new FileSystemException("/x", null, "Read-only file system")))
                .hasMessageContaining("read-only");
        assertThat(told(new AccessDeniedException("/x")).error()).isEqualTo(BlobError.DENIED);
        assertThat(told(new IOException("Input/output error")).error()).isEqualTo(BlobError.UNAVAILABLE);
    }

    private BlobException told(IOException e) {
        return FileFailures.of("put k", root, e);
    }
}
