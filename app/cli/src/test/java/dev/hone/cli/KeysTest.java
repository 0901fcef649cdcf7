package dev.hone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeysTest {
    private static final String DIGEST = "ab".repeat(32);

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("keys");
    }

    private Run keys(String... words) {
        String[] all = new String[words.length + 3];
        all[0] = "keys";
        System.arraycopy(words, 0, all, 1, words.length);
        all[words.length + 1] = "--file";
        all[words.length + 2] = file().toString();
        return Run.of(all);
    }

    @Test
    void add_printsTheKeyOnce_andStoresItsDigest() throws IOException {
        Run run = keys("add", "ci");
        String key = run.out().strip();

        assertThat(run.exitCode()).isZero();
        assertThat(key).matches("hone_[A-Za-z0-9_-]{43}");
        assertThat(run.err()).isEqualTo("keep it: it is stored nowhere else (submit, read for all apps)\n");
        assertThat(file())
                .hasContent("sha256:" + PublishedProfiles.sha256(key.getBytes(StandardCharsets.US_ASCII))
                        + " name=ci roles=submit,read\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(folder.toFile().list()).containsExactly("keys");
        assertThat(keys("add", "other").out()).isNotEqualTo(run.out());
    }

    @Test
    void add_keepsWhatIsThere_alsoWithoutALastLineFeed() throws IOException {
        Files.writeString(file(), "# of the team\n\nsha256:" + DIGEST + " name=old roles=admin app=web");
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));
        keys("add", "deploy", "--roles", "read, promote", "--app", "web");

        assertThat(Files.readAllLines(file()))
                .startsWith("# of the team", "", "sha256:" + DIGEST + " name=old roles=admin app=web")
                .hasSize(4)
                .last()
                .asString()
                .endsWith(" name=deploy roles=read,promote app=web");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-r-----");
    }

    @Test
    void list_showsAllButTheKeys() throws IOException {
        Files.writeString(
                file(),
                "sha256:" + DIGEST + " name=ci roles=submit,read app=web\n# x\nsha256:" + DIGEST
                        + " name=all roles=admin\n");

        assertThat(keys("list").out()).isEqualTo("""
                NAME  ROLES        APP    SHA-256
                ci    submit,read  web    abababababab
                all   admin        (all)  abababababab
                """);
        assertThat(keys("list", "--json").out()).contains("\"app\" : \"web\"").contains(DIGEST);
    }

    @Test
    void revoke_takesOneAway_andLeavesTheRest() throws IOException {
        Files.writeString(
                file(), "# a\nsha256:" + DIGEST + " name=ci roles=read\nsha256:" + DIGEST + " name=b roles=read\n");

        assertThat(keys("revoke", "ci")).isEqualTo(new Run(0, "", ""));
        assertThat(file()).hasContent("# a\nsha256:" + DIGEST + " name=b roles=read\n");
        assertThat(keys("revoke", "ci").err()).contains("has no key named ci");
        assertThat(folder.toFile().list()).containsExactly("keys");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain-text-key name=x roles=read",
                "sha256:abcd name=x roles=read",
                "sha256:%s roles=read",
                "sha256:%s name=x",
                "sha256:%s name=x roles=write",
                "sha256:%s name=x roles=read app=Web",
                "sha256:%s name=x roles=read more",
                "sha256:%s name=x name=y roles=read"
            })
    void line_thatIsNoKey_isRefusedByItsNumber(String line) throws IOException {
        String before = "# first\n" + line.replace("%s", DIGEST) + "\n";
        Files.writeString(file(), before);

        assertThat(keys("list").exitCode()).isEqualTo(2);
        assertThat(keys("list").err()).contains("keys, line 2: ");
        assertThat(keys("add", "new").exitCode()).isEqualTo(2);
        assertThat(keys("revoke", "new").exitCode()).isEqualTo(2);
        assertThat(file()).hasContent(before);
        assertThat(folder.toFile().list()).containsExactly("keys");
    }

    @Test
    void add_thatMakesNoSense_isWrongUse() {
        assertThat(keys("add", "ci").exitCode()).isZero();
        assertThat(keys("add", "ci").err()).contains("has a key named ci already");
        assertThat(keys("add", "a b").err()).contains("is no name for a key");
        assertThat(keys("add", "x", "--roles", "sumbit").err()).contains("did you mean 'submit'?");
        assertThat(keys("add", "x", "--app", "Web").exitCode()).isEqualTo(2);
        assertThat(Run.of("keys", "list").err()).contains("--file");
    }

    @Test
    void change_whileAnotherIsOnItsWay_isRefused() throws IOException {
        Files.createFile(folder.resolve("keys.new"));
        Run run = keys("add", "ci");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("keys.new is there");
        assertThat(file()).doesNotExist();
        assertThat(folder.resolve("keys.new")).exists();
    }

    @Test
    void file_behindALink_isChangedWhereItIs() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real")).resolve("keys");
        Files.writeString(real, "");
        Files.createSymbolicLink(file(), real);
        keys("add", "ci");

        assertThat(Files.isSymbolicLink(file())).isTrue();
        assertThat(real).content().contains("name=ci");
    }
}
