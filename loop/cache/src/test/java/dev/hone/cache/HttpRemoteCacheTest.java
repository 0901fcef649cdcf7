package dev.hone.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.base.Secret;
import dev.hone.cache.HttpRemoteSettings.Header;
import dev.hone.kit.RudeServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpRemoteCacheTest extends RemoteCacheContract {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final String OUTPUT = "X-Cacheprog-Outputid: " + OutputId.EMPTY.hex() + "\r\n";

    private final CacheprogServer server = new CacheprogServer();
    private final HttpRemoteCache remote = open(server.url(), "X-Key", "let me in");

    private static HttpRemoteCache open(URI base, String name, String value) {
        return HttpRemoteCache.open(new HttpRemoteSettings(base, List.of(new Header(name, Secret.of(value))), CONNECT));
    }

    private static HttpRemoteCache open(RudeServer rude) {
        return open(URI.create(rude.url()), "X-Key", "let me in");
    }

    @AfterEach
    void close() {
        remote.close();
        server.close();
    }

    @Override
    RemoteCache remote() {
        return remote;
    }

    @Override
    boolean keeps() {
        return false;
    }

    @Test
    void get_asksAsCacheprogDoes_withTheExtraHeaders() {
        remote.get(Outputs.action(1));

        assertThat(server.requests())
                .containsExactly("GET /base/cache/" + Outputs.action(1).hex());
        assertThat(server.headers().getFirst().get("X-key")).containsExactly("let me in");
        assertThat(server.headers().getFirst()).doesNotContainKey("Upgrade");
    }

    @ParameterizedTest
    @CsvSource({
        "401, REMOTE_DENIED",
        "403, REMOTE_DENIED",
        "400, REMOTE_REFUSED",
        "405, REMOTE_REFUSED",
        "429, REMOTE_BUSY",
        "503, REMOTE_BUSY",
        "500, REMOTE_FAILED",
        "304, REMOTE_REFUSED"
    })
    void get_answeredWithAFailure_saysWhatItMeans(int status, CacheError error) {
        try (RudeServer rude = RudeServer.answering(status, "nothing\u001b[31m for\r\n you");
                HttpRemoteCache asking = open(rude)) {
            assertThatThrownBy(() -> asking.get(Outputs.action(1)))
                    .isInstanceOfSatisfying(
                            CacheException.class, e -> assertThat(e.error()).isEqualTo(error))
                    .hasMessageNotContaining("\u001b")
                    .hasMessageContaining(Integer.toString(status));
            assertThat(rude.requests()).as("asked once").hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Cacheprog-UncompressedSize: -1\r\nContent-Length: 3\r\n",
                "X-Cacheprog-UncompressedSize: 99999999999999999999\r\nContent-Length: 3\r\n",
                "X-Cacheprog-UncompressedSize: 4\r\nContent-Length: 3\r\n",
                "Content-Encoding: gzip\r\nX-Cacheprog-UncompressedSize: 3\r\nContent-Length: 3\r\n",
                "X-Cacheprog-CompressionAlgorithm: zstd\r\nX-Cacheprog-UncompressedSize: x\r\nContent-Length: 3\r\n"
            })
    void get_ofWhatContradictsItself_isPoisoned(String headers) {
        assertPoisoned(OUTPUT + headers);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "00", "../../x", "zz", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8550"})
    void get_withoutASoundOutput_isPoisoned(String output) {
        assertPoisoned(
                "X-Cacheprog-OutputID: " + output + "\r\nX-Cacheprog-UncompressedSize: 3\r\nContent-Length: 3\r\n");
    }

    private static void assertPoisoned(String headers) {
        try (RudeServer rude = RudeServer.with(out -> {
                    out.write(RudeServer.head(200, headers));
                    out.write("abc".getBytes(StandardCharsets.US_ASCII));
                });
                HttpRemoteCache asking = open(rude)) {
            assertThatThrownBy(() -> asking.get(Outputs.action(1)))
                    .isInstanceOfSatisfying(
                            CacheException.class, e -> assertThat(e.error()).isEqualTo(CacheError.POISONED));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 405, 501})
    void compose_whereThatIsNotKnown_isAskedForOnce(int status) {
        try (RudeServer rude = RudeServer.answering(status, "no");
                HttpRemoteCache asking = open(rude)) {
            for (int i = 0; i < 3; i++) {
                assertThat(asking.compose(List.of(Outputs.action(1)))).isEmpty();
            }
            assertThat(rude.requests()).hasSize(1);
        }
    }

    private static ComposedPack composed(String answer) {
        try (RudeServer rude = RudeServer.answering(200, answer);
                HttpRemoteCache asking = open(rude)) {
            return asking.compose(List.of(Outputs.action(1))).orElseThrow();
        }
    }

    private static String pack(String offset, String length, String compression) {
        String id = "ab".repeat(32);
        return ("{\"pack\":\"%s\",\"stored\":100,\"more\":{\"x\":[1]},\"results\":[{\"action\":\"%s\",\"output\":\"%s\",\"size\":500,"
                        + "\"more\":[],\"compression\":\"%s\",\"offset\":%s,\"length\":%s}]}")
                .formatted(id, Outputs.action(1), "cd".repeat(32), compression, offset, length);
    }

    @Test
    void compose_saysWhereResultsLie() {
        ComposedPack pack = composed(pack("10", "90", "zstd"));

        assertThat(pack.id()).isEqualTo("ab".repeat(32));
        assertThat(pack.stored()).isEqualTo(100);
        assertThat(pack.parts())
                .containsExactly(Map.entry(
                        Outputs.action(1),
                        new ComposedPack.Part(new OutputId("cd".repeat(32)), 500, Encoding.ZSTD, 10, 90)));
    }

    @ParameterizedTest
    @CsvSource({"11, 90, zstd", "10, 999999999999999999, zstd", "0, 10, brotli"})
    void compose_ofWhatLiesWhereNothingCan_leavesItOut(String offset, String length, String compression) {
        assertThat(composed(pack(offset, length, compression)).parts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "no", "[", "{\"results\":[{\"action\":\"../x\"}]}", "{\"pack\":\"x\"}", "{\"stored\":\"x\"}"
            })
    void compose_answeredWithNonsense_isAFailureOfTheStore(String answer) {
        assertThatThrownBy(() -> composed(answer)).isInstanceOf(CacheException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "[]", "null", "\"x\""})
    void compose_ofNumbersThatAreNone_isAFailureOfTheStore(String offset) {
        assertThatThrownBy(() -> composed(pack(offset, "10", "zstd"))).isInstanceOf(CacheException.class);
    }

    @Test
    void get_ofABodyThatBreaksOff_failsWhereItBreaks() throws IOException {
        try (RudeServer rude = RudeServer.with(out -> {
                    out.write(RudeServer.head(
                            200, OUTPUT + "X-Cacheprog-UncompressedSize: 300\r\nContent-Length: 300\r\n"));
                    out.write("abc".getBytes(StandardCharsets.US_ASCII));
                });
                HttpRemoteCache asking = open(rude);
                RemoteObject object = asking.get(Outputs.action(1)).orElseThrow();
                InputStream content = object.content()) {
            assertThatThrownBy(content::readAllBytes).isInstanceOf(IOException.class);
        }
    }

    @Test
    void get_redirectedElsewhere_followsWithoutTheExtraHeaders() throws IOException {
        byte[] bytes = Outputs.bytes("elsewhere");
        remote.put(Outputs.action(1), Outputs.raw(bytes), RemoteCache.Existing.REPLACE);
        String target = server.url() + "cache/" + Outputs.action(1).hex();
        try (RudeServer rude = redirecting(307, target);
                HttpRemoteCache asking = open(rude);
                RemoteObject object = asking.get(Outputs.action(1)).orElseThrow();
                InputStream content = object.content()) {
            assertThat(content.readAllBytes()).isEqualTo(bytes);
            assertThat(server.headers().getLast()).doesNotContainKey("X-key");
        }
    }

    @Test
    void get_redirectedForEver_isRefused() {
        try (RudeServer rude = redirecting(301, "/again");
                HttpRemoteCache asking = open(rude)) {
            assertThatThrownBy(() -> asking.get(Outputs.action(1)))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("301");
            assertThat(rude.requests()).hasSize(4);
        }
    }

    private static RudeServer redirecting(int status, String to) {
        return RudeServer.with(
                out -> out.write(RudeServer.head(status, "Location: " + to + "\r\nContent-Length: 0\r\n")));
    }

    @Test
    void get_fromWhereNobodyListens_failsAndMayPass() throws IOException {
        int port;
        try (java.net.ServerSocket free = new java.net.ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (HttpRemoteCache asking = open(URI.create("http://127.0.0.1:" + port), "X-Key", "x")) {
            assertThatThrownBy(() -> asking.get(Outputs.action(1)))
                    .isInstanceOfSatisfying(
                            CacheException.class, e -> assertThat(e.error()).isEqualTo(CacheError.REMOTE_FAILED));
        }
    }

    @ParameterizedTest
    @CsvSource({"Host, x", "bad name, x", "X-Key, 'line\nbreak'", "'', x"})
    void open_withAHeaderThatCannotBeSent_isRefused(String name, String value) {
        assertThatThrownBy(() -> open(server.url(), name, value))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("name:value");
    }
}
