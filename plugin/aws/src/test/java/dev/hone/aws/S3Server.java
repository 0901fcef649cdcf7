package dev.hone.aws;

import dev.hone.base.Secret;
import dev.hone.blob.BlobStore;
import dev.hone.blob.BlobStores;
import dev.hone.blob.Surroundings;
import dev.hone.kit.ServerProcess;
import dev.hone.kit.Versity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A real S3 server of this machine, and ways to get at it. */
final class S3Server implements AutoCloseable {
    private static final String KEY = Versity.KEY;
    private static final String SECRET = Versity.SECRET;

    private final ServerProcess process;

    private S3Server(ServerProcess process) {
        this.process = process;
    }

    /** versitygw, which keeps objects as files with extended attributes in {@code folder}. */
    static S3Server versity(Path folder) {
        return new S3Server(Versity.start(folder, System.getenv()));
    }

    /** MinIO. */
    static S3Server minio(Path folder) {
        int port = ServerProcess.freePort();
        List<String> command = List.of(
                ServerProcess.program("minio", System.getenv()).toString(),
                "server",
                "--quiet",
                "--address",
                "127.0.0.1:" + port,
                data(folder));
        Map<String, String> environment = Map.of(
                "MINIO_ROOT_USER", KEY, "MINIO_ROOT_PASSWORD", SECRET, "MINIO_BROWSER", "off", "MINIO_UPDATE", "off");
        return new S3Server(ServerProcess.start(command, environment, port, folder));
    }

    private static String data(Path folder) {
        try {
            return Files.createDirectory(folder.resolve("data")).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String endpoint() {
        return "http://127.0.0.1:" + process.port();
    }

    int port() {
        return process.port();
    }

    void makeBucket(String name) {
        try (S3Client client = S3Client.builder()
                .httpClientBuilder(Apache5HttpClient.builder())
                .endpointOverride(URI.create(endpoint()))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, SECRET)))
                .build()) {
            client.createBucket(request -> request.bucket(name));
        }
    }

    /** A store of a bucket; {@code more} are further parameters, each with an ampersand before it. */
    BlobStore open(String bucket, String more) {
        return open(bucket, more, SECRET);
    }

    BlobStore open(String bucket, String more, String secret) {
        return open(endpoint(), bucket, more, secret);
    }

    /** The same through another door, such as a relay. */
    static BlobStore through(String endpoint, String bucket, String more) {
        return open(endpoint, bucket, more, SECRET);
    }

    private static BlobStore open(String endpoint, String bucket, String more, String secret) {
        S3Scheme scheme = S3Scheme.with(new S3Credentials(KEY, Secret.of(secret)));
        return BlobStores.of(new Surroundings(InstantSource.system(), new SecureRandom()), List.of(scheme))
                .open("s3://" + bucket + "?use_path_style=true&region=us-east-1&endpoint=" + endpoint + more);
    }

    @Override
    public void close() {
        process.close();
    }
}
