package dev.hone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.command.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DownloadTest {
    private static final String PATH = "GET /api/profile/web";
    private static final String NOT_FOUND = "{\"message\":\"Not Found\",\"code\":404}\n";

    @TempDir
    private Path folder;

    private final StandIn server = new StandIn().on(PATH, 200, "PROF");

    @AfterEach
    void stop() {
        server.close();
    }

    private Path file() {
        return folder.resolve("default.pgo");
    }

    private Run download(String... more) {
        String[] words = {"download", "web", "-u", server.url(), "-o", file().toString()};
        return Run.of(Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void download_writesTheFile_andSaysNothing() {
        assertThat(download()).isEqualTo(new Run(0, "", ""));
        assertThat(file()).hasContent("PROF");
        assertThat(server.lines()).containsExactly(PATH);
        assertThat(server.asked().getFirst().headers()).doesNotContainKey("If-none-match");
    }

    @Test
    void output_byAutopgosVariable_orToStandardOutput() {
        Map<String, String> variables = Map.of("AUTOPGO_OUTPUT", file().toString(), "AUTOPGO_API_URL", server.url());

        assertThat(Run.with(variables, "download", "web").exitCode()).isZero();
        assertThat(file()).hasContent("PROF");
        assertThat(download("-o", "-").out()).isEqualTo("PROF");
    }

    @Test
    void download_unchanged_asksByItsDigest_andLeavesFileAndTimeAlone() throws IOException {
        Files.writeString(file(), "PROF");
        FileTime time = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(file(), time);
        server.on(PATH, 304, "");

        assertThat(download().exitCode()).isZero();
        assertThat(server.asked().getFirst().header("If-none-match"))
                .isEqualTo('"' + PublishedProfiles.sha256("PROF".getBytes(StandardCharsets.UTF_8)) + '"');
        assertThat(Files.getLastModifiedTime(file())).isEqualTo(time);
        assertThat(file()).hasContent("PROF");
    }

    @Test
    void download_sameBytesFromAServerWithoutTags_leavesFileAndTimeAlone() throws IOException {
        Files.writeString(file(), "PROF");
        FileTime time = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(file(), time);

        assertThat(download().exitCode()).isZero();
        assertThat(Files.getLastModifiedTime(file())).isEqualTo(time);
    }

    @Test
    void download_notModifiedThoughThereWasNothing_isAFailure() {
        server.on(PATH, 304, "");

        assertThat(download().exitCode()).isEqualTo(3);
        assertThat(file()).doesNotExist();
    }

    /** Each of the ways in which a download goes wrong. */
    private void goWrong(String way) {
        switch (way) {
            case "absent" -> server.on(PATH, 404, NOT_FOUND);
            case "failed" -> server.on(PATH, 500, "{\"message\":\"store is down\",\"code\":500}");
            case "denied" -> server.on(PATH, 403, "{\"message\":\"no\",\"code\":403}");
            case "empty" -> server.on(PATH, 200, "");
            case "page" -> server.on(PATH, 200, "<html>Log in</html>", "Content-Type", "text/html; charset=utf-8");
            case "cut short" ->
                server.on(PATH, exchange -> {
                    exchange.sendResponseHeaders(200, 10);
                    exchange.getResponseBody().write("PROF".getBytes(StandardCharsets.UTF_8));
                    exchange.getResponseBody().flush();
                });
            case "down" -> server.close();
            default -> throw new IllegalArgumentException(way);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent", "failed", "denied", "empty", "page", "cut short", "down"})
    void download_thatFails_leavesNoFile_norTouchesTheOldOne(String way) throws IOException {
        goWrong(way);

        assertThat(download().exitCode()).isEqualTo(3);
        assertThat(folder).isEmptyDirectory();

        Files.writeString(file(), "OLD");
        Run run = download("--fail");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).startsWith("hone: ");
        assertThat(file()).hasContent("OLD");
        assertThat(folder.toFile().list()).containsExactly("default.pgo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent", "failed", "denied", "empty", "page", "cut short", "down"})
    void keep_letsABuildGoOnWithTheOldFile_orWithout(String way) throws IOException {
        goWrong(way);
        Run without = download("--keep");

        assertThat(without.exitCode()).isZero();
        assertThat(without.err())
                .startsWith("hone: warning: ")
                .endsWith("there is no " + file() + ", so go builds without a profile\n");
        assertThat(folder).isEmptyDirectory();

        Files.writeString(file(), "OLD");
        Run with = download("--keep", "--quiet");
        assertThat(with.exitCode()).isZero();
        assertThat(with.err()).endsWith(file() + " stays as it is\n");
        assertThat(file()).hasContent("OLD");
    }

    @Test
    void keep_withWordsThatMakeNoSense_isStillWrongUse() {
        assertThat(download("--keep", "--fail").exitCode()).isEqualTo(2);
        assertThat(Run.of("download", "Web", "--keep").err()).contains("Web is not a valid application name");
        assertThat(download("--keep", "-o", folder.toString()).exitCode()).isEqualTo(2);
    }

    @Test
    void timeout_endsAStuckDownload() {
        CountDownLatch end = new CountDownLatch(1);
        server.on(PATH, exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Run run = download("--timeout", "300ms");
        end.countDown();

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("did not answer within 300ms; --timeout");
        assertThat(file()).doesNotExist();
    }

    @Test
    void selection_goesAlong() {
        server.on(PATH, 200, "PROF", "X-Hone-Generation", "7");
        download("--channel", "candidate");
        download("--generation", "7", "--form", "raw");
        download("--form", "edges");

        assertThat(server.lines())
                .containsExactly(PATH + "?channel=candidate", PATH + "?generation=7&form=raw", PATH + "?form=edges");
    }

    @Test
    void selection_thatTheServerDoesNotKnow_isNoSuccess() {
        for (String[] choice : new String[][] {
            {"--channel", "candidate"}, {"--generation", "3"}, {"--digest", "0123456789ab"}, {"--form", "raw"}
        }) {
            Run run = download(choice);
            assertThat(run.exitCode()).as(choice[0]).isEqualTo(3);
            assertThat(run.err()).contains("is it one of autopgo?");
            assertThat(file()).doesNotExist();
        }
        assertThat(download("--channel", "stable").exitCode()).isZero();
    }

    @Test
    void selection_thatMakesNoSense_isWrongUse() {
        assertThat(download("--form", "canonicle").err()).contains("did you mean 'canonical'?");
        assertThat(download("--digest", "XYZ").err()).contains("--digest takes 12 to 64");
        assertThat(download("--digest", "0123456789ab", "--generation", "1").exitCode())
                .isEqualTo(2);
        assertThat(download("--generation", "0").exitCode()).isEqualTo(2);
        assertThat(Run.of("download", "web", "--form", "edges").err()).contains("name a file for them with -o");
    }

    @Test
    void digest_isCheckedHere_notOnlyThere() throws IOException {
        byte[] profile = Files.readAllBytes(Path.of(Run.EXAMPLE));
        server.on(PATH, 200, profile, "X-Hone-Generation", "1");
        String decisions = Run.of("profile", "digest", Run.EXAMPLE)
                .out()
                .replaceFirst("(?s).*decisions=", "")
                .strip();

        assertThat(download("--digest", PublishedProfiles.sha256(profile)).exitCode())
                .isZero();
        Files.delete(file());
        assertThat(download("--digest", decisions.substring(0, 12)).exitCode()).isZero();
        Files.delete(file());
        Run other = download("--digest", "0123456789ab");
        assertThat(other.exitCode()).isEqualTo(3);
        assertThat(other.err()).contains("another profile than that with digest 0123456789ab");
        assertThat(file()).doesNotExist();
    }

    @Test
    void download_ofAStandIn_saysWhose() {
        server.on(PATH, 200, "PROF", "X-Hone-App", "fleet", "X-Hone-Generation", "3");

        assertThat(download().err()).isEqualTo("hone: note: web has no profile of its own, that of fleet stands in\n");
        assertThat(download("-q").err()).isEmpty();
    }

    @Test
    void download_onATerminal_saysWhatItGot() {
        server.on(PATH, 200, "PROF", "X-Hone-Generation", "12");
        Terminal.Facts watched = new Terminal.Facts(true, true, false, 100, Map.of());
        String[] words = {"download", "web", "-u", server.url(), "-o", file().toString()};

        assertThat(Run.of(watched, InputStream.nullInputStream(), words).err())
                .isEqualTo(file() + ": generation 12 of web, 4 B\n");
        assertThat(Run.of(watched, InputStream.nullInputStream(), words).err())
                .isEqualTo(file() + " is generation 12 of web already\n");
    }
}
