package dev.hone.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.blob.Blob;
import dev.hone.blob.BlobAddress;
import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.BlobVersion;
import dev.hone.blob.Content;
import dev.hone.blob.PutOptions;
import dev.hone.blob.PutOutcome;
import dev.hone.blob.Trait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the parts of the contract have in common: a store, and a few words to speak of it. */
public interface ContractOfBlobs {
    int MOST = 1 << 20;

    /** The store of this test, empty when the test begins. */
    BlobStore store();

    /** A further store over the same blobs, as another process has one. */
    default BlobStore another() {
        return store();
    }

    /** How many bytes a blob has that does not fit into memory several times over. */
    default long bigSize() {
        return 64L << 20;
    }

    /** How many bytes a key may have: 1,024, unless a prefix takes some. */
    default int longestKey() {
        return 1024;
    }

    default boolean declares(Trait trait) {
        return store().traits().contains(trait);
    }

    static BlobKey key(String value) {
        return BlobKey.of(value);
    }

    default BlobVersion put(String key, String text) {
        return stored(store().put(key(key), Content.of(text), PutOptions.REPLACE));
    }

    default Optional<String> text(String key) {
        return store().get(key(key)).map(blob -> textOf(blob));
    }

    static String textOf(Blob blob) {
        return new String(blob.bytes(MOST), StandardCharsets.UTF_8);
    }

    static BlobVersion stored(PutOutcome outcome) {
        assertThat(outcome).isInstanceOf(PutOutcome.Stored.class);
        return ((PutOutcome.Stored) outcome).version();
    }

    /** What the server says to a GET that an address describes, sent by somebody who knows nothing of the store. */
    static HttpResponse<byte[]> sent(BlobAddress address) {
        return sent(address, HttpRequest.newBuilder(address.uri()).GET());
    }

    /** What the server says to a PUT. */
    static HttpResponse<byte[]> sent(BlobAddress address, String body) {
        return sent(address, HttpRequest.newBuilder(address.uri()).PUT(BodyPublishers.ofString(body)));
    }

    private static HttpResponse<byte[]> sent(BlobAddress address, HttpRequest.Builder request) {
        address.headers().forEach(request::setHeader);
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while the server was asked", e);
        }
    }

    /** The headers of an answer, as {@link BlobAddress#info} reads them. */
    static Map<String, String> headers(HttpResponse<?> answer) {
        Map<String, String> headers = new HashMap<>();
        answer.headers()
                .map()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        return headers;
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
