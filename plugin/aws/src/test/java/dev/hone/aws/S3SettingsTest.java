package dev.hone.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.hone.base.Secret;
import dev.hone.blob.BlobAddress;
import dev.hone.blob.BlobError;
import dev.hone.blob.BlobException;
import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.BlobStores;
import dev.hone.blob.Surroundings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each setting makes of a request, as a server sees it. */
final class S3SettingsTest {
    private static final BlobKey KEY = BlobKey.of("key");

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private int status = 404;
    private String code = "NoSuchKey";
    private String credentials = "{\"AccessKeyId\":\"given\",\"SecretAccessKey\":\"s\",\"Token\":\"t\","
            + "\"Expiration\":\"2999-01-01T00:00:00Z\"}";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                String asked = exchange.getRequestURI().toString();
                requests.add(exchange.getRequestMethod() + " " + asked);
                headers.add(Map.copyOf(exchange.getRequestHeaders()));
                boolean location = asked.endsWith("?location");
                String body = asked.startsWith("/keys")
                        ? credentials
                        : location
                                ? "<LocationConstraint>eu-north-1</LocationConstraint>"
                                : "<Error><Code>" + code + "</Code><Message>no</Message></Error>";
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(location || asked.startsWith("/keys") ? 200 : status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private BlobStore open(S3Scheme scheme, String parameters) {
        return BlobStores.of(new Surroundings(InstantSource.system(), new SecureRandom()), List.of(scheme))
                .open("s3://bucket?" + parameters);
    }

    private static S3Scheme handedIn(String token) {
        return S3Scheme.with(new S3Credentials("handed", Secret.of("s"), Secret.of(token)));
    }

    private String ask(S3Scheme scheme, String parameters) {
        try (BlobStore store = open(scheme, parameters)) {
            assertThat(store.get(KEY)).isEqualTo(Optional.empty());
        }
        return header("Authorization");
    }

    private String header(String name) {
        return String.join(",", headers.getLast().getOrDefault(name, List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"minio%2B", ""})
    void get_fromAServerOfItsOwn_hasTheBucketInThePath(String minio) {
        ask(handedIn(""), "region=r&endpoint=" + minio + address() + (minio.isEmpty() ? "&use_path_style=true" : ""));

        assertThat(requests.getLast()).startsWith("GET /bucket/key");
    }

    @Test
    void get_withUnsignedHeaders_sendsThemOutsideTheSignature() {
        String where = "region=r&use_path_style=true&endpoint=" + address();
        assertThat(ask(handedIn(""), where)).contains("amz-sdk-invocation-id");

        String signed = ask(handedIn(""), where + "&unsigned_headers=Amz-Sdk-Invocation-Id");

        assertThat(signed).contains("host").doesNotContain("amz-sdk-invocation-id");
        assertThat(headers.getLast()).containsKey("Amz-sdk-invocation-id");
    }

    @Test
    void get_withoutARegion_signsForTheOneThatTheBucketNames() {
        String signed = ask(handedIn(""), "region_lookup=true&use_path_style=true&endpoint=" + address());

        assertThat(requests).anyMatch(request -> request.endsWith("?location"));
        assertThat(signed).contains("/eu-north-1/s3/");
    }

    @Test
    void get_withASession_sendsItsToken() {
        ask(handedIn("session"), "region=r&use_path_style=true&endpoint=" + address());

        assertThat(headers.getLast().get("X-amz-security-token")).containsExactly("session");
    }

    @Test
    void get_withACredentialsEndpoint_asksItOnce() {
        String where = "region=r&use_path_style=true&endpoint=" + address() + "&credentials_endpoint=" + address();
        try (BlobStore store = open(S3Scheme.create(), where + "/keys")) {
            assertThat(store.get(KEY)).isEmpty();
            assertThat(store.get(KEY)).isEmpty();
        }

        assertThat(header("Authorization")).contains("Credential=given/");
        assertThat(headers.getLast().get("X-amz-security-token")).containsExactly("t");
        assertThat(new ArrayList<>(requests))
                .filteredOn(request -> request.equals("GET /keys"))
                .hasSize(1);
    }

    @Test
    void get_withACredentialsEndpointThatFails_usesTheKeysThatWereHandedIn() {
        credentials = "nonsense";
        String where = "region=r&use_path_style=true&endpoint=" + address() + "&credentials_endpoint=" + address();

        assertThat(ask(handedIn(""), where + "/keys")).contains("Credential=handed/");
    }

    private static String signature(BlobAddress address) {
        return address.headers().getOrDefault("authorization", "");
    }

    @Test
    void address_withKeysThatWereHandedIn_asksNobody() {
        Instant now = Instant.parse("2026-11-21T21:12:39Z");
        BlobStores stores = BlobStores.of(
                new Surroundings(InstantSource.fixed(now), new SecureRandom()), List.of(handedIn("session")));
        try (BlobStore store =
                stores.open("s3://bucket?region=r&use_path_style=true&prefix=p/&endpoint=" + address())) {
            BlobAddress address = store.address(KEY).orElseThrow();

            assertThat(address.uri()).isEqualTo(URI.create(address() + "/bucket/p/key"));
            assertThat(address.headers())
                    .containsEntry("x-amz-security-token", "session")
                    .containsEntry("x-amz-date", "20261121T211239Z")
                    .doesNotContainKey("host");
            assertThat(signature(address))
                    .contains(
                            "Credential=handed/20261121/r/s3/", "host;x-amz-content-sha256;x-amz-date;x-amz-security");
        }
        assertThat(requests).isEmpty();
    }

    @Test
    void address_withACredentialsEndpoint_sharesItsKeysWithTheClient() {
        String where = "region=r&use_path_style=true&endpoint=" + address() + "&credentials_endpoint=" + address();
        try (BlobStore store = open(S3Scheme.create(), where + "/keys")) {
            assertThat(signature(store.address(KEY).orElseThrow())).contains("Credential=given/");
            assertThat(store.get(KEY)).isEmpty();
            assertThat(store.address(KEY)).isPresent();
        }

        assertThat(new ArrayList<>(requests))
                .filteredOn(request -> request.equals("GET /keys"))
                .hasSize(1);
    }

    @Test
    void address_afterKeysThatEnded_isSignedByTheNextOnes() {
        credentials = "{\"AccessKeyId\":\"old\",\"SecretAccessKey\":\"s\",\"Expiration\":\"2000-01-01T00:00:00Z\"}";
        String where = "region=r&use_path_style=true&endpoint=" + address() + "&credentials_endpoint=" + address();
        try (BlobStore store = open(S3Scheme.create(), where + "/keys")) {
            assertThat(signature(store.address(KEY).orElseThrow())).contains("Credential=old/");
            credentials = "{\"AccessKeyId\":\"next\",\"SecretAccessKey\":\"t\"}";
            assertThat(signature(store.address(KEY).orElseThrow())).contains("Credential=next/");
        }
    }

    @Test
    void address_withoutKeys_isLeftToTheGetToExplain() {
        credentials = "nonsense";
        String where = "region=r&use_path_style=true&endpoint=" + address() + "&credentials_endpoint=" + address();
        try (BlobStore store = open(S3Scheme.create(), where + "/keys")) {
            assertThat(store.address(KEY)).isEmpty();
            assertThatThrownBy(() -> store.get(KEY)).isInstanceOf(BlobException.class);
        }
    }

    @Test
    void address_withoutARegion_isSignedForTheOneThatTheBucketNames() {
        try (BlobStore store = open(handedIn(""), "region_lookup=true&use_path_style=true&endpoint=" + address())) {
            assertThat(signature(store.address(KEY).orElseThrow())).contains("/eu-north-1/s3/");
        }
    }

    @Test
    void address_ofWhoIsAnonymous_isNotSigned() {
        try (BlobStore store =
                open(S3Scheme.create(), "region=r&anonymous=true&use_path_style=true&endpoint=" + address())) {
            assertThat(store.address(KEY).orElseThrow().headers()).isEmpty();
        }
    }

    @Test
    void get_denied_isAFailure_unlessItMeansAbsent() {
        status = 403;
        code = "AccessDenied";
        String where = "region=r&use_path_style=true&endpoint=" + address();

        assertDenied(where);
        ask(handedIn(""), where + "&denied=absent");
    }

    @Test
    void get_byWhoIsNotKnown_isAFailureInAnyCase() {
        status = 403;
        code = "InvalidAccessKeyId";

        assertDenied("region=r&use_path_style=true&denied=absent&endpoint=" + address());
    }

    private void assertDenied(String where) {
        try (BlobStore store = open(handedIn(""), where)) {
            assertThatThrownBy(() -> store.get(KEY))
                    .isInstanceOfSatisfying(
                            BlobException.class, e -> assertThat(e.error()).isEqualTo(BlobError.DENIED));
        }
    }
}
