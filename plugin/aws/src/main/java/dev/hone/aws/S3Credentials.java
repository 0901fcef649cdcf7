package dev.hone.aws;

import dev.hone.base.Secret;

/** Keys for S3 that somebody hands in, instead of those that AWS's own sources have. */
public record S3Credentials(String accessKeyId, Secret secretKey) {}
