package dev.hone.aws;

import dev.hone.base.ServiceUrl;
import dev.hone.blob.BlobError;
import dev.hone.blob.BlobException;
import dev.hone.blob.BlobScheme;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Surroundings;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens {@code s3://bucket} with gocloud's parameters: S3 of AWS and of everybody who speaks it. */
public final class S3Scheme implements BlobScheme {
    private static final Map<String, String> ALIASES = Map.of("s3ForcePathStyle", "use_path_style");

    private final @Nullable S3Credentials credentials;

    private S3Scheme(@Nullable S3Credentials credentials) {
        this.credentials = credentials;
    }

    /** With credentials from AWS's own sources: environment, configuration files, the machine. */
    public static S3Scheme create() {
        return new S3Scheme(null);
    }

    /** With these credentials. */
    public static S3Scheme with(S3Credentials credentials) {
        return new S3Scheme(credentials);
    }

    @Override
    public String name() {
        return "s3";
    }

    @Override
    public BlobStore open(ServiceUrl url, Surroundings surroundings) {
        if (url.authority().isEmpty() || url.path().length() > 1) {
            throw new BlobException(
                    BlobError.MISCONFIGURED,
                    url + ": write s3://bucket; for a part of a bucket add prefix=folder/ behind a question mark");
        }
        S3Settings settings = url.read(S3Settings.class, ALIASES);
        return new S3BlobStore(
                url.authority(),
                settings,
                new S3Connection(url.authority(), settings, credentials, surroundings.clock()),
                surroundings);
    }
}
