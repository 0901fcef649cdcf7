package dev.hone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher finds a JDK 25 wherever it is, or says where it looked. */
@Tag("dist")
final class JdkSearchTest {
    @TempDir
    private Path temporary;

    private BuiltCheckout checkout;
    private Path roots;

    @BeforeEach
    void build() throws IOException {
        checkout = BuiltCheckout.with(new TinyProgram("one", "one"), temporary.resolve("checkout"));
        roots = Files.createDirectories(temporary.resolve("roots"));
    }

    @Test
    void launcher_withoutAJdk_namesWhatIsMissingAndWhereItLooked() throws IOException {
        jdk("jdk-17", "17.0.1");
        Path runtime = jdk("jre-25", "25.0.1");
        Files.delete(runtime.resolve("bin/javac"));

        Call.Outcome outcome = call().with(
                        "JAVA_HOME", temporary.resolve("nothing").toString())
                .run();

        assertThat(outcome.exit()).isEqualTo(3);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .startsWith("No JDK 25 was found.")
                .contains("JAVA_HOME=" + temporary.resolve("nothing") + ": no JDK")
                .contains("PATH: no java")
                .contains(roots.resolve("jdk-17") + ": Java 17.0.1")
                .contains(roots.resolve("jre-25") + ": Java 25.0.1, but a runtime only")
                .contains("Temurin 25")
                .contains("HONE_JAVA_HOME");
    }

    @Test
    void launcher_withOneAmongOthers_findsIt() throws IOException {
        jdk("a-jdk-17", "17.0.1");
        jdk("b-jdk-250", "250.1");
        jdk("c-jdk-25", "25.0.1");

        assertThat(call().run().exit()).isZero();
    }

    @Test
    void launcher_withJavaOfAnotherVersionInJavaHome_passesItOver() throws IOException {
        Path old = jdk("a-jdk-17", "17.0.1");
        jdk("jdk-25", "25");

        assertThat(call().with("JAVA_HOME", old.toString()).run().exit()).isZero();
    }

    @Test
    void launcher_withAJdkOnPathOnly_findsItThroughLinks() throws IOException {
        Path jdk = jdk("jdk-25", "25.0.1");
        Path bin = Files.createDirectories(temporary.resolve("bin with links"));
        Files.createSymbolicLink(bin.resolve("java"), jdk.resolve("bin/java"));

        Call call = call().with("HONE_JDK_ROOTS", "").with("PATH", bin + ":" + Tools.withoutJava(temporary));

        assertThat(call.run().exit()).isZero();
    }

    @Test
    void launcher_whenToldAJdkOfAnotherVersion_refusesItThoughThereIsARightOne() throws IOException {
        Path old = jdk("jdk-17", "17.0.1");
        jdk("jdk-25", "25.0.1");

        Call.Outcome outcome = call().with("HONE_JAVA_HOME", old.toString()).run();

        assertThat(outcome.exit()).isEqualTo(3);
        assertThat(outcome.err()).contains("HONE_JAVA_HOME=" + old + ": Java 17.0.1");
    }

    @Test
    void launcher_whenTheJdkItRemembersIsGone_looksAgain() throws IOException {
        Path first = jdk("a-jdk-25", "25.0.1");
        assertThat(call().run().exit()).isZero();
        jdk("b-jdk-25", "25.0.1");
        Files.delete(first.resolve("bin/java"));
        Files.delete(first.resolve("release"));

        assertThat(call().run().exit()).isZero();
    }

    private Call call() {
        return checkout.call()
                .without("HONE_JAVA_HOME")
                .with("HONE_JDK_ROOTS", temporary.resolve("none") + ":" + roots)
                .with("PATH", Tools.withoutJava(temporary).toString());
    }

    private Path jdk(String name, String version) throws IOException {
        return FakeJdk.create(roots.resolve(name), version);
    }
}
