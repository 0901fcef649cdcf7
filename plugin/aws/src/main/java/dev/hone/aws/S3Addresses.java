package dev.hone.aws;

import dev.hone.blob.BlobAddress;
import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobVersion;
import dev.hone.blob.Condition;
import dev.hone.blob.PutOptions;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Says which requests somebody else may send to S3 in our name. Where that is not sure, or keys cannot be had, it says nothing:
 * the SDK's client knows the way, or why there is none.
 */
final class S3Addresses {
    private static final String METADATA = "x-amz-meta-";
    private static final String HOST = "host";

    private final S3Connection connection;
    private final InstantSource clock;
    private @Nullable Way way;
    private boolean wayless;

    /** How a bucket is asked: where it is, and how its region signs. */
    private record Way(S3Place place, S3Signature signature) {}

    S3Addresses(S3Connection connection, InstantSource clock) {
        this.connection = connection;
        this.clock = clock;
    }

    /** A GET. */
    Optional<BlobAddress> of(BlobKey key) {
        return of("GET", key, S3Signature.NO_CONTENT, Map.of());
    }

    /** A PUT of bytes with this digest. */
    Optional<BlobAddress> of(BlobKey key, PutOptions options, String sha256) {
        Map<String, String> headers = new HashMap<>();
        headers.put("content-type", "application/octet-stream");
        switch (options.condition()) {
            case Condition.None() -> {}
            case Condition.IfAbsent() -> headers.put("if-none-match", "*");
            case Condition.IfVersion(BlobVersion version) -> headers.put("if-match", version.value());
        }
        for (Map.Entry<String, String> said : options.metadata().values().entrySet()) {
            // What is signed has one blank where there are more.
            if (said.getValue().contains("  ")) {
                return Optional.empty();
            }
            headers.put(METADATA + said.getKey(), said.getValue());
        }
        return of("PUT", key, sha256, headers);
    }

    private Optional<BlobAddress> of(String method, BlobKey key, String content, Map<String, String> more) {
        try {
            Way known = way();
            if (known == null) {
                return Optional.empty();
            }
            String path = known.place().path(key.value());
            Map<String, String> headers =
                    connection.isAnonymous() ? more : signed(known, method, path, content, new TreeMap<>(more));
            return Optional.of(new BlobAddress(known.place().uri(path), headers, METADATA));
        } catch (SdkException | IllegalArgumentException | IllegalStateException e) {
            // Without keys, with a profile that is none and the like: the SDK's client tells it better.
            return Optional.empty();
        }
    }

    /** What does not change while the store is open; where it is not sure, that does not change either. */
    private synchronized @Nullable Way way() {
        if (way == null && !wayless) {
            way = found();
            wayless = way == null;
        }
        return way;
    }

    private @Nullable Way found() {
        Optional<String> region = connection.signingRegion();
        Optional<S3Place> place = region.isEmpty() ? Optional.empty() : connection.place(region.get());
        return place.isEmpty() ? null : new Way(place.get(), new S3Signature(region.get()));
    }

    private Map<String, String> signed(
            Way known, String method, String path, String content, SortedMap<String, String> headers) {
        S3Credentials keys = connection.keys();
        headers.put(HOST, known.place().host());
        headers.put(S3Signature.CONTENT, content);
        headers.put(S3Signature.DATE, S3Signature.time(clock.instant()));
        String token = keys.sessionToken().reveal();
        if (!token.isEmpty()) {
            headers.put("x-amz-security-token", token);
        }
        Map<String, String> sent = new HashMap<>(headers);
        sent.remove(HOST);
        sent.put("authorization", known.signature().authorization(method, path, headers, keys));
        return sent;
    }
}
