package dev.hone.aws;

import dev.hone.base.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.endpoint.AwsClientEndpointProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
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
    /** The client's and the addresses': they share what was found and how long it lasts. */
    private @Nullable AwsCredentialsProvider provider;

    /** What the bucket said, when it was asked; empty until then. */
    private String foundRegion = "";

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
        if (!settings.regionLookup() || !settings.region().isEmpty()) {
            return connected;
        }
        Optional<Region> real = lookedUp(connected);
        foundRegion = real.map(Region::id).orElse("");
        if (real.isEmpty() || real.get().equals(region)) {
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
        S3ClientBuilder builder = S3Client.builder()
                .httpClient(http())
                .region(region)
                .credentialsProvider(provider(region))
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

    private SdkHttpClient http() {
        if (http == null) {
            http = Apache5HttpClient.builder()
                    .maxConnections(CONNECTIONS)
                    .connectionTimeout(CONNECT)
                    .connectionAcquisitionTimeout(SILENCE)
                    .socketTimeout(SILENCE)
                    .build();
        }
        return http;
    }

    private AwsCredentialsProvider provider(Region region) {
        if (provider == null) {
            provider = credentials(region, http());
        }
        return provider;
    }

    boolean isAnonymous() {
        return settings.anonymous();
    }

    /**
     * The keys of this moment. Those that were handed in cost nothing; others are found as the client finds them.
     *
     * @throws SdkException when there are none
     */
    S3Credentials keys() {
        if (credentials != null && settings.credentialsEndpoint().isEmpty()) {
            return credentials;
        }
        AwsCredentialsProvider source;
        synchronized (this) {
            source = provider(region());
        }
        AwsCredentials found = source.resolveCredentials();
        String token = found instanceof AwsSessionCredentials session ? session.sessionToken() : "";
        return new S3Credentials(found.accessKeyId(), Secret.of(found.secretAccessKey()), Secret.of(token));
    }

    /** Whether a request that failed so is worth being sent again, because keys that are asked for now may be others. */
    boolean mayHaveOtherKeys(SdkException failure) {
        if (!S3Failures.isOfEndedKeys(failure)) {
            return false;
        }
        @Nullable AwsCredentialsProvider source;
        synchronized (this) {
            source = provider;
        }
        if (!(source instanceof RenewableCredentials renewable)) {
            return false;
        }
        renewable.renew();
        return true;
    }

    /** The region that requests are signed for; empty where AWS may have to say that the bucket is in another one. */
    synchronized Optional<String> signingRegion() {
        if (!settings.region().isEmpty()) {
            return Optional.of(settings.region());
        }
        if (settings.regionLookup()) {
            client();
        }
        if (!foundRegion.isEmpty()) {
            return Optional.of(foundRegion);
        }
        return settings.isAws() ? Optional.empty() : Optional.of(region().id());
    }

    /** Where the bucket is, for requests that are signed for a region; empty where only the SDK's rules can say. */
    Optional<S3Place> place(String region) {
        if (S3Place.isPseudo(region)) {
            return Optional.empty();
        }
        Optional<URI> endpoint = endpoint();
        if (endpoint.isPresent()) {
            return S3Place.at(endpoint.get(), bucket, settings);
        }
        return isElsewhere() ? Optional.empty() : S3Place.atAws(bucket, settings, region);
    }

    /**
     * Whether AWS's own variables, properties or files name an endpoint, which the client then uses. They are asked without a
     * default, since the SDK needs 0.3 s for that: then to find nothing is a failure, with these words.
     */
    private static boolean isElsewhere() {
        try {
            AwsClientEndpointProvider.builder()
                    .serviceEndpointOverrideEnvironmentVariable("AWS_ENDPOINT_URL_S3")
                    .serviceEndpointOverrideSystemProperty("aws.endpointUrlS3")
                    .serviceProfileProperty("s3")
                    .profileFile(ProfileFile::defaultProfileFile)
                    .profileName(ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow())
                    .build()
                    .clientEndpoint();
            return true;
        } catch (SdkClientException e) {
            return !String.valueOf(e.getMessage()).startsWith("Unable to determine the default client endpoint");
        }
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
            return new RenewableCredentials(() -> fromEndpoint(shared), clock);
        }
        if (credentials != null) {
            return handedIn(credentials);
        }
        return settings.role().isEmpty()
                ? new RenewableCredentials(this::usual, clock)
                : inRole(usual(), region, shared);
    }

    private AwsCredentialsProvider fromEndpoint(SdkHttpClient shared) {
        AwsCredentialsProvider asked =
                new EndpointCredentials(URI.create(settings.credentialsEndpoint()), shared, clock);
        return credentials == null ? asked : AwsCredentialsProviderChain.of(asked, handedIn(credentials));
    }

    /** From AWS's own sources. */
    private DefaultCredentialsProvider usual() {
        DefaultCredentialsProvider.Builder chain = DefaultCredentialsProvider.builder();
        if (!settings.profile().isEmpty()) {
            chain.profileName(settings.profile());
        }
        return chain.build();
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
        SdkAutoCloseable source = provider instanceof SdkAutoCloseable closeable ? closeable : null;
        for (@Nullable SdkAutoCloseable part : Arrays.asList(source, sts, http)) {
            if (part != null) {
                part.close();
            }
        }
        provider = null;
        sts = null;
        http = null;
    }
}
