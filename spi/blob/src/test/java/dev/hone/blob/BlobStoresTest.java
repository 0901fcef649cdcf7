package dev.hone.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.base.ConfigurationException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobStoresTest {
    @Test
    void open_ofMem_isANewStoreEachTime() {
        BlobStore one = Stores.open("mem://");
        Stores.put(one, "k", "1");
        assertThat(Stores.names(Stores.open("mem://"))).isEmpty();
        assertThat(one.traits()).containsExactly(Trait.values());
    }

    @Test
    void open_withAPrefix_showsThatPartOnly(@TempDir Path root) {
        BlobStore part = Stores.open("file://" + root + "?prefix=a/b-");
        Stores.put(part, "c", "1");
        assertThat(Stores.names(Stores.files(root))).containsExactly("a/b-c");
        assertThat(Stores.names(part)).containsExactly("c");
        assertThatThrownBy(() -> Stores.open("mem://?prefix=/a"))
                .hasMessageContaining("no key can begin with prefix=/a");
    }

    @Test
    void open_ofAPathWithOddLetters_findsIt(@TempDir Path root) {
        BlobStore store = Stores.open("file://" + root + "/a%20b+c%25?create_dir=1");
        Stores.put(store, "k", "1");
        assertThat(root.resolve("a b+c%/k")).hasContent("1");
    }

    @Test
    void open_withAnUnknownParameter_namesTheNearest() {
        assertThatThrownBy(() -> Stores.open("file:///tmp?create-dir=true&metdata=skip&sync=perhaps"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("create-dir (file:///tmp): no such key; did you mean 'create_dir'?")
                .hasMessageContaining("metdata (file:///tmp): no such key; did you mean 'metadata'?")
                .hasMessageContaining("sync (file:///tmp): 'perhaps' is not true or false");
        assertThatThrownBy(() -> Stores.open("mem://?x=1")).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void open_ofGocloudsOwnParameters_takesThemAll(@TempDir Path root) {
        BlobStore store = Stores.open("file://" + root + "?create_dir=true&metadata=skip&no_tmp_dir=true&prefix=p/");
        assertThat(store.traits()).doesNotContain(Trait.METADATA);
    }

    @Test
    void open_ofASchemeWhosePlugIsNotThere_saysSo() {
        assertRefused("gs://bucket", "the Google Cloud plug, which opens gs://, is not part of this program");
        assertRefused("azblob://container", "the Azure plug");
        assertRefused("s3://bucket", "the AWS plug");
        assertRefused("flie:///x", "no store has the scheme flie; there are file://, mem://; did you mean 'file'?");
    }

    @Test
    void open_ofWhatIsNoUrl_saysWhatToWrite() {
        assertRefused("/var/lib/hone", "write s3://bucket, file:///folder or mem://");
        assertRefused("file://data", "write file:///folder with three slashes");
        assertRefused("file:///", "write file:///folder");
        assertRefused("file:///%zz", "% that is not followed by two digits");
    }

    private static void assertRefused(String url, String message) {
        assertThatThrownBy(() -> Stores.open(url))
                .isInstanceOfSatisfying(
                        BlobException.class, e -> assertThat(e.error()).isEqualTo(BlobError.MISCONFIGURED))
                .hasMessageContaining(message);
    }
}
