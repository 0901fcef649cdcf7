package dev.hone.blob;

import dev.hone.base.HttpDate;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request for a blob that somebody else may send in our name, such as a process that is quicker with bytes. Good for some
 * minutes.
 *
 * <p>To a GET, an answer of 200 has the blob's bytes as its body and says by its headers what {@link #info} reads; 404 says that there
 * is no blob, or no bucket. Every other answer says nothing of the blob: ask the store.
 *
 * @param headers what is sent, by names in lower case; {@code Host} is not among them, it is the address's
 * @param metadataPrefix what the names of headers with metadata begin with, in lower case
 */
public record BlobAddress(URI uri, Map<String, String> headers, String metadataPrefix) {
    private static final int MOST_DIGITS = 18;

    public BlobAddress {
        headers = Map.copyOf(headers);
    }

    /**
     * What an answer of 200 says of the blob.
     *
     * @param answered the answer's headers, by names in lower case
     * @throws BlobException {@link BlobError#UNAVAILABLE} when length, tag or time are missing or are none
     */
    public BlobInfo info(Map<String, String> answered) {
        long size = size(answered.get("content-length"));
        String tag = answered.get("etag");
        Optional<Instant> time = HttpDate.parse(answered.getOrDefault("last-modified", ""));
        if (size < 0 || tag == null || tag.isEmpty() || time.isEmpty()) {
            throw new BlobException(
                    BlobError.UNAVAILABLE,
                    "get " + place() + ": the answer does not say how long, of which version and of which time the blob"
                            + " is");
        }
        return new BlobInfo(size, new BlobVersion(tag), time.get(), metadata(answered));
    }

    /** The number, or -1 for what is none: digits only, unlike what Java takes for a number. */
    private static long size(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > MOST_DIGITS) {
            return -1;
        }
        long size = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            size = size * 10 + digit;
        }
        return size;
    }

    private Metadata metadata(Map<String, String> answered) {
        Map<String, String> found = new HashMap<>();
        for (Map.Entry<String, String> header : answered.entrySet()) {
            if (header.getKey().startsWith(metadataPrefix)) {
                found.put(header.getKey().substring(metadataPrefix.length()), header.getValue());
            }
        }
        return found.isEmpty() ? Metadata.NONE : Metadata.read(found);
    }

    /** Without what may be behind a question mark: some services sign there. */
    private String place() {
        String whole = uri.toString();
        int query = whole.indexOf('?');
        return query < 0 ? whole : whole.substring(0, query);
    }

    /** Shows no header's value, since they let whoever has them in. */
    @Override
    public String toString() {
        return "BlobAddress[" + place() + ", headers=" + headers.keySet() + "]";
    }
}
