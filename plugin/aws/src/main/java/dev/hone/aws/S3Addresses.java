package dev.hone.aws;

import dev.hone.blob.BlobAddress;
import dev.hone.blob.BlobKey;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Says which GETs somebody else may send to S3 in our name. Where that is not sure, or keys cannot be had, it says nothing:
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

    Optional<BlobAddress> of(BlobKey key) {
        try {
            Way known = way();
            if (known == null) {
                return Optional.empty();
            }
            String path = known.place().path(key.value());
            Map<String, String> headers = connection.isAnonymous() ? Map.of() : signed(known, path);
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

    private Map<String, String> signed(Way known, String path) {
        S3Credentials keys = connection.keys();
        TreeMap<String, String> headers = new TreeMap<>();
        headers.put(HOST, known.place().host());
        headers.put(S3Signature.CONTENT, S3Signature.NO_CONTENT);
        headers.put(S3Signature.DATE, S3Signature.time(clock.instant()));
        String token = keys.sessionToken().reveal();
        if (!token.isEmpty()) {
            headers.put("x-amz-security-token", token);
        }
        Map<String, String> sent = new HashMap<>(headers);
        sent.remove(HOST);
        sent.put("authorization", known.signature().authorization(path, headers, keys));
        return sent;
    }
}
