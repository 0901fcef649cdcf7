package dev.hone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.command.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

final class ProfileInfoTest {
    @TempDir
    private Path folder;

    private Path copy(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.copy(Path.of(Run.EXAMPLE), file);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void info_ofOneFile_tellsAllAboutIt() {
        Run run = Run.of("profile", "info", Run.EXAMPLE);

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith(Run.EXAMPLE + "\n")
                .contains("CPU profile of a Go program")
                .contains("gzip")
                .contains("cores on average")
                .contains("cpu/nanoseconds: ")
                .contains("100.0% with start lines")
                .contains("endpoint: ")
                .contains("/usr/local/bin/shop");
    }

    @Test
    void info_ofSeveralFiles_isATable_orPagesWhenAskedFor() {
        Run table = Run.of("profile", "info", Run.EXAMPLE, Run.EXAMPLE);
        Run pages = Run.of("profile", "info", "--long", Run.EXAMPLE, Run.EXAMPLE);

        assertThat(table.out().lines()).hasSize(3);
        assertThat(table.out()).startsWith("FILE ").contains("SAMPLES");
        assertThat(pages.out().lines().filter(line -> line.equals(Run.EXAMPLE))).hasSize(2);
    }

    @Test
    void info_withOneBadFileAmongGood_showsTheOthers_andFails() throws IOException {
        copy("good.pb.gz");
        Files.write(folder.resolve("empty.pb.gz"), new byte[0]);

        Run run = Run.of(
                "profile", "info", path("good.pb.gz"), path("empty.pb.gz"), path("god.pb.gz"), path("good.pb.gz"));

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out().lines()).hasSize(3);
        assertThat(run.err())
                .contains("hone: " + path("empty.pb.gz") + ": there is nothing in it")
                .contains("hone: " + path("god.pb.gz") + ": there is no such file; did you mean 'good.pb.gz'?");
    }

    @Test
    void info_ofOnlyBadFiles_printsNoEmptyTable() {
        Run run = Run.of("profile", "info", path("a"), path("b"));

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void info_ofDirectory_leavesOutWhatIsNoProfile_andHiddenFiles() throws IOException {
        copy("a/one.pb.gz");
        copy("b/c/two.pb.gz");
        copy(".hidden/three.pb.gz");
        Files.writeString(folder.resolve("a/notes.txt"), "nothing to see here\n");

        Run run = Run.of("profile", "info", folder.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("one.pb.gz").contains("two.pb.gz").doesNotContain("three");
        assertThat(run.err()).startsWith("note: left out, ").contains("notes.txt");
        assertThat(Run.of("profile", "info", "-q", folder.toString()).err()).isEmpty();
    }

    @Test
    void info_ofDamagedProfileInDirectory_isToldAsDamaged() throws IOException {
        copy("good.pb.gz");
        byte[] whole = Files.readAllBytes(Path.of(Run.EXAMPLE));
        Files.write(folder.resolve("cut.pb.gz"), Arrays.copyOf(whole, whole.length / 2));

        Run run = Run.of("profile", "info", folder.toString());

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("cut.pb.gz: the gzip data is truncated");
    }

    @Test
    void info_ofEmptyDirectoryOrGlobWithoutMatch_fails() {
        assertThat(Run.of("profile", "info", folder.toString()).err()).contains("there are no files in it");
        assertThat(Run.of("profile", "info", path("*.pb")).err()).contains("no file matches");
        assertThat(Run.of("profile", "info", path("*.pb")).exitCode()).isEqualTo(3);
    }

    @Test
    void info_ofGlob_findsWhatItMatches() throws IOException {
        copy("day-1/cpu.pb.gz");
        copy("day-2/cpu.pb.gz");
        copy("day-2/deep/cpu.pb.gz");

        assertThat(Run.of("profile", "info", path("day-*/cpu.pb.gz")).out().lines())
                .hasSize(3);
        assertThat(Run.of("profile", "info", path("**/cpu.pb.gz")).out().lines())
                .hasSize(4);
        assertThat(Run.of("profile", "info", path("day-{2,3}/*.gz")).out()).startsWith(path("day-2/cpu.pb.gz"));
    }

    @Test
    void info_ofFileWhoseNameLooksLikeAGlob_readsIt() throws IOException {
        copy("cpu[1].pb.gz");

        assertThat(Run.of("profile", "info", path("cpu[1].pb.gz")).exitCode()).isZero();
    }

    @Test
    void info_ofDirectory_followsLinks_butNotInCircles_andTakesOnlyFiles() throws IOException, InterruptedException {
        copy("real/one.pb.gz");
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));
        Files.createSymbolicLink(folder.resolve("real/loop"), folder.resolve("real"));
        assertThat(new ProcessBuilder("mkfifo", path("real/pipe")).start().waitFor())
                .isZero();

        assertThat(Run.of("profile", "info", path("link")).out()).contains("one.pb.gz");
        assertThat(Run.of("profile", "info", path("link")).exitCode()).isZero();
        assertThat(Run.of("profile", "info", path("link/*.gz")).exitCode()).isZero();
    }

    @Test
    void info_ofOddNames_isRefusedWithoutHarm() throws IOException {
        copy("a\u001b[31m\nb.pb.gz");

        assertThat(Run.of("profile", "info", "").exitCode()).isEqualTo(2);
        assertThat(Run.of("profile", "info", path("[")).err()).contains("there is no such file, and as a pattern");
        assertThat(Run.of("profile", "info", "@" + Run.EXAMPLE).err()).contains("there is no such file");
        assertThat(Run.of("profile", "info", folder.toString()).out())
                .contains("a\\u001b[31m\\u000ab.pb.gz")
                .doesNotContain("\u001b");
    }

    @Test
    void info_ofDash_readsStandardInput() throws IOException {
        Run run = Run.withInput(Files.readAllBytes(Path.of(Run.EXAMPLE)), "profile", "info", "-");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("-\n").contains("CPU profile");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void info_ofFileThatCannotBeRead_saysSo() {
        // A file that fails to be read by anyone, the superuser included.
        Run run = Run.of("profile", "info", "/proc/self/mem", Run.EXAMPLE);

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).startsWith("hone: /proc/self/mem: reading it failed: ");
        assertThat(run.out().lines()).hasSize(2);
    }

    @Test
    void json_isAnArrayWithAnEntryForEachFile_refusedOnesToo() {
        Run run = Run.of("profile", "info", "--json", Run.EXAMPLE, path("none"));

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).isEmpty();
        assertThat(values(run.out(), "file")).contains(Run.EXAMPLE, path("none"));
        assertThat(values(run.out(), "kind")).containsExactly("CPU");
        assertThat(values(run.out(), "code")).containsExactly("NOT_FOUND");
        assertThat(values(run.out(), "startLineShare")).containsExactly("1.0");
    }

    @Test
    void limit_canBeLowered_byOptionAndByVariable() {
        Run option = Run.of("profile", "info", "--limit", "samples=5", Run.EXAMPLE);
        Terminal.Facts facts =
                new Terminal.Facts(false, false, false, 100, Map.of("HONE_LIMITS", "depth=3,samples=1G"));
        Run variable = Run.of(facts, InputStream.nullInputStream(), "profile", "info", Run.EXAMPLE);

        assertThat(option.exitCode()).isEqualTo(3);
        assertThat(option.err()).contains("the limit 'samples' is 5");
        assertThat(variable.exitCode()).isEqualTo(2);
        assertThat(variable.err()).contains("samples (HONE_LIMITS)");
        assertThat(Run.of("profile", "info", "--limit", "samples", Run.EXAMPLE).err())
                .contains("takes NAME=VALUE");
    }

    /** The values of all properties of this name, wherever they stand. */
    private static List<String> values(String json, String name) {
        List<String> values = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.PROPERTY_NAME && name.equals(parser.currentName())) {
                    parser.nextToken();
                    values.add(parser.getString());
                }
            }
        }
        return values;
    }
}
