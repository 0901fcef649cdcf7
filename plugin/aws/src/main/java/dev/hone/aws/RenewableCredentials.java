package dev.hone.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Keys from a source that remembers them until their end, and that is asked anew when a server says that they have ended before.
 * For any thread.
 */
final class RenewableCredentials implements AwsCredentialsProvider, SdkAutoCloseable {
    /** However often a server says so. */
    private static final Duration SELDOM = Duration.ofMinutes(1);

    private final Supplier<AwsCredentialsProvider> sources;
    private final InstantSource clock;
    private AwsCredentialsProvider source;
    /** Which somebody may still be asking. */
    private @Nullable AwsCredentialsProvider before;

    private @Nullable Instant renewed;

    RenewableCredentials(Supplier<AwsCredentialsProvider> sources, InstantSource clock) {
        this.sources = sources;
        this.clock = clock;
        this.source = sources.get();
    }

    @Override
    public AwsCredentials resolveCredentials() {
        AwsCredentialsProvider known;
        synchronized (this) {
            known = source;
        }
        return known.resolveCredentials();
    }

    /** Forgets what is known. Of many requests that are refused at a time, the first has this done, and all may be sent again. */
    synchronized void renew() {
        Instant now = clock.instant();
        if (renewed != null && now.isBefore(renewed.plus(SELDOM))) {
            return;
        }
        renewed = now;
        close(before);
        before = source;
        source = sources.get();
    }

    private static void close(@Nullable AwsCredentialsProvider one) {
        if (one instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }

    @Override
    public synchronized void close() {
        close(source);
        close(before);
    }
}
