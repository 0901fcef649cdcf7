package dev.hone.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Makes the SDK's client when it is first needed: finding region and credentials may ask the network. */
final class S3Connection implements AutoCloseable {
    private static final int CONNECTIONS = 256;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Without a byte for this long a connection is dead. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final S3Settings settings;
    private final @Nullable S3Credentials credentials;
    private @Nullable S3Client client;
    private @Nullable SdkHttpClient http;
    private @Nullable StsClient sts;

    S3Connection(S3Settings settings, @Nullable S3Credentials credentials) {
        this.settings = settings;
        this.credentials = credentials;
    }

    synchronized S3Client client() {
        if (client == null) {
            client = connect();
        }
        return client;
    }

    private S3Client connect() {
        Region region = region();
        http = Apache5HttpClient.builder()
                .maxConnections(CONNECTIONS)
                .connectionTimeout(CONNECT)
                .connectionAcquisitionTimeout(SILENCE)
                .socketTimeout(SILENCE)
                .build();
        S3ClientBuilder builder = S3Client.builder()
                .httpClient(http)
                .region(region)
                .credentialsProvider(credentials(region, http))
                .forcePathStyle(settings.pathStyle() || settings.hostnameImmutable())
                .accelerate(settings.accelerate())
                .dualstackEnabled(settings.dualstack())
                .fipsEnabled(settings.fips())
                .crossRegionAccessEnabled(settings.isAws() && settings.region().isEmpty())
                .requestChecksumCalculation(
                        settings.requestChecksumsAlways()
                                ? RequestChecksumCalculation.WHEN_SUPPORTED
                                : RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(
                        settings.responseChecksumsAlways()
                                ? ResponseChecksumValidation.WHEN_SUPPORTED
                                : ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(configuration -> configuration.retryStrategy(retries()));
        endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private StandardRetryStrategy retries() {
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .circuitBreakerEnabled(settings.rateLimiterCapacity() > 0)
                .build();
    }

    private Optional<URI> endpoint() {
        String scheme = settings.disableHttps() ? "http://" : "https://";
        if (!settings.endpoint().isEmpty()) {
            String endpoint = settings.endpoint();
            return Optional.of(URI.create(endpoint.contains("://") ? endpoint : scheme + endpoint));
        }
        return settings.disableHttps()
                ? Optional.of(URI.create("http://s3." + region() + ".amazonaws.com"))
                : Optional.empty();
    }

    /** Who runs a server of their own seldom has a region, and the metadata service is not asked for one. */
    private Region region() {
        if (!settings.region().isEmpty()) {
            return Region.of(settings.region());
        }
        AwsRegionProvider here = settings.profile().isEmpty()
                ? new AwsRegionProviderChain(new SystemSettingsRegionProvider(), new AwsProfileRegionProvider())
                : new AwsProfileRegionProvider(null, settings.profile());
        try {
            return Optional.ofNullable(here.getRegion()).orElse(Region.US_EAST_1);
        } catch (SdkClientException e) {
            // Nobody said one. AWS redirects from this one to the bucket's; other servers mostly do not care.
            return Region.US_EAST_1;
        }
    }

    private AwsCredentialsProvider credentials(Region region, SdkHttpClient shared) {
        if (settings.anonymous()) {
            return AnonymousCredentialsProvider.create();
        }
        if (credentials != null) {
            return StaticCredentialsProvider.create(AwsBasicCredentials.create(
                    credentials.accessKeyId(), credentials.secretKey().reveal()));
        }
        DefaultCredentialsProvider.Builder chain = DefaultCredentialsProvider.builder();
        if (!settings.profile().isEmpty()) {
            chain.profileName(settings.profile());
        }
        return settings.role().isEmpty() ? chain.build() : inRole(chain.build(), region, shared);
    }

    private AwsCredentialsProvider inRole(AwsCredentialsProvider own, Region region, SdkHttpClient shared) {
        sts = StsClient.builder()
                .httpClient(shared)
                .region(region)
                .credentialsProvider(own)
                .build();
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(request -> request.roleArn(settings.role()).roleSessionName("hone"))
                .build();
    }

    @Override
    public synchronized void close() {
        for (@Nullable SdkAutoCloseable part : Arrays.asList(client, sts, http)) {
            if (part != null) {
                part.close();
            }
        }
        client = null;
        sts = null;
        http = null;
    }
}
