/** Amazon Web Services, and what speaks its protocols: S3 as a blob store. */
@NullMarked
package dev.hone.aws;

import org.jspecify.annotations.NullMarked;
