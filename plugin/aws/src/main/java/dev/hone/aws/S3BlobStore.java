package dev.hone.aws;

import dev.hone.blob.Blob;
import dev.hone.blob.BlobAddress;
import dev.hone.blob.BlobError;
import dev.hone.blob.BlobException;
import dev.hone.blob.BlobInfo;
import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.BlobVersion;
import dev.hone.blob.ByteRange;
import dev.hone.blob.Condition;
import dev.hone.blob.Content;
import dev.hone.blob.DeleteOutcome;
import dev.hone.blob.Listing;
import dev.hone.blob.Metadata;
import dev.hone.blob.Page;
import dev.hone.blob.PutOptions;
import dev.hone.blob.PutOutcome;
import dev.hone.blob.Surroundings;
import dev.hone.blob.Trait;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * Keeps blobs in a bucket. Versions are ETags.
 *
 * <p>The SDK repeats requests. It may repeat a conditional put that was done and whose answer was lost; the server then
 * reports a conflict with our own blob. So each conditional put carries a word of its own in the metadata, and after a
 * conflict in a further attempt the blob that is there is asked for its word.
 */
final class S3BlobStore implements BlobStore {
    /** Bodies above this are not begun to be sent where a look shows that the condition does not hold. */
    private static final int FOLDER_ATTEMPTS = 5;

    private static final long LOOK_FIRST = 1 << 20;

    private final String bucket;
    private final S3Settings settings;
    private final S3Connection connection;
    private final S3Addresses addresses;
    private final RandomGenerator random;
    private volatile boolean bucketSeen;

    S3BlobStore(String bucket, S3Settings settings, S3Connection connection, Surroundings surroundings) {
        this.bucket = bucket;
        this.settings = settings;
        this.connection = connection;
        this.addresses = new S3Addresses(connection, surroundings.clock());
        this.random = surroundings.random();
    }

    @Override
    public Set<Trait> traits() {
        Set<Trait> traits = EnumSet.of(Trait.PUT_IF_ABSENT, Trait.PUT_IF_VERSION, Trait.METADATA);
        if (settings.obeysDeleteIfMatch()) {
            traits.add(Trait.DELETE_IF_VERSION);
        }
        if (settings.isAws()) {
            traits.add(Trait.NESTED_KEYS);
            traits.add(Trait.LONG_NAMES);
        }
        return traits;
    }

    @Override
    public Optional<BlobAddress> address(BlobKey key) {
        return addresses.of(key);
    }

    @Override
    public Optional<BlobAddress> putAddress(BlobKey key, PutOptions options, long length, String sha256) {
        boolean plain = settings.encryption().isEmpty()
                && length <= settings.multipartSize().bytes();
        return plain ? addresses.of(key, options, sha256) : Optional.empty();
    }

    @Override
    public Optional<BlobInfo> head(BlobKey key) {
        String what = what("head", key);
        try {
            HeadObjectResponse response = calling(
                    what,
                    () -> connection
                            .client()
                            .headObject(request -> request.bucket(bucket).key(key.value())));
            return Optional.of(new BlobInfo(
                    response.contentLength(),
                    new BlobVersion(response.eTag()),
                    response.lastModified(),
                    Metadata.read(response.metadata())));
        } catch (Missing e) {
            requireBucket(what);
            return Optional.empty();
        }
    }

    /** HEAD does not say what is missing; once the bucket was there, it is the blob. */
    private void requireBucket(String what) {
        if (!bucketSeen) {
            try {
                calling(what, () -> connection.client().headBucket(request -> request.bucket(bucket)));
            } catch (Missing e) {
                throw new BlobException(
                        BlobError.NO_BUCKET,
                        what + ": there is no bucket '" + bucket + "'; make it, or mend the URL",
                        e);
            }
        }
    }

    @Override
    public Optional<Blob> get(BlobKey key, ByteRange range) {
        Optional<String> header = RangeHeader.of(range);
        if (header.isEmpty()) {
            return withoutBytes(key, range);
        }
        GetObjectRequest.Builder request =
                GetObjectRequest.builder().bucket(bucket).key(key.value());
        if (!range.equals(ByteRange.all())) {
            request.range(header.get());
        }
        try {
            ResponseInputStream<GetObjectResponse> response =
                    calling(what("get", key), () -> connection.client().getObject(request.build()));
            return Optional.of(blob(response, range));
        } catch (Missing e) {
            return Optional.empty();
        } catch (Unsatisfiable e) {
            return withoutBytes(key, range);
        } catch (BlobException e) {
            if (settings.deniedIsAbsent() && S3Failures.isDeniedAccess(e.getCause())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<Blob> withoutBytes(BlobKey key, ByteRange range) {
        return head(key).map(info -> {
            long offset = range.within(info.size()).offset();
            return Blob.of(info, new ByteRange.Slice(offset, 0), InputStream.nullInputStream());
        });
    }

    private static Blob blob(ResponseInputStream<GetObjectResponse> body, ByteRange range) {
        GetObjectResponse response = body.response();
        long length = response.contentLength();
        long size = RangeHeader.size(response.contentRange(), length);
        BlobInfo info = new BlobInfo(
                size, new BlobVersion(response.eTag()), response.lastModified(), Metadata.read(response.metadata()));
        ByteRange.Slice part = range.within(size);
        if (part.length() != length) {
            body.abort();
            throw new BlobException(
                    BlobError.UNAVAILABLE, "S3 gave " + length + " bytes where " + part + " was asked for");
        }
        return Blob.of(info, part, new ReceivedBody(body, length));
    }

    @Override
    public PutOutcome put(BlobKey key, Content content, PutOptions options) {
        boolean conditional = !(options.condition() instanceof Condition.None);
        String token = options.metadata().token().orElseGet(() -> HexFormat.of().toHexDigits(random.nextLong()));
        String what = what("put", key);
        if (!conditional) {
            return stored(what, key, content, options);
        }
        if (content.length() > LOOK_FIRST && !holds(options.condition(), key)) {
            return new PutOutcome.Conflict();
        }
        try {
            return stored(what, key, content, options.with(options.metadata().withToken(token)));
        } catch (SentBody.SentBefore e) {
            return ours(key, token).orElseThrow(() -> unfinished(what, e));
        } catch (SdkException e) {
            if (!refused(e, options.condition())) {
                throw S3Failures.of(what, e);
            }
            boolean repeated = e.numAttempts() != null && e.numAttempts() > 1;
            return repeated ? ours(key, token).orElseGet(PutOutcome.Conflict::new) : new PutOutcome.Conflict();
        }
    }

    private boolean holds(Condition condition, BlobKey key) {
        return switch (condition) {
            case Condition.None() -> true;
            case Condition.IfAbsent() -> head(key).isEmpty();
            case Condition.IfVersion(BlobVersion version) ->
                head(key).map(BlobInfo::version).equals(Optional.of(version));
        };
    }

    private PutOutcome stored(String what, BlobKey key, Content content, PutOptions options) {
        try {
            return new PutOutcome.Stored(sent(key, content, options));
        } catch (IOException e) {
            throw new BlobException(BlobError.BAD_BODY, what + ": the body failed: " + e.getMessage(), e);
        } catch (SdkException e) {
            if (options.condition() instanceof Condition.None) {
                throw S3Failures.of(what, e);
            }
            throw e;
        } catch (SentBody.SentBefore e) {
            if (options.condition() instanceof Condition.None) {
                throw unfinished(what, e);
            }
            throw e;
        }
    }

    /** Servers on a file system may take for a folder what others have just removed; then there is nothing below it. */
    private BlobVersion sent(BlobKey key, Content content, PutOptions options) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return new S3Upload(connection.client(), bucket, key, options, settings).send(content);
            } catch (SdkException e) {
                if (!content.repeatable() || !mayPass(e, attempt, key)) {
                    throw e;
                }
            }
        }
    }

    private boolean mayPass(SdkException e, int attempt, BlobKey key) {
        if (attempt == 1 && connection.mayHaveOtherKeys(e)) {
            return true;
        }
        return S3Failures.isFolderInTheWay(e) && attempt < FOLDER_ATTEMPTS && isNoFolder(key);
    }

    private boolean isNoFolder(BlobKey key) {
        return list(Listing.of(key + "/").pageSize(1)).entries().isEmpty();
    }

    private static BlobException unfinished(String what, SentBody.SentBefore e) {
        return new BlobException(BlobError.UNAVAILABLE, what + ": " + e.getMessage(), e);
    }

    /** Some servers say of a version that is gone that the key is missing, and of a finished upload that it is. */
    private static boolean refused(SdkException e, Condition condition) {
        return S3Failures.isConflict(e)
                || S3Failures.code(e).equals("NoSuchUpload")
                || (condition instanceof Condition.IfVersion && S3Failures.isMissing(e));
    }

    private Optional<PutOutcome> ours(BlobKey key, String token) {
        return head(key).flatMap(info -> info.outcomeOf(token));
    }

    @Override
    public void delete(BlobKey key) {
        try {
            calling(
                    what("delete", key),
                    () -> connection
                            .client()
                            .deleteObject(request -> request.bucket(bucket).key(key.value())));
        } catch (Missing e) {
            // S3 does not say so, others do: it is as gone as it should be.
            return;
        }
    }

    @Override
    public DeleteOutcome delete(BlobKey key, BlobVersion version) {
        String what = what("delete", key);
        if (!traits().contains(Trait.DELETE_IF_VERSION)) {
            throw new BlobException(
                    BlobError.UNSUPPORTED,
                    what + ": servers other than AWS may delete whatever the version; add delete_if_match=true for one"
                            + " that obeys If-Match on DELETE");
        }
        try {
            if (head(key).isEmpty()) {
                return new DeleteOutcome.Absent();
            }
            connection
                    .client()
                    .deleteObject(
                            request -> request.bucket(bucket).key(key.value()).ifMatch(version.value()));
            return new DeleteOutcome.Deleted();
        } catch (SdkException e) {
            if (S3Failures.isMissing(e)) {
                return new DeleteOutcome.Absent();
            }
            if (S3Failures.isConflict(e)) {
                return new DeleteOutcome.Conflict();
            }
            throw S3Failures.of(what, e);
        }
    }

    @Override
    public Page list(Listing listing) {
        return calling(what("list", "'" + listing.prefix() + "'"), () -> {
            try {
                return new S3Pages(connection.client(), bucket).page(listing);
            } catch (SdkException e) {
                if (S3Failures.isNoName(e)) {
                    return new Page(List.of(), false);
                }
                throw e;
            }
        });
    }

    @Override
    public Health check() {
        try {
            list(Listing.of("").pageSize(1));
            return Health.GOOD;
        } catch (BlobException | Missing e) {
            return Health.bad(String.valueOf(e.getMessage()));
        }
    }

    private String what(String verb, Object object) {
        return verb + " " + object + " in s3://" + bucket;
    }

    /** There is nothing by that name. */
    private static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1;

        Missing(String message, SdkException cause) {
            super(message, cause);
        }
    }

    /** There is a blob, and nothing of the range in it. */
    private static final class Unsatisfiable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unsatisfiable(SdkException cause) {
            super(cause);
        }
    }

    private <T> T calling(String what, Supplier<T> call) {
        try {
            T result = withOtherKeys(call);
            bucketSeen = true;
            return result;
        } catch (SdkException e) {
            if (S3Failures.isMissing(e)) {
                throw new Missing(what + ": " + e.getMessage(), e);
            }
            if (S3Failures.status(e) == 416) {
                throw new Unsatisfiable(e);
            }
            throw S3Failures.of(what, e);
        }
    }

    /** Once more, where the keys have ended before their time. */
    private <T> T withOtherKeys(Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            if (connection.mayHaveOtherKeys(e)) {
                return call.get();
            }
            throw e;
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
