package dev.hone.aws;

import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobVersion;
import dev.hone.blob.Entry;
import dev.hone.blob.Listing;
import dev.hone.blob.Page;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Lists a bucket.
 *
 * <p>S3 takes {@code start-after} for keys only: behind a folder's name come the folder's own blobs, and the folder would be
 * told again. So the listing goes on behind the greatest name that the folder can hold.
 */
final class S3Pages {
    private static final String GREATEST = Character.toString(Character.MAX_CODE_POINT);

    private final S3Client client;
    private final String bucket;

    S3Pages(S3Client client, String bucket) {
        this.client = client;
        this.bucket = bucket;
    }

    Page page(Listing listing) {
        List<Entry> entries = new ArrayList<>();
        @Nullable String token = null;
        boolean more;
        do {
            ListObjectsV2Response response = client.listObjectsV2(request(listing, token));
            addAll(listing, response, entries);
            token = response.nextContinuationToken();
            more = Boolean.TRUE.equals(response.isTruncated()) && token != null;
        } while (entries.isEmpty() && more);
        entries.sort(Comparator.comparing(entry -> new Name(entry.name())));
        return new Page(entries, more);
    }

    /** A name in the order of keys; that of a folder is none itself. */
    private record Name(String text) implements Comparable<Name> {
        @Override
        public int compareTo(Name other) {
            int length = Math.min(text.length(), other.text.length());
            for (int i = 0; i < length; i++) {
                if (text.charAt(i) != other.text.charAt(i)) {
                    return Integer.compare(at(i), other.at(i));
                }
            }
            return Integer.compare(text.length(), other.text.length());
        }

        private int at(int i) {
            return Character.isLowSurrogate(text.charAt(i)) ? text.codePointBefore(i + 1) : text.codePointAt(i);
        }
    }

    private ListObjectsV2Request request(Listing listing, @Nullable String token) {
        ListObjectsV2Request.Builder request = ListObjectsV2Request.builder()
                .bucket(bucket)
                .prefix(listing.prefix())
                .maxKeys(listing.pageSize())
                .encodingType(EncodingType.URL);
        if (listing.byFolder()) {
            request.delimiter("/");
        }
        if (token != null) {
            request.continuationToken(token);
        } else if (!listing.after().isEmpty()) {
            boolean behindFolder = listing.byFolder() && listing.after().endsWith("/");
            request.startAfter(behindFolder ? listing.after() + GREATEST : listing.after());
        }
        return request.build();
    }

    private static void addAll(Listing listing, ListObjectsV2Response response, List<Entry> entries) {
        for (S3Object object : response.contents()) {
            if (BlobKey.isKey(object.key()) && listing.takes(object.key())) {
                entries.add(new Entry.Item(
                        new BlobKey(object.key()),
                        object.size(),
                        new BlobVersion(object.eTag()),
                        object.lastModified()));
            }
        }
        for (CommonPrefix folder : response.commonPrefixes()) {
            if (BlobKey.isKey(folder.prefix() + "x") && listing.takes(folder.prefix())) {
                entries.add(new Entry.Folder(folder.prefix()));
            }
        }
    }
}
