package dev.hone.aws;

import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobVersion;
import dev.hone.blob.Condition;
import dev.hone.blob.Content;
import dev.hone.blob.PutOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/** One put: in one request, or in parts when the blob is large. The condition is on the request that makes the blob. */
final class S3Upload {
    private static final int MOST_PARTS = 10_000;

    private final S3Client client;
    private final String bucket;
    private final BlobKey key;
    private final PutOptions options;
    private final S3Settings settings;

    S3Upload(S3Client client, String bucket, BlobKey key, PutOptions options, S3Settings settings) {
        this.client = client;
        this.bucket = bucket;
        this.key = key;
        this.options = options;
        this.settings = settings;
    }

    BlobVersion send(Content content) throws IOException {
        return content.length() > settings.multipartSize().bytes() ? inParts(content) : whole(content);
    }

    private @Nullable String ifMatch() {
        return options.condition() instanceof Condition.IfVersion(BlobVersion version) ? version.value() : null;
    }

    private @Nullable String ifNoneMatch() {
        return options.condition() instanceof Condition.IfAbsent ? "*" : null;
    }

    private @Nullable String orNone(String setting) {
        return setting.isEmpty() ? null : setting;
    }

    private BlobVersion whole(Content content) throws IOException {
        PutObjectRequest request = PutObjectRequest.builder()
                .bucket(bucket)
                .key(key.value())
                .metadata(options.metadata().values())
                .serverSideEncryption(orNone(settings.encryption()))
                .ssekmsKeyId(orNone(settings.kmsKey()))
                .ifMatch(ifMatch())
                .ifNoneMatch(ifNoneMatch())
                .build();
        try (SentBody body = new SentBody(content)) {
            return sent(
                    body,
                    () -> new BlobVersion(
                            client.putObject(request, body.request()).eTag()));
        }
    }

    private interface Sending<T> {
        T send();
    }

    /** A failure of the body is told as such, whatever the SDK made of it. */
    private static <T> T sent(SentBody body, Sending<T> sending) throws IOException {
        try {
            return sending.send();
        } catch (RuntimeException e) {
            IOException failure = body.failure();
            if (failure != null) {
                failure.addSuppressed(e);
                throw failure;
            }
            throw e;
        }
    }

    private BlobVersion inParts(Content content) throws IOException {
        String upload = client.createMultipartUpload(CreateMultipartUploadRequest.builder()
                        .bucket(bucket)
                        .key(key.value())
                        .metadata(options.metadata().values())
                        .serverSideEncryption(orNone(settings.encryption()))
                        .ssekmsKeyId(orNone(settings.kmsKey()))
                        .build())
                .uploadId();
        boolean done = false;
        try (SplitContent parts = new SplitContent(content, partSize(content.length()))) {
            List<CompletedPart> sent = new ArrayList<>();
            while (parts.hasNext()) {
                sent.add(part(upload, sent.size() + 1, parts.next()));
            }
            BlobVersion version = complete(upload, sent);
            done = true;
            return version;
        } finally {
            if (!done) {
                abort(upload);
            }
        }
    }

    private long partSize(long length) {
        return Math.max(settings.multipartSize().bytes(), Math.ceilDiv(length, MOST_PARTS));
    }

    private CompletedPart part(String upload, int number, Content content) throws IOException {
        UploadPartRequest request = UploadPartRequest.builder()
                .bucket(bucket)
                .key(key.value())
                .uploadId(upload)
                .partNumber(number)
                .build();
        try (SentBody body = new SentBody(content)) {
            String tag =
                    sent(body, () -> client.uploadPart(request, body.request()).eTag());
            return CompletedPart.builder().partNumber(number).eTag(tag).build();
        }
    }

    private BlobVersion complete(String upload, List<CompletedPart> parts) {
        return new BlobVersion(client.completeMultipartUpload(CompleteMultipartUploadRequest.builder()
                        .bucket(bucket)
                        .key(key.value())
                        .uploadId(upload)
                        .multipartUpload(whole -> whole.parts(parts))
                        .ifMatch(ifMatch())
                        .ifNoneMatch(ifNoneMatch())
                        .build())
                .eTag());
    }

    private void abort(String upload) {
        try {
            client.abortMultipartUpload(
                    request -> request.bucket(bucket).key(key.value()).uploadId(upload));
        } catch (SdkException e) {
            // The first failure is the one to tell. What is left of the parts is for the bucket's own rules to sweep.
            return;
        }
    }
}
