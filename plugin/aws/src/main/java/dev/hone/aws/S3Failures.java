package dev.hone.aws;

import dev.hone.blob.BlobError;
import dev.hone.blob.BlobException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says what a failure of S3 or of its client means. */
final class S3Failures {
    private S3Failures() {}

    /** What the server called it; empty when it said nothing, as after HEAD. */
    static String code(SdkException failure) {
        return failure instanceof AwsServiceException said
                ? Optional.ofNullable(said.awsErrorDetails())
                        .map(AwsErrorDetails::errorCode)
                        .orElse("")
                : "";
    }

    static int status(SdkException failure) {
        return failure instanceof AwsServiceException said ? said.statusCode() : 0;
    }

    static boolean isMissing(SdkException failure) {
        return status(failure) == 404 && !code(failure).equals("NoSuchBucket");
    }

    /** What is there, or whether it is, is not for whoever asked, whom the server knows. */
    static boolean isDeniedAccess(@Nullable Throwable failure) {
        return failure instanceof SdkException said && code(said).equals("AccessDenied");
    }

    /** The keys are no keys any more; after HEAD nobody says what is the matter, and it may be that. */
    static boolean isOfEndedKeys(SdkException failure) {
        return switch (code(failure)) {
            case "ExpiredToken", "TokenRefreshRequired", "InvalidToken", "InvalidAccessKeyId", "XAdminUserNotFound" ->
                true;
            case "" -> status(failure) == 400 || status(failure) == 403;
            default -> false;
        };
    }

    /** The condition did not hold (412), or somebody else is at it right now (409). */
    static boolean isConflict(SdkException failure) {
        return status(failure) == 412 || code(failure).equals("ConditionalRequestConflict");
    }

    /** The server cannot have anything by such a name (MinIO). */
    static boolean isNoName(SdkException failure) {
        return code(failure).equals("XMinioInvalidObjectName") || code(failure).equals("XMinioInvalidResourceName");
    }

    /** A folder is in the way, says versitygw; MinIO denies access to what is just being removed. */
    static boolean isFolderInTheWay(SdkException failure) {
        return code(failure).equals("ExistingObjectIsDirectory")
                || (code(failure).equals("AccessDenied") && status(failure) == 403);
    }

    /** A failure to do {@code what}, as in "put web/default.pgo". */
    static BlobException of(String what, SdkException failure) {
        BlobError error = error(failure);
        String message = "%s: %s".formatted(what, told(failure)) + advice(error);
        if (error == BlobError.INTERRUPTED) {
            Thread.currentThread().interrupt();
        }
        return new BlobException(error, message, failure);
    }

    private static String told(SdkException failure) {
        String code = code(failure);
        return code.isEmpty() ? String.valueOf(failure.getMessage()) : code + ", " + failure.getMessage();
    }

    private static String advice(BlobError error) {
        return switch (error) {
            case DENIED -> "; look at the credentials and at what they may do";
            case NO_BUCKET -> "; make the bucket, or mend its name in the URL";
            case MISCONFIGURED -> "; look at region, endpoint and credentials";
            default -> "";
        };
    }

    private static BlobError error(SdkException failure) {
        if (failure instanceof AbortedException || Thread.currentThread().isInterrupted()) {
            return BlobError.INTERRUPTED;
        }
        if (!(failure instanceof AwsServiceException)) {
            String message = String.valueOf(failure.getMessage());
            boolean unset = message.contains("load credentials") || message.contains("Unable to load");
            return unset ? BlobError.MISCONFIGURED : BlobError.UNAVAILABLE;
        }
        return switch (code(failure)) {
            case "NoSuchBucket" -> BlobError.NO_BUCKET;
            case "KeyTooLongError", "KeyTooLong", "XMinioInvalidObjectName" -> BlobError.BAD_KEY;
            case "ObjectParentIsFile", "ExistingObjectIsDirectory", "XMinioParentIsObject" -> BlobError.KEY_CLASH;
            case "SlowDown",
                    "Throttling",
                    "ThrottlingException",
                    "RequestLimitExceeded",
                    "XMinioServerNotInitialized" -> BlobError.THROTTLED;
            case "AuthorizationHeaderMalformed", "PermanentRedirect", "TemporaryRedirect", "InvalidBucketName" ->
                BlobError.MISCONFIGURED;
            case "XAdminUserNotFound", "ExpiredToken", "InvalidToken", "InvalidAccessKeyId" -> BlobError.DENIED;
            case "EntityTooLarge", "MetadataTooLarge" -> BlobError.TOO_LARGE;
            case "XMinioStorageFull", "InsufficientStorage" -> BlobError.FULL;
            case "NotImplemented" -> BlobError.UNSUPPORTED;
            default -> byStatus(status(failure));
        };
    }

    private static BlobError byStatus(int status) {
        return switch (status) {
            case 401, 403 -> BlobError.DENIED;
            case 429 -> BlobError.THROTTLED;
            case 507 -> BlobError.FULL;
            case 400, 301, 307, 405 -> BlobError.MISCONFIGURED;
            default -> BlobError.UNAVAILABLE;
        };
    }
}
