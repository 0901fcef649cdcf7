package dev.hone.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.base.ByteSize;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the options of a command take, from the command line and from variables. */
final class OptionsTest {
    /** A command with every kind of option, which prints what it was given. */
    private static final class Serve implements Command {
        @Override
        public void declare(Declaration declaration) {
            declaration
                    .description("Serve.")
                    .environment("TRY")
                    .number("-p, --port", "PORT", 0, 65535, "Where to listen.")
                    .required("--blob-store-url", "URL", "Where profiles are.")
                    .required("--event-url", "URL", "Where events go.")
                    .duration("-d, --older-than", "DURATION", "How old.")
                    .size("--larger-than", "SIZE", "How large.")
                    .url("-u, --api-url", "URL", "Whom to ask.")
                    .decimal("--share", "SHARE", "How much.")
                    .repeated("--target", "TARGET", "Whom.")
                    .flag("--debug", "More.")
                    .hidden(more -> more.flag("--secret", "Not told."))
                    .examples("  hone serve");
        }

        @Override
        public ExitCode run(Arguments arguments, Terminal terminal) {
            terminal.print(arguments.number("--port", 8080) + " "
                    + arguments.value("--blob-store-url").orElse("-") + " "
                    + arguments.duration("--older-than", Duration.ZERO).toMillis() + " "
                    + arguments.size("--larger-than", ByteSize.of(0)).bytes() + " "
                    + arguments.url("--api-url").map(Object::toString).orElse("-") + " "
                    + arguments.decimal("--share", 0) + " " + arguments.values("--target") + " "
                    + arguments.flag("--debug") + " " + arguments.flag("--secret"));
            return ExitCode.FINE;
        }
    }

    private record Ran(int exitCode, String out, String err) {}

    private static Ran run(Map<String, String> environment, String... words) {
        Catalog catalog =
                new Catalog(List.of(new Catalog.Entry("serve", "Servers", "serve", Serve::new)), "hone serve");
        return run(catalog, environment, words);
    }

    private static Ran run(Catalog catalog, Map<String, String> environment, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal.Facts facts = new Terminal.Facts(false, false, false, 100, environment);
        Terminal terminal = new Terminal(InputStream.nullInputStream(), out, err, facts, () -> 0);
        int code = new Hone(catalog, terminal).run(words);
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** A line with what is required in front. */
    private static Ran serve(Map<String, String> environment, String line) {
        return run(
                environment,
                ("serve --blob-store-url=b --event-url=e " + line).strip().split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 8080 b 0 0 - 0.0 [] false false",
        "-p 0 -d 1h30m --larger-than 64MiB, 0 b 5400000 67108864 - 0.0 [] false false",
        "-p=81 -u https://h:1/x --share .5, 81 b 0 0 https://h:1/x 0.5 [] false false",
        "--target a --target b --debug --secret, '8080 b 0 0 - 0.0 [a, b] true true'",
        "--debug=false, 8080 b 0 0 - 0.0 [] false false",
        "--debug=1, 8080 b 0 0 - 0.0 [] true false",
    })
    void option_ofEachKind_isRead(String line, String read) {
        assertThat(serve(Map.of(), line)).isEqualTo(new Ran(0, read, ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-p 65536 | --port takes a whole number from 0 up to 65535, not '65536'",
                "-p -1 | --port takes a whole number from 0 up to 65535, not '-1'",
                "-d 5 | --older-than takes a duration such as 30s or 1h30m, not '5'",
                "--larger-than x | --larger-than takes a size in bytes such as 1048576 or 64MiB, not 'x'",
                "-u localhost:8080 | --api-url takes a URL such as http://localhost:8080, not 'localhost:8080'",
                "-u ftp://h | --api-url takes a URL",
                "-u http:/// | --api-url takes a URL",
                "--share much | --share takes a number, not 'much'",
                "--debug=maybe | --debug takes true or false, not 'maybe'",
                "--prot 1 | did you mean '--port'?",
            })
    void option_withAnotherValue_saysWhatItTakes(String line, String complaint) {
        Ran ran = serve(Map.of(), line);

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("hone: ").contains(complaint).contains("see hone serve --help");
    }

    @Test
    void variables_standForOptions_andGiveWayToTheCommandLine() {
        Map<String, String> environment = Map.of(
                "TRY_PORT",
                "81",
                "TRY_BLOB_STORE_URL",
                "v",
                "TRY_OLDER_THAN",
                "2s",
                "TRY_DEBUG",
                "t",
                "TRY_TARGET",
                "x,y");

        assertThat(run(environment, "serve", "--event-url", "e").out())
                .isEqualTo("81 v 2000 0 - 0.0 [x, y] true false");
        assertThat(serve(environment, "-p 82 --target z --debug=false").out())
                .isEqualTo("82 b 2000 0 - 0.0 [z] false false");
    }

    @Test
    void variable_thatIsEmpty_isNotSet() {
        assertThat(serve(Map.of("TRY_PORT", "", "TRY_DEBUG", ""), "").out())
                .startsWith("8080 ")
                .endsWith("false false");
    }

    @ParameterizedTest
    @CsvSource({"TRY_PORT, http, a whole number", "TRY_DEBUG, yes, true or false", "TRY_OLDER_THAN, 5, a duration"})
    void variable_withAnotherValue_isNamed(String name, String value, String wanted) {
        Ran ran = serve(Map.of(name, value), "");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains(name + " takes " + wanted).contains("not '" + value + "'");
    }

    @Test
    void requiredOptions_thatAreMissing_areAllNamed_withTheirVariables() {
        Ran ran = run(Map.of(), "serve");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err())
                .contains("--blob-store-url (or TRY_BLOB_STORE_URL)")
                .contains("--event-url (or TRY_EVENT_URL)");
        assertThat(run(Map.of(), "serve", "--event-url", "e").err()).doesNotContain("--event-url");
    }

    /** A command that logs, as those of autopgo's do, and what was asked of it. */
    private static Ran log(String line) {
        Command log = new Command() {
            @Override
            public void declare(Declaration declaration) {
                declaration.option("-l, --log-level", "LEVEL", "What to log.").argument("WORD", "What to say.");
            }

            @Override
            public ExitCode run(Arguments arguments, Terminal terminal) {
                terminal.print(arguments.value("--log-level").orElse("-") + " " + arguments.argument());
                return ExitCode.FINE;
            }
        };
        return run(
                new Catalog(List.of(new Catalog.Entry("write log", "Logs", "log", () -> log)), "hone write log"),
                Map.of(),
                line.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource({
        "-l debug write log x, debug x",
        "-ldebug write log x, debug x",
        "-l=debug write log x, debug x",
        "--log-level debug write log x, debug x",
        "--log-level=debug write log x, debug x",
        "-l debug write log -l warn x, warn x",
        "-l debug -l error write log x, error x",
        "-l write write log x, write x",
    })
    void logLevel_beforeTheCommand_countsAsBehindIt(String line, String read) {
        assertThat(log(line)).isEqualTo(new Ran(0, read, ""));
    }

    @ParameterizedTest
    @CsvSource({
        "--quiet write log x, options stand behind the command: hone COMMAND --quiet",
        "-l debug --quiet write log x, options stand behind the command: hone COMMAND --quiet",
        "--log-levle debug write log x, only --log-level may stand before it",
        "-l, -l takes a level",
        "-l debug --log-level, --log-level takes a level",
        "-l debug wriet log x, did you mean 'write'?",
    })
    void optionBeforeTheCommand_thatMayNotStandThere_saysWhere(String line, String complaint) {
        Ran ran = log(line);

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).startsWith("hone: ").contains(complaint).contains("see hone --help");
    }

    @Test
    void logLevel_beforeACommandThatHasNone_isNoOptionOfIt() {
        assertThat(run(Map.of(), "-l", "debug", "serve", "--blob-store-url=b", "--event-url=e")
                        .err())
                .contains("there is no option '-l'");
    }

    @Test
    void logLevel_beforeVersionAndHelp_isIgnored() {
        assertThat(log("-l debug --version").out()).isEqualTo("hone development\n");
        assertThat(log("-l debug help write log").out()).startsWith("Usage: hone write log");
        assertThat(log("-l debug").err()).contains("Usage:");
    }

    @Test
    void help_namesVariables_andHidesWhatIsHidden() {
        Ran ran = run(Map.of("TRY_PORT", "no number"), "serve", "--help");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out())
                .contains("[TRY_PORT]")
                .contains("[TRY_BLOB_STORE_URL]")
                .doesNotContain("[TRY_QUIET]")
                .doesNotContain("secret");
    }
}
