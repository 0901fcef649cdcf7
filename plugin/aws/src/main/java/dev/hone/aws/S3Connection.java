package dev.hone.aws;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
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

    private final String bucket;
    private final S3Settings settings;
    private final @Nullable S3Credentials credentials;
    private final InstantSource clock;
    private @Nullable S3Client client;
    private @Nullable SdkHttpClient http;
    private @Nullable StsClient sts;

    S3Connection(String bucket, S3Settings settings, @Nullable S3Credentials credentials, InstantSource clock) {
        this.bucket = bucket;
        this.settings = settings;
        this.credentials = credentials;
        this.clock = clock;
    }

    synchronized S3Client client() {
        if (client == null) {
            client = connect();
        }
        return client;
    }

    private S3Client connect() {
        Region region = region();
        S3Client connected = connect(region);
        Optional<Region> real = settings.regionLookup() && settings.region().isEmpty()
                ? lookedUp(connected).filter(found -> !found.equals(region))
                : Optional.empty();
        if (real.isEmpty()) {
            return connected;
        }
        connected.close();
        closeParts();
        return connect(real.get());
    }

    /** Servers that do not know this, or keys that may not ask, leave it as it was. */
    private Optional<Region> lookedUp(S3Client asking) {
        try {
            String said =
                    asking.getBucketLocation(request -> request.bucket(bucket)).locationConstraintAsString();
            return Optional.of(said == null || said.isEmpty() ? Region.US_EAST_1 : Region.of(said));
        } catch (SdkException e) {
            return Optional.empty();
        }
    }

    private S3Client connect(Region region) {
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
                .forcePathStyle(settings.bucketInPath())
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
        if (!settings.unsigned().isEmpty()) {
            builder.putAuthScheme(new UnsignedHeaders(settings.unsigned()));
        }
        return builder.build();
    }

    private StandardRetryStrategy retries() {
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .circuitBreakerEnabled(settings.rateLimiterCapacity() > 0)
                .build();
    }

    private Optional<URI> endpoint() {
        String scheme = settings.disableHttps() ? "http://" : "https://";
        if (!settings.server().isEmpty()) {
            String endpoint = settings.server();
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
        if (!settings.credentialsEndpoint().isEmpty()) {
            AwsCredentialsProvider asked =
                    new EndpointCredentials(URI.create(settings.credentialsEndpoint()), shared, clock);
            return credentials == null ? asked : AwsCredentialsProviderChain.of(asked, handedIn(credentials));
        }
        if (credentials != null) {
            return handedIn(credentials);
        }
        DefaultCredentialsProvider.Builder chain = DefaultCredentialsProvider.builder();
        if (!settings.profile().isEmpty()) {
            chain.profileName(settings.profile());
        }
        return settings.role().isEmpty() ? chain.build() : inRole(chain.build(), region, shared);
    }

    private static AwsCredentialsProvider handedIn(S3Credentials keys) {
        String id = keys.accessKeyId();
        String secret = keys.secretKey().reveal();
        String token = keys.sessionToken().reveal();
        return StaticCredentialsProvider.create(
                token.isEmpty()
                        ? AwsBasicCredentials.create(id, secret)
                        : AwsSessionCredentials.create(id, secret, token));
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
        if (client != null) {
            client.close();
        }
        client = null;
        closeParts();
    }

    private void closeParts() {
        for (@Nullable SdkAutoCloseable part : Arrays.asList(sts, http)) {
            if (part != null) {
                part.close();
            }
        }
        sts = null;
        http = null;
    }
}
