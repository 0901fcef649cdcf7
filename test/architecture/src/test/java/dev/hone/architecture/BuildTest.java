package dev.hone.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows that the build itself refuses faults: with our root pom, over one tiny module. Takes seconds, hence the tag. */
@Tag("dist")
class BuildTest {
    private static final Path ROOT = Repository.here().root();

    @TempDir
    private Path root;

    private record Outcome(int exitCode, String output) {}

    @BeforeEach
    void makeAProjectOfOneModule() throws IOException {
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        write("pom.xml", pom.replaceFirst("(?s)<modules>.*?</modules>", "<modules><module>tiny</module></modules>"));
        for (String name : List.of("mvnw", ".mvn/jvm.config", ".mvn/wrapper/maven-wrapper.properties")) {
            Path copy = root.resolve(name);
            Files.createDirectories(copy.resolveSibling(""));
            Files.copy(ROOT.resolve(name), copy);
        }
        write("tiny/pom.xml", """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <parent>
                    <groupId>dev.hone</groupId>
                    <artifactId>hone</artifactId>
                    <version>%s</version>
                  </parent>
                  <artifactId>hone-tiny</artifactId>
                </project>
                """.formatted(pom.replaceFirst("(?s).*?<version>(.*?)</version>.*", "$1")));
        java("package-info", "", """
                /** Tiny. */
                @NullMarked
                package tiny;

                import org.jspecify.annotations.NullMarked;
                """);
    }

    @Test
    void compile_nullAndBugs_areRefusedByName() throws Exception {
        java("Nulls", "import org.jspecify.annotations.Nullable;\n\n", """
                final class Nulls {
                    static int length(@Nullable String text) {
                        return text.length();
                    }
                }
                """);
        java("Bugs", "", """
                final class Bugs {
                    static boolean same(String text) {
                        return text.equals(text);
                    }
                }
                """);
        Outcome outcome = maven("compile");
        assertThat(outcome.output())
                .contains("Nulls.java:[8,20] [NullAway] dereferenced expression 'text' is @Nullable")
                .contains("Bugs.java:[6,27] [SelfEquals]");
        assertThat(outcome.exitCode()).isNotZero();
    }

    @Test
    void compile_warningOfTheCompiler_isRefused() throws Exception {
        java("Raw", "import java.util.ArrayList;\nimport java.util.List;\n\n", """
                final class Raw {
                    static List<String> list() {
                        return new ArrayList();
                    }
                }
                """);
        Outcome outcome = maven("compile");
        assertThat(outcome.output()).contains("found raw type").contains("warnings found and -Werror specified");
        assertThat(outcome.exitCode()).isNotZero();
    }

    @Test
    void compile_badFormat_isRefusedWithTheWayOut() throws Exception {
        java("Sloppy", "", "final class Sloppy  { static int one( ) { return 1; } }\n");
        Outcome outcome = maven("process-sources");
        assertThat(outcome.output())
                .contains("The following files had format violations", "Sloppy.java", "spotless:apply");
        assertThat(outcome.exitCode()).isNotZero();
    }

    private void java(String name, String imports, String body) throws IOException {
        String head = name.equals("package-info") ? "" : "package tiny;\n\n" + imports + "/** Tiny. */\n";
        write("tiny/src/main/java/tiny/" + name + ".java", head + body);
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }

    private Outcome maven(String phase) throws IOException, InterruptedException {
        List<String> command = List.of("sh", "./mvnw", "-o", "-B", phase);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output);
    }
}
