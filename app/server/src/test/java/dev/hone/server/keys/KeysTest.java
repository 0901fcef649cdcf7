package dev.hone.server.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeysTest {
    @TempDir
    private Path folder;

    private final AtomicLong clock = new AtomicLong();
    private final List<String> heard = new ArrayList<>();
    private final KeysListener listener = new KeysListener() {
        @Override
        public void loaded(int keys) {
            heard.add("loaded " + keys);
        }

        @Override
        public void refused(String reason) {
            heard.add(reason);
        }
    };

    static String digest(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static String line(String key, String rest) {
        return "sha256:" + digest(key) + " " + rest + "\n";
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("keys"), text);
    }

    private void later() {
        clock.addAndGet(Duration.ofSeconds(2).toNanos());
    }

    @Test
    void file_isReadWithCommentsAndBlankLines() throws IOException {
        Keys keys = Keys.of(
                file("# who\n\n" + line("a", "name=ci roles=submit,read app=web # the build")
                        + line("b", "name=x roles=admin")),
                clock::get,
                listener);

        assertThat(keys.find("a").orElseThrow().name()).isEqualTo("ci");
        assertThat(keys.find("a").orElseThrow().roles()).containsExactlyInAnyOrder(Role.SUBMIT, Role.READ);
        assertThat(keys.find("a").orElseThrow().app()).isEqualTo("web");
        assertThat(keys.find("b").orElseThrow().may(Role.PROMOTE)).isTrue();
        assertThat(keys.find("")).isEmpty();
        assertThat(keys.find("A")).isEmpty();
        assertThat(heard).containsExactly("loaded 2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name=ci roles=admi | did you mean 'admin'?",
                "name=ci | needs name=… and roles=…",
                "roles=read | needs name=… and roles=…",
                "name=ci roles=read app=A_b | is no app",
                "name=ci rolse=read | did you mean 'roles'?",
                "name=ci roles= | there is no role ''",
            })
    void line_withAFault_isNamed(String rest, String complaint) throws IOException {
        Path file = file("# first\n" + line("a", rest));

        assertThatThrownBy(() -> Keys.of(file, clock::get, listener))
                .isInstanceOf(KeysException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("line 2: ")
                .hasMessageContaining(complaint);
    }

    @Test
    void line_withAKeyInTheClear_isRefused_withoutRepeatingIt() throws IOException {
        Path file = file("hunter2 name=ci roles=read\n");

        assertThatThrownBy(() -> Keys.of(file, clock::get, listener))
                .hasMessageContaining("sha256:")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void file_thatIsNotThere_isAnErrorAtTheStart() {
        assertThatThrownBy(() -> Keys.of(folder.resolve("none"), clock::get, listener))
                .isInstanceOf(KeysException.class)
                .hasMessageContaining("none");
    }

    @Test
    void change_isSeenWithinASecond() throws IOException {
        Path file = file(line("a", "name=a roles=read"));
        Keys keys = Keys.of(file, clock::get, listener);
        Files.writeString(file, line("b", "name=bb roles=read"));

        assertThat(keys.find("b")).as("not yet").isEmpty();
        later();

        assertThat(keys.find("b")).isPresent();
        assertThat(keys.find("a")).isEmpty();
    }

    @Test
    void change_toABadFile_keepsTheKeys_andIsHeardOnce() throws IOException {
        Path file = file(line("a", "name=a roles=read"));
        Keys keys = Keys.of(file, clock::get, listener);

        Files.writeString(file, "nonsense\n");
        later();
        assertThat(keys.find("a")).isPresent();
        later();
        assertThat(keys.find("a")).isPresent();
        assertThat(heard).hasSize(2).element(1).asString().contains("line 1");

        Files.delete(file);
        later();
        assertThat(keys.find("a")).isPresent();
        assertThat(heard).hasSize(3);

        Files.writeString(file, line("c", "name=c roles=read"));
        later();
        assertThat(keys.find("c")).isPresent();
    }

    @Test
    void file_withoutKeys_locksEverybodyOut() throws IOException {
        Gate gate = new Gate(Keys.of(file("# nobody\n"), clock::get, listener), Gate.Openness.LOOPBACK);

        assertThat(gate.admit(Access.keyed(Role.READ), null, true, null)).isInstanceOf(Admission.Unknown.class);
    }
}
