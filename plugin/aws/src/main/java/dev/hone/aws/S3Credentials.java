package dev.hone.aws;

import dev.hone.base.Secret;

/**
 * Keys for S3 that somebody hands in, instead of those that AWS's own sources have.
 *
 * @param sessionToken empty for keys that do not end by themselves
 */
public record S3Credentials(String accessKeyId, Secret secretKey, Secret sessionToken) {
    public S3Credentials(String accessKeyId, Secret secretKey) {
        this(accessKeyId, secretKey, Secret.of(""));
    }
}
