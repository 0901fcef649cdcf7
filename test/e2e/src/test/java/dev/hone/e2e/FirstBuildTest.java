package dev.hone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fresh checkout builds itself when it is first used, and again when it has changed. */
@Tag("dist")
final class FirstBuildTest {
    @TempDir
    private static Path temporary;

    private static Path checkout;
    private static Call.Outcome first;
    private static Call.Outcome second;

    @BeforeAll
    static void startTwiceAtOnce() throws IOException {
        checkout = temporary.resolve("fresh checkout");
        copySources();
        Files.writeString(source("Extra"), "package dev.hone.cli;\n\n/** Goes away. */\nfinal class Extra {}\n");
        Call.Running one = hone("--version").start();
        Call.Running other = hone("--version").start();
        first = one.end();
        second = other.end();
    }

    @Test
    void launcher_startedTwiceInAFreshCheckout_buildsOnceAndRunsTwice() {
        assertThat(first.out()).startsWith("hone ").isEqualTo(second.out());
        assertThat(first.exit()).isZero();
        assertThat(second.exit()).isZero();
        assertThat(first.err() + second.err())
                .containsOnlyOnce("hone: building: it is the first time")
                .containsOnlyOnce("hone: built")
                .contains("hone: module ")
                .contains("hone: waiting for process ");
    }

    @Test
    void launcher_withChangedAndDeletedSources_runsWhatIsThere() throws IOException {
        assertThat(classFile("Extra")).exists();
        Path main = source("Main");
        String changed = Files.readString(main)
                .replace("main(String[] args) {", "main(String[] args) {\n System.out.println(\"new code\");");
        Files.writeString(main, changed);
        Files.delete(source("Extra"));

        Call.Outcome outcome = hone("--version").run();

        assertThat(outcome.out()).isEqualTo("new code\n" + first.out());
        assertThat(outcome.err()).contains("is newer than what was built");
        assertThat(classFile("Extra")).doesNotExist();
        assertThat(hone("--version").run()).isEqualTo(new Call.Outcome(0, outcome.out(), ""));
    }

    @Test
    void launcher_withSourcesThatDoNotCompile_saysWhereAndWhatToDo() throws IOException {
        Path broken = source("Broken");
        Files.writeString(broken, "package dev.hone.cli;\n\nfinal class Broken { int x = ; }\n");

        Call.Outcome outcome = hone("--version").run();
        Files.delete(broken);

        assertThat(outcome.exit()).isEqualTo(3);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .contains("Broken.java:[3,")
                .contains("The build failed")
                .contains(checkout.resolve("target/build.log").toString());
    }

    private static Path source(String type) {
        return checkout.resolve("app/cli/src/main/java/dev/hone/cli/" + type + ".java");
    }

    private static Path classFile(String type) {
        return checkout.resolve("app/cli/target/classes/dev/hone/cli/" + type + ".class");
    }

    /** Everything that this run needs was fetched by the build that runs this. */
    private static Call hone(String... arguments) {
        String repository = System.getProperty("localRepository", System.getProperty("user.home") + "/.m2/repository");
        Call call = Call.of(checkout.resolve("hone"), arguments)
                .with("MAVEN_ARGS", "--offline -Dmaven.repo.local=" + repository);
        String mavenHome = System.getenv("MAVEN_USER_HOME");
        return mavenHome == null ? call : call.with("MAVEN_USER_HOME", mavenHome);
    }

    private static void copySources() {
        Path from = Folder.ofCheckout();
        Call.Outcome listed = Call.of(
                        Path.of("git"), "ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate", "-z")
                .in(from)
                .run();
        for (String name : listed.out().split("\0", -1)) {
            if (!name.isEmpty() && Files.isRegularFile(from.resolve(name))) {
                Folder.copy(from.resolve(name), checkout.resolve(name));
            }
        }
    }
}
