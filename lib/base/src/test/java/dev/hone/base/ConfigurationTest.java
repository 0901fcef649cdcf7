package dev.hone.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
    private enum Mode {
        READ_ONLY,
        READ_WRITE
    }

    private record Server(
            @Setting(key = "workers", fallback = "4", doc = "Threads that merge.")
            int workers,

            @Setting(key = "seed", fallback = "-1", doc = "First random number.")
            long seed,

            @Setting(key = "compress", fallback = "true", doc = "Whether to compress.")
            boolean compress,

            @Setting(key = "name", fallback = "hone", doc = "What it is called.")
            String name,

            @Setting(key = "max-upload", fallback = "64MiB", doc = "Largest upload.")
            ByteSize maxUpload,

            @Setting(key = "timeout", fallback = "30s", doc = "Longest wait.")
            Duration timeout,

            @Setting(key = "token", fallback = "", doc = "Who may enter.")
            Secret token,

            @Setting(key = "mode", fallback = "read-only", doc = "What is allowed: read-only|read-write.")
            Mode mode) {
        Server {
            if (workers < 1) {
                throw new IllegalArgumentException("there must be at least one worker, not " + workers);
            }
        }
    }

    private final Configuration<Server> configuration = Configuration.of(Server.class);

    @Test
    void defaults_areTheFallbacks() {
        assertThat(configuration.defaults())
                .isEqualTo(new Server(
                        4,
                        -1,
                        true,
                        "hone",
                        ByteSize.ofMebibytes(64),
                        Duration.ofSeconds(30),
                        Secret.of(""),
                        Mode.READ_ONLY));
    }

    @Test
    void read_everyKeyGiven_setsEveryComponent() {
        assertThat(read(
                        "workers=2",
                        "seed=9223372036854775807",
                        "compress=off",
                        "name= as written ",
                        "max-upload=1GB",
                        "timeout=1m30s",
                        "token=abc",
                        "mode=READ-write"))
                .isEqualTo(new Server(
                        2,
                        Long.MAX_VALUE,
                        false,
                        " as written ",
                        ByteSize.of(1_000_000_000),
                        Duration.ofSeconds(90),
                        Secret.of("abc"),
                        Mode.READ_WRITE));
    }

    @ParameterizedTest
    @CsvSource({"true, true", "YES, true", "on, true", "1, true", "False, false", "no, false", "OFF, false", "0, false"
    })
    void read_yesAndNoInEveryForm_areUnderstood(String text, boolean value) {
        assertThat(read("compress=" + text).compress()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"1_000, 1000", "' 7 ', 7", "+5, 5", "2147483647, 2147483647"})
    void read_numbersAsPeopleWriteThem_areUnderstood(String text, int value) {
        assertThat(read("workers=" + text).workers()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "many", "1.5", "2147483648", "0x10", "1k", "--1"})
    void read_notAWholeNumber_saysSo(String text) {
        assertThat(problems("workers=" + text))
                .containsExactly(
                        new Problem("workers", "flag --workers", "'" + text + "' is not a whole number that fits int"));
    }

    @Test
    void read_keyGivenTwice_takesTheLast() {
        assertThat(read("workers=2", "name=a", "workers=3").workers()).isEqualTo(3);
    }

    @Test
    void read_wrongValueThatIsOverridden_isStillReported() {
        assertThat(problems("workers=two", "workers=3"))
                .extracting(Problem::key)
                .containsExactly("workers");
    }

    @Test
    void read_manyThingsWrong_tellsAllInTheOrderGiven() {
        assertThat(problems(
                        "worker=2",
                        "seed=x",
                        "compress=maybe",
                        "max-upload=big",
                        "name=fine",
                        "timeout=30",
                        "mode=write",
                        "colour=red"))
                .containsExactly(
                        new Problem("worker", "flag --worker", "no such key; did you mean 'workers'?"),
                        new Problem("seed", "flag --seed", "'x' is not a whole number that fits long"),
                        new Problem("compress", "flag --compress", "'maybe' is not true or false"),
                        new Problem(
                                "max-upload",
                                "flag --max-upload",
                                "'big' is not a size; write a number with B, KiB, MiB, GiB, TiB, KB, MB, GB or TB"),
                        new Problem(
                                "timeout",
                                "flag --timeout",
                                "'30' is not a duration; write numbers with ns, us, ms, s, m or h, as in 1m30s"),
                        new Problem("mode", "flag --mode", "'write' is not one of read-only, read-write"),
                        new Problem(
                                "colour",
                                "flag --colour",
                                "no such key; the keys are workers, seed, compress, name, max-upload, timeout, token,"
                                        + " mode"));
    }

    @Test
    void refusal_message_hasALinePerProblem() {
        assertThat(refusal("worker=2", "mode=write"))
                .hasMessage("worker (flag --worker): no such key; did you mean 'workers'?\n"
                        + "mode (flag --mode): 'write' is not one of read-only, read-write");
        assertThat(refusal("worker=2").code().name()).isEqualTo("INVALID_CONFIGURATION");
        assertThat(refusal("worker=2").code().kind()).isEqualTo(ErrorCode.Kind.USAGE);
    }

    @Test
    void read_recordRefusesItsComponents_saysWhyAndWhere() {
        assertThat(problems("name=a", "workers=0"))
                .containsExactly(new Problem(
                        "Server", "flag --name, flag --workers", "there must be at least one worker, not 0"));
    }

    record Broken(
            @Setting(key = "a", fallback = "x", doc = "A.") String a) {
        Broken {
            throw new IllegalStateException("not for people");
        }
    }

    @Test
    void read_recordFailsOtherwise_isAFaultOfTheProgram() {
        assertThatThrownBy(() -> Configuration.of(Broken.class).defaults())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not validate its components cleanly");
    }

    private record Hidden(
            @Setting(key = "a", fallback = "x", doc = "A.") String a) {}

    @Test
    void read_recordThatNobodyElseSees_isMade() {
        assertThat(Configuration.of(Hidden.class).defaults()).isEqualTo(new Hidden("x"));
    }

    private record Bare(int a) {}

    private record Odd(
            @Setting(key = "a", fallback = "x", doc = "A.") Object a) {}

    private record Twice(
            @Setting(key = "a", fallback = "x", doc = "A.") String a,
            @Setting(key = "a", fallback = "y", doc = "B.") String b) {}

    @Test
    void of_recordThatIsNoConfiguration_isRefused() {
        assertThatThrownBy(() -> Configuration.of(Bare.class)).hasMessageContaining("carries no @Setting");
        assertThatThrownBy(() -> Configuration.of(Twice.class)).hasMessageContaining("two components with the key 'a'");
        assertThatThrownBy(() -> Configuration.of(Odd.class).defaults())
                .hasMessageContaining("type that configuration does not know");
    }

    @Test
    void keys_areInTheOrderOfTheRecordAndCannotBeChanged() {
        assertThat(configuration.keys())
                .containsExactly("workers", "seed", "compress", "name", "max-upload", "timeout", "token", "mode")
                .isUnmodifiable();
    }

    @Test
    void reference_listsEveryKeyAsAMarkdownTable() {
        assertThat(configuration.reference()).isEqualTo("""
                | key | default | what it does |
                |---|---|---|
                | `workers` | `4` | Threads that merge. |
                | `seed` | `-1` | First random number. |
                | `compress` | `true` | Whether to compress. |
                | `name` | `hone` | What it is called. |
                | `max-upload` | `64MiB` | Largest upload. |
                | `timeout` | `30s` | Longest wait. |
                | `token` |  | Who may enter. |
                | `mode` | `read-only` | What is allowed: read-only\\|read-write. |
                """);
    }

    private Server read(String... given) {
        return configuration.read(parse(given));
    }

    private ConfigurationException refusal(String... given) {
        return catchThrowableOfType(ConfigurationException.class, () -> configuration.read(parse(given)));
    }

    private List<Problem> problems(String... given) {
        return refusal(given).problems();
    }

    private static List<Configuration.Given> parse(String... given) {
        return Arrays.stream(given)
                .map(one -> one.split("=", 2))
                .map(pair -> new Configuration.Given(pair[0], pair[1], "flag --" + pair[0]))
                .toList();
    }
}
