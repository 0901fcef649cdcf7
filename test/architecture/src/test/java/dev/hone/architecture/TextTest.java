package dev.hone.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextTest {
    @TempDir
    private Path root;

    @Test
    void repository_asItIs_keepsTheRules() {
        assertThat(new TextRules(Repository.here()).breaches()).isEmpty();
    }

    @Test
    void repository_withAFaultOfEachKind_isToldAllOfThem() throws IOException {
        write("pom.xml", "<modules><module>lib/base</module></modules>");
        write("CHANGELOG.md", "# Changelog\n\n## 0.1.0\n");
        write("notes.txt", "one\ntwo TO" + "DO three\n");
        write("src/A.java", "class A {\n\tint a; // FIX" + "ME\n}\n");
        write("src/BTest.java", """
                import org.mockito.Mockito;

                public class BTest {
                    void a() { Thread%s; }
                    void b() { TimeUnit.SECONDS%s; }
                    Wait c() { return Thread%s; }
                }
                """.formatted(".sleep(1)", ".sleep(1)", "::sleep"));
        write("docs/a.md", "See [b](b.md), [up](../../outside.md), [root](/docs/c.md#x) and\n\n[ref]: d.md\n");
        assertThat(breaches())
                .containsExactly(
                        "notes.txt:2 is not finished",
                        "src/A.java:2 is not finished",
                        "src/A.java:2 has a tab",
                        "src/BTest.java:4 sleeps",
                        "src/BTest.java:5 sleeps",
                        "src/BTest.java:6 sleeps",
                        "src/BTest.java:1 mocks",
                        "src/BTest.java:3 is a test that others can see",
                        "docs/a.md links to b.md, which is not there",
                        "docs/a.md links to ../../outside.md, which is not there",
                        "docs/a.md links to /docs/c.md#x, which is not there",
                        "docs/a.md links to d.md, which is not there",
                        "lib/base has no README.md",
                        "CHANGELOG.md has no section Unreleased");
    }

    @Test
    void repository_withWhatOnlyLooksLikeAFault_isLeftAlone() throws IOException {
        write("pom.xml", "<modules><module>lib/base</module></modules>");
        write(
                "lib/base/README.md",
                "[here](src), [top](../../CHANGELOG.md#unreleased), [web](https://example.org/x)\n");
        write(
                "lib/base/src/A.java",
                "/** Mastodons sleep; a todo list. */\nclass A { void sleep() { Threads.sleep(); } }\n");
        write(
                "lib/base/src/dev/hone/planted/Sleeps.java",
                "class Sleeps { void a() { Thread%s; } }\n".formatted(".sleep(1)"));
        write("lib/base/target/a.md", "[nowhere](nowhere.md)\n");
        write("lib/base/src/sample.pprof", "\0TO" + "DO");
        write(
                "CHANGELOG.md",
                "## Unreleased\n\n`[code](nowhere.md)` [anchor](#x) [mail](mailto:a@b.c)\n\n```\n[x](y.md)\n```\n");
        assertThat(breaches()).isEmpty();
    }

    @Test
    void repository_withoutAChangelog_isToldSo() throws IOException {
        write("pom.xml", "<modules/>");
        assertThat(breaches()).containsExactly("there is no CHANGELOG.md");
    }

    private List<String> breaches() {
        return new TextRules(new Repository(root)).breaches();
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }
}
