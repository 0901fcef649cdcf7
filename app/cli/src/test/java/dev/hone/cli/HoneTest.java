package dev.hone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.command.Catalog;
import dev.hone.command.Hone;
import dev.hone.command.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HoneTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V", "version"})
    void version_isOneLine(String word) {
        Run run = Run.of(word);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).matches("hone \\S+( \\(.+\\))?\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "help"})
    void help_listsEveryCommandInItsGroup(String word) {
        Run run = Run.of(word);

        assertThat(run.exitCode()).isZero();
        for (Catalog.Entry entry : Run.CATALOG.entries()) {
            assertThat(run.out()).contains("\n" + entry.group() + ":\n").contains("  " + entry.name() + " ");
        }
        assertThat(run.out()).contains("Examples:").contains("Exit codes:");
    }

    @Test
    void nothing_showsHelpOnStandardError_andIsWrongUse() {
        Run run = Run.of();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("Usage:");
    }

    @Test
    void help_ofEachCommand_hasUsageAndExamples_inEveryWayToAsk() {
        for (Catalog.Entry entry : Run.CATALOG.entries()) {
            String[] words = entry.words().toArray(String[]::new);
            Run run = Run.of(concat(new String[] {"help"}, words));

            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).startsWith("Usage: hone " + entry.name()).contains("Examples:");
            assertThat(Run.of(concat(words, "--help")).out()).isEqualTo(run.out());
            assertThat(Run.of(concat(words, "-h")).out()).isEqualTo(run.out());
        }
    }

    private static String[] concat(String[] first, String... second) {
        String[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    @Test
    void group_withoutCommand_listsItsCommands() {
        assertThat(Run.of("help", "profile").out()).contains("profile info").contains("profile top");
        assertThat(Run.of("profile", "--help").out())
                .isEqualTo(Run.of("help", "profile").out());
        assertThat(Run.of("profile").exitCode()).isEqualTo(2);
        assertThat(Run.of("profile").err()).contains("profile info");
    }

    @ParameterizedTest
    @CsvSource({
        "profil info x, did you mean 'profile'?, see hone --help",
        "profile tpo x, did you mean 'top'?, see hone profile --help",
        "help profile inf, did you mean 'info'?, see hone profile --help",
        "xyzzy, there is no command 'hone xyzzy', see hone --help",
        "profile top x --jsno, did you mean '--json'?, see hone profile top --help",
        "profile top --limi=3 x, did you mean '--limit'?, see hone profile top --help",
        "profile top a b, too many arguments: 'b', see hone profile top --help",
        "profile top, FILE, see hone profile top --help",
        "--version extra, too many arguments: 'extra', see hone --help",
        "help profile top extra, too many arguments: 'extra', see hone --help",
        "--help profile tpo, did you mean 'top'?, see hone profile --help",
        "profile top x -n 99999999999, 99999999999, see hone profile top --help",
        "profile info, FILE, see hone profile info --help",
        "profile top -n many x, many, see hone profile top --help",
        "completion bahs, did you mean 'bash'?, bash and zsh",
    })
    void wrongUse_saysWhatIsMeant_andWhereToLook(String line, String hint, String where) {
        Run run = Run.of(line.split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("hone: ")
                .contains(hint)
                .contains(where)
                .doesNotContain("\tat ");
    }

    @Test
    void colors_areOnlyForTerminalsThatWantThem() {
        Map<String, String> terminal = Map.of("TERM", "xterm");

        assertThat(facts("true", terminal).color()).isTrue();
        assertThat(facts("false", terminal).color()).isFalse();
        assertThat(facts("true", Map.of("TERM", "dumb")).color()).isFalse();
        assertThat(facts("true", Map.of()).color()).isFalse();
        assertThat(facts("true", Map.of("TERM", "xterm", "NO_COLOR", "1")).color())
                .isFalse();
        assertThat(facts("true", Map.of("TERM", "xterm", "NO_COLOR", "")).color())
                .isTrue();
        assertThat(Run.of(facts("true", terminal), InputStream.nullInputStream(), "help")
                        .out())
                .contains("\u001b[1m");
        assertThat(Run.of("help").out()).doesNotContain("\u001b");
    }

    private static Terminal.Facts facts(String tty, Map<String, String> environment) {
        Properties properties = new Properties();
        properties.setProperty("hone.tty.out", tty);
        return Terminal.Facts.of(properties, environment);
    }

    @ParameterizedTest
    @CsvSource({"80, 80", "10, 60", "9999, 200", "99999, 100", "wide, 100", "'', 100"})
    void width_isThatOfTheTerminal_withinReason(String columns, int width) {
        assertThat(facts("true", Map.of("COLUMNS", columns)).width()).isEqualTo(width);
    }

    @ParameterizedTest
    @CsvSource({"Broken pipe, 141, ''", "No space left on device, 3, writing to standard output failed: No space left"})
    void output_thatCannotBeWritten_isToldUnlessNobodyReads(String reason, int exitCode, String told) {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(reason);
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal.Facts facts = new Terminal.Facts(false, false, false, 100, Map.of());
        Terminal terminal = new Terminal(InputStream.nullInputStream(), closed, err, facts, System::nanoTime);

        assertThat(new Hone(Run.CATALOG, terminal).run("help")).isEqualTo(exitCode);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(told);
        assertThat(err.size() == 0).isEqualTo(told.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "info missing",
                "digest missing",
                "top missing",
                "tree missing",
                "diff EXAMPLE missing",
                "check missing",
                "drift missing EXAMPLE",
                "explain missing x",
                "edges missing"
            })
    void json_ofARefusedFile_saysSoInJson_andNothingElse(String line) {
        String[] words = ("profile " + line.replace("EXAMPLE", Run.EXAMPLE) + " --json").split(" ", -1);

        Run run = Run.of(words);

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).isEmpty();
        assertThat(run.out().replaceAll("\\s+", " ").replaceAll("^\\[ | ]", "").strip())
                .isEqualTo("{ \"file\" : \"missing\", \"error\" : { \"code\" : \"NOT_FOUND\", \"message\" : "
                        + "\"there is no such file\" } }");
    }

    @Test
    void json_ofWrongUse_isToldOnStandardError() {
        Run run = Run.of("profile", "top", "--json", "--type", "nosuch", Run.EXAMPLE);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("there is no value type 'nosuch'");
    }

    /** Names that come from outside may move the cursor, colour the screen or pretend to be another line. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "BAD",
                "help BAD",
                "profile BAD",
                "profile info BAD",
                "profile info --json=BAD x",
                "profile info x --BAD",
                "profile info --limit BAD x",
                "profile top BAD",
                "profile top --type BAD EXAMPLE",
                "profile top --focus BAD EXAMPLE",
                "profile top --stacktrace BAD",
                "profile tree --from BAD EXAMPLE",
                "profile tree BAD",
                "profile diff BAD EXAMPLE",
                "profile diff EXAMPLE COPY",
                "profile merge BAD -o out",
                "profile merge BAD=x -o out",
                "profile merge EXAMPLE -o BAD/x",
                "profile merge EXAMPLE --aggregate BAD -o out",
                "profile check BAD",
                "profile check COPY",
                "profile check --symbols BAD EXAMPLE",
                "profile drift EXAMPLE BAD",
                "profile explain BAD x",
                "profile explain EXAMPLE BAD",
                "profile edges --go BAD EXAMPLE",
                "profile digest BAD",
                "profile digest COPY",
                "profile canonical BAD -o out",
                "profile canonical --rules BAD EXAMPLE -o -",
                "profile canonical --deny BAD( EXAMPLE -o -",
                "completion BAD"
            })
    void namesFromOutside_neverReachTheTerminalAsTheyAre(String line) throws IOException {
        String bad = "a\u001b[31m\rb";
        String copy = folder.resolve(bad).toString();
        Files.copy(Path.of(Run.EXAMPLE), Path.of(copy));
        List<String> words = Stream.of(line.split(" ", -1))
                .map(word -> word.replace("BAD", bad).replace("COPY", copy).replace("EXAMPLE", Run.EXAMPLE))
                .map(word -> word.equals("out") || word.startsWith(bad + "/") ? folder.resolve(word) + "" : word)
                .toList();

        Run run = Run.of(words.toArray(String[]::new));

        assertThat(run.out() + run.err()).contains("[31m").doesNotContain("\u001b", "\r");
    }

    @Test
    void stackTrace_isShownOnlyWhenAskedFor() {
        assertThat(Run.of("profile", "top", "none.pb").err()).doesNotContain("\tat ");
        assertThat(Run.of("profile", "top", "none.pb", "--stacktrace").err()).contains("\tat dev.hone.");
    }

    @Test
    void completion_knowsCommandsAndOptions() {
        Run bash = Run.of("completion", "bash");

        assertThat(bash.exitCode()).isZero();
        assertThat(bash.out())
                .contains("profile")
                .contains("top")
                .contains("--cum")
                .contains("complete -F");
        assertThat(Run.of("completion", "zsh").out()).contains("bashcompinit");
    }
}
