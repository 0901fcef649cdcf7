package dev.hone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.kit.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What our server signed, our command line verifies; what somebody changed in the store reaches no build. */
@Tag("server")
class SignedDownloadTest {
    private static final Pattern DIGEST = Pattern.compile("\"segment\" : \"[a-f]*([0-9])");

    @TempDir
    Path folder;

    private ServerProcess up;
    private String generation;

    @BeforeEach
    void publish() throws IOException {
        up = HoneProcess.up(folder);
        Files.write(folder.resolve("cpu.pb.gz"), WireBodies.named("cpu"));
        fine("upload", "-a", "web", "cpu.pb.gz");
        fine("download", "web", "-o", "first.pgo"); // and so it is published
        generation = publishedGeneration();
        Files.writeString(folder.resolve("keys.pem"), ask("/api/hone/v1/signing-keys"), StandardCharsets.ISO_8859_1);
    }

    @AfterEach
    void stop() {
        up.close();
    }

    /** Two may have published the first one at the same time: the number is that of who was first. */
    private String publishedGeneration() {
        return ask("/api/hone/v1/apps/web").replaceFirst("(?s).*\"stable\":\\{\"number\":([0-9]+).*", "$1");
    }

    private String ask(String path) {
        return WireSocket.ask(
                        up.port(), WireMessage.parse("GET " + path + " HTTP/1.1\nHost: <host>\nConnection: close\n"))
                .body();
    }

    private Call.Outcome call(String... words) {
        return Call.of(HoneProcess.program(), words)
                .with("HONE_API_URL", HoneProcess.address(up).toString())
                .in(folder)
                .run();
    }

    private Call.Outcome fine(String... words) {
        Call.Outcome outcome = call(words);
        assertThat(outcome.exit())
                .as(String.join(" ", words) + ": " + outcome.err())
                .isZero();
        return outcome;
    }

    private Call.Outcome download(String form) {
        return call("download", "web", "--verify", "keys.pem", "--form", form, "-o", "out");
    }

    private Path stored(String name) {
        return folder.resolve("hone-data/blobs/web/hone/generations")
                .resolve(generation)
                .resolve(name);
    }

    /** Changes one bit; in a manifest that of a digit within a digest, so that it can be read all the same. */
    private void flip(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(stored(name));
        Matcher digest = DIGEST.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        bytes[digest.find() ? digest.start(1) : bytes.length / 2] ^= 1;
        Files.write(stored(name), bytes);
    }

    @ParameterizedTest
    @CsvSource({"canonical, profile.pb.gz", "preprofile, preprofile.txt", "edges, sum.edges"})
    void download_verified_isWhatIsStored_andNothingOfWhatChanged(String form, String file) throws IOException {
        Call.Outcome taken = download(form);
        assertThat(taken.exit()).as(taken.err()).isZero();
        byte[] published = Files.readAllBytes(stored(file));
        assertThat(folder.resolve("out")).hasBinaryContent(published);

        Files.writeString(folder.resolve("out"), "as it was");
        flip(file);
        Call.Outcome refused = download(form);
        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.err()).contains(file + " of generation " + generation + " of web is not what was published");
        assertThat(folder.resolve("out")).hasContent("as it was");
    }

    @Test
    void verify_ofAProfileThatChangedInTheStore_namesIt() throws IOException {
        assertThat(fine("pgo", "verify", "web", "--signing-keys", "keys.pem").out())
                .isEqualTo("verified: generation " + generation + " of web, as it was signed\n");
        flip("profile.pb.gz");
        Call.Outcome outcome = call("pgo", "verify", "web", "--signing-keys", "keys.pem");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.out())
                .startsWith("not verified: ")
                .contains("profile.pb.gz of generation " + generation + " of web is not what was published");
    }

    @ParameterizedTest
    @CsvSource({"manifest.json, the manifest is not signed by a key that you trust", "manifest.sig, sign"})
    void verify_ofAManifestOrSignatureThatChanged_saysSo(String file, String reason) throws IOException {
        flip(file);
        Call.Outcome outcome = call("pgo", "verify", "web", "--signing-keys", "keys.pem");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.out()).startsWith("not verified: ").contains(reason);
        assertThat(download("canonical").exit()).isEqualTo(3);
        assertThat(folder.resolve("out")).doesNotExist();
    }
}
