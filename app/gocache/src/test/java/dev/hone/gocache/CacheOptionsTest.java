package dev.hone.gocache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.base.ByteSize;
import dev.hone.base.Secret;
import dev.hone.cache.CacheMode;
import dev.hone.cache.Door;
import dev.hone.cache.HttpRemoteSettings.Header;
import dev.hone.cache.Platform;
import dev.hone.cache.ProfileFiles;
import dev.hone.cache.RemoteChoice;
import dev.hone.cache.RemoteChoice.Keys;
import dev.hone.command.UsageException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CacheOptionsTest {
    private static final Platform LINUX = new Platform("linux", "arm64");
    private static final Map<String, String> HOME = Map.of("HOME", "/home/ann");

    private static CacheOptions read(Map<String, String> more, String... words) {
        Map<String, String> environment = new HashMap<>(HOME);
        environment.putAll(more);
        return CacheOptions.read(List.of(words), environment, LINUX);
    }

    private static CacheOptions read(String... words) {
        return read(Map.of(), words);
    }

    /** A daemon that was told a wrong one does not go on with it when it has been mended. */
    @Test
    void stores_areToldApartByTheSecretToo() {
        CacheOptions wrong = keyed("wrong", "");
        assertThat(Assembly.name(keyed("right", ""))).isNotEqualTo(Assembly.name(wrong));
        assertThat(Assembly.name(keyed("wrong", "session"))).isNotEqualTo(Assembly.name(wrong));
        assertThat(Assembly.name(keyed("wrong", "")))
                .isEqualTo(Assembly.name(wrong))
                .doesNotContain("wrong");
    }

    private static CacheOptions keyed(String secret, String token) {
        return CacheOptions.read(
                List.of("--remote-storage-type=s3", "--s3-bucket=b", "--root-directory=/nowhere"),
                Map.of("AWS_ACCESS_KEY_ID", "id", "AWS_SECRET_ACCESS_KEY", secret, "AWS_SESSION_TOKEN", token),
                Assembly.platform());
    }

    @Test
    void read_ofNothing_isALocalCacheInTheUsersFolder() {
        CacheOptions options = read();

        assertThat(options.root()).isEqualTo(Path.of("/home/ann/.cache/hone/go"));
        assertThat(options.remote()).isEqualTo(new RemoteChoice.Disabled());
        assertThat(options.mode()).isEqualTo(CacheMode.RW);
        assertThat(options.local().most()).isEqualTo(ByteSize.parse("10GiB"));
        assertThat(options.treatment().errors()).isEqualTo(10);
        assertThat(options.treatment().rest()).isEqualTo(Duration.ofSeconds(15));
        assertThat(options.treatment().get()).isEqualTo(Duration.ofSeconds(5));
        assertThat(options.patience()).isEqualTo(Duration.ofSeconds(10));
        assertThat(options.metrics().endpoint()).isNull();
        assertThat(options.warnings()).isEmpty();
    }

    @Test
    void read_ofKeys_signsAndTrusts_andWithoutOneToSignWithSharesNothing(@TempDir Path folder) throws IOException {
        String key = Files.writeString(folder.resolve("key"), "hmac 0123456789abcdef0123456789abcdef\n")
                .toString();
        CacheOptions signing = read(Map.of("HONE_CACHE_SIGNING_KEY", key));
        assertThat(Objects.requireNonNull(signing.seals()).seals().canSign()).isTrue();
        assertThat(signing.mode()).isEqualTo(CacheMode.RW);
        assertThat(Assembly.name(signing)).isNotEqualTo(Assembly.name(read()));

        CacheOptions reading = read("--trusted-keys", key);
        assertThat(reading.mode()).isEqualTo(CacheMode.READ);
        assertThat(Assembly.name(reading)).isNotEqualTo(Assembly.name(signing));
        assertThatThrownBy(() -> read("--trusted-keys", key, "--mode", "refresh"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--signing-key");

        Files.writeString(folder.resolve("key"), "hmac fedcba9876543210fedcba9876543210\n");
        assertThat(Assembly.name(read("--signing-key", key)))
                .as("a new key in the file")
                .isNotEqualTo(Assembly.name(signing));
    }

    @ParameterizedTest
    @ValueSource(strings = {"key", "/none/of/this", "/", "/dev/null"})
    void read_ofWhatIsNoKey_saysWhichFile(String file) {
        assertThatThrownBy(() -> read("--signing-key", file))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(file);
    }

    @Test
    void read_ofFolders_takesTheOneThatComesFirst() {
        Map<String, String> all = Map.of(
                "HONE_CACHE_DIR", "/hone", "CACHEPROG_ROOT_DIRECTORY", "/root", "CACHEPROG_DISK_STORAGE_ROOT", "/disk");
        assertThat(read(all, "--root-directory=/flag").root()).isEqualTo(Path.of("/flag"));
        assertThat(read(all).root()).isEqualTo(Path.of("/hone"));
        assertThat(read(Map.of("CACHEPROG_ROOT_DIRECTORY", "/root", "CACHEPROG_DISK_STORAGE_ROOT", "/disk"))
                        .root())
                .isEqualTo(Path.of("/root"));
        assertThat(read(Map.of("CACHEPROG_DISK_STORAGE_ROOT", "/disk")).root()).isEqualTo(Path.of("/disk"));
        assertThat(read(Map.of("XDG_CACHE_HOME", "/xdg")).root()).isEqualTo(Path.of("/xdg/hone/go"));
    }

    @Test
    void read_ofARelativeFolder_countsFromWhereGoRuns() {
        assertThat(read("--root-directory", "cache").root())
                .isEqualTo(Path.of("cache").toAbsolutePath());
    }

    @Test
    void read_withoutAHome_saysWhatToSet() {
        assertThatThrownBy(() -> CacheOptions.read(List.of(), Map.of(), LINUX))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("HONE_CACHE_DIR");
    }

    @Test
    void read_withTheWordDirectOrWithoutIt_isTheSame() {
        assertThat(read("direct", "--max-size=1GiB").local())
                .isEqualTo(read("--max-size=1GiB").local());
    }

    /** Names in cacheprog's sources, v1.3.0, that do not follow from the flag's. */
    @Test
    void read_ofVariablesThatAreNotNamedAfterTheirFlags_takesThem() {
        CacheOptions options = read(Map.of(
                "CACHEPROG_REMOTE_STORAGE_MAX_CONSECUTIVE_ERRORS", "-1",
                "CACHEPROG_REMOTE_STORAGE_RETRY_AFTER", "1m30s",
                "CACHEPROG_CPU_PROFILE_PATH", "/cpu",
                "CACHEPROG_MEM_PROFILE_PATH", "/mem",
                "CACHEPROG_TRACE_PROFILE_PATH", "/trace",
                "CACHEPROG_FGPROF_PATH", "/wall"));

        assertThat(options.treatment().errors()).isZero();
        assertThat(options.treatment().rest()).isEqualTo(Duration.ofSeconds(90));
        assertThat(options.profiles()).isEqualTo(new ProfileFiles("/cpu", "/mem", "/trace", "/wall"));
    }

    @Test
    void read_ofTheOtherVariables_takesThem() {
        CacheOptions options = read(Map.of(
                "CACHEPROG_REMOTE_GET_TIMEOUT", "1s",
                "CACHEPROG_REMOTE_PUT_TIMEOUT", "2s",
                "CACHEPROG_MAX_CONCURRENT_REMOTE_GETS", "3",
                "CACHEPROG_MAX_CONCURRENT_REMOTE_PUTS", "4",
                "CACHEPROG_MAX_BACKGROUND_WAIT", "5s",
                "CACHEPROG_MIN_REMOTE_PUT_SIZE", "6",
                "HONE_CACHE_MAX_PREFETCH", "7",
                "CACHEPROG_LOG_LEVEL", "DEBUG",
                "CACHEPROG_LOG_OUTPUT", "log"));

        assertThat(options.treatment().get()).isEqualTo(Duration.ofSeconds(1));
        assertThat(options.treatment().put()).isEqualTo(Duration.ofSeconds(2));
        assertThat(options.treatment().gets()).isEqualTo(3);
        assertThat(options.treatment().puts()).isEqualTo(4);
        assertThat(options.patience()).isEqualTo(Duration.ofSeconds(5));
        assertThat(options.treatment().least()).isEqualTo(6);
        assertThat(options.treatment().ahead()).isEqualTo(7);
        assertThat(options.log()).isEqualTo(new CacheOptions.LogChoice("debug", "log"));
    }

    @Test
    void read_ofABucket_asksThePlugForWhatWasNamed() {
        CacheOptions options = read(Map.of(
                "CACHEPROG_REMOTE_STORAGE_TYPE", "s3",
                "CACHEPROG_S3_BUCKET", "go-cache",
                "CACHEPROG_S3_ENDPOINT", "minio+http://localhost:9000",
                "CACHEPROG_S3_FORCE_PATH_STYLE", "true",
                "CACHEPROG_S3_PREFIX", "{% env.TEAM %}/{% GOOS %}-{%GOARCH%}/{% open",
                "CACHEPROG_S3_EXCLUDE_HEADERS_FROM_SIGNING", "Accept-Encoding,X-Other",
                "CACHEPROG_S3_ACCESS_KEY_ID", "id",
                "CACHEPROG_S3_ACCESS_KEY_SECRET", "hush",
                "CACHEPROG_S3_SESSION_TOKEN", "token",
                "TEAM", "red"));

        assertThat(options.remote())
                .isEqualTo(new RemoteChoice.S3(
                        "s3://go-cache?region_lookup=true&endpoint=minio%2Bhttp%3A%2F%2Flocalhost%3A9000"
                                + "&use_path_style=true&unsigned_headers=Accept-Encoding%2CX-Other",
                        "red/linux-arm64/{% open",
                        List.of(new Keys("id", Secret.of("hush"), Secret.of("token"))),
                        new Door("localhost", 9000)));
        assertThat(options.toString()).doesNotContain("hush");
    }

    @Test
    void read_ofAPrefixAsTheReadmeWritesIt_putsTheWordsTogether() {
        CacheOptions options = read(
                Map.of("CACHEPROG_S3_PREFIX", "red"),
                "--remote-storage-type=s3",
                "--s3-bucket=b",
                "--s3-region=r",
                "--s3-prefix=\"{%",
                "env.CACHEPROG_S3_PREFIX",
                "%}/golangci-lint-cache\"");

        assertThat(options.remote())
                .isEqualTo(new RemoteChoice.S3(
                        "s3://b?region=r", "red/golangci-lint-cache", List.of(), new Door("s3.r.amazonaws.com", 443)));
    }

    @Test
    void read_ofTheKeysOfABuild_takesThemFromItsVariables() {
        CacheOptions options = read(
                Map.of("AWS_ACCESS_KEY_ID", "id", "AWS_SECRET_ACCESS_KEY", "s", "AWS_REGION", "eu-west-1"),
                "--remote-storage-type=s3",
                "--s3-bucket=b");

        assertThat(options.remote())
                .isEqualTo(new RemoteChoice.S3(
                        "s3://b?region=eu-west-1",
                        "",
                        List.of(new Keys("id", Secret.of("s"), Secret.of(""))),
                        new Door("s3.eu-west-1.amazonaws.com", 443)));
    }

    @Test
    void read_behindAProxy_doesNotKnowWhomToReach() {
        CacheOptions options = read(
                Map.of("HTTPS_PROXY", "http://proxy:3128"),
                "--remote-storage-type=s3",
                "--s3-bucket=b",
                "--s3-region=r");

        assertThat(((RemoteChoice.S3) options.remote()).door()).isNull();
    }

    @Test
    void read_ofAServer_takesHeadersFromBothPlaces() {
        RemoteChoice fromVariables = read(Map.of(
                        "CACHEPROG_REMOTE_STORAGE_TYPE", "http",
                        "CACHEPROG_HTTP_STORAGE_BASE_URL", "http://cache:8080/x",
                        "CACHEPROG_HTTP_STORAGE_EXTRA_HEADERS", "X-A:1,Authorization: Bearer t"))
                .remote();
        RemoteChoice fromFlags = read(
                        "--remote-storage-type",
                        "http",
                        "--http-storage-base-url",
                        "http://cache:8080/x",
                        "--http-storage-extra-headers",
                        "X-A:1",
                        "Authorization: Bearer t")
                .remote();

        assertThat(fromFlags).isEqualTo(fromVariables);
        assertThat(((RemoteChoice.Http) fromFlags).settings().headers())
                .containsExactly(new Header("X-A", Secret.of("1")), new Header("Authorization", Secret.of("Bearer t")));
    }

    @ParameterizedTest
    @CsvSource({
        "'', RW",
        "--disable-get, REFRESH",
        "--disable-put, READ",
        "--disable-put=false, RW",
        "--mode=rw, RW",
        "--mode=read, READ",
        "--mode=write, WRITE",
        "--mode=refresh, REFRESH"
    })
    void read_ofModes_isWhatTheyMean(String word, CacheMode mode) {
        assertThat((word.isEmpty() ? read() : read(word)).mode()).isEqualTo(mode);
    }

    @Test
    void read_ofNeitherGetNorPut_sharesNothingAndMakesAllAnew() {
        CacheOptions options = read("--disable-get", "--disable-put", "--remote-storage-type=s3", "--s3-bucket=b");

        assertThat(options.mode()).isEqualTo(CacheMode.REFRESH);
        assertThat(options.remote()).isEqualTo(new RemoteChoice.Disabled());
    }

    @Test
    void read_ofMetrics_takesLabelsAndHeaders() {
        MetricsPush push = read(Map.of(
                        "CACHEPROG_METRICS_PUSH_ENDPOINT", "http://vm:8428/api",
                        "CACHEPROG_METRICS_PUSH_METHOD", "put",
                        "CACHEPROG_METRICS_PUSH_EXTRA_LABELS", "job=ci,team=red",
                        "CACHEPROG_METRICS_PUSH_EXTRA_HEADERS", "X-A:1",
                        "CACHEPROG_USE_VM_HISTOGRAMS", "true"))
                .metrics();

        assertThat(push)
                .isEqualTo(new MetricsPush(
                        URI.create("http://vm:8428/api"),
                        "PUT",
                        Map.of("job", "ci", "team", "red"),
                        List.of(new Header("X-A", Secret.of("1"))),
                        true));
    }

    @Test
    void read_ofAnExpiration_saysThatItDeletesNothing() {
        assertThat(read("--remote-storage-type=s3", "--s3-bucket=b", "--s3-expiration=24h")
                        .warnings())
                .singleElement()
                .asString()
                .contains("lifecycle");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--remote-storage-type=s3",
                "--remote-storage-type=http",
                "--remote-storage-type=ftp",
                "--remote-storage-type=s3 --s3-bucket=a/b",
                "--remote-storage-type=s3 --s3-bucket=b --s3-endpoint=ftp://x",
                "--remote-storage-type=s3 --s3-bucket=b --s3-prefix={%user%}",
                "--remote-storage-type=http --http-storage-base-url=cache:8080",
                "--remote-storage-type=http --http-storage-base-url=http://c --http-storage-extra-headers=nocolon",
                "--mode=rw --disable-put",
                "--mode=all",
                "--retry-after=15",
                "--metrics-push-method=DELETE",
                "--metrics-push-extra-labels=x",
                "--no-such-flag"
            })
    void read_ofWhatMakesNoSense_isRefused(String line) {
        assertThatThrownBy(() -> read(line.split(" ", -1))).isInstanceOf(UsageException.class);
    }
}
