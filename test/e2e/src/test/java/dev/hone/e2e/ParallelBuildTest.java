package dev.hone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Builds side by side on one machine that has nothing yet, with one folder and one daemon, which both of them may start: each
 * result of the bucket is downloaded once, and each build is the one without a cache.
 */
@Tag("go")
@Tag("server")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class ParallelBuildTest {
    private static final String COMPILED = "/compile ";

    @TempDir
    Path folder;

    private Bucket bucket;
    private Path project;
    private Path other;

    @BeforeAll
    static void makeReady() {
        Machine.makeReady();
    }

    @BeforeEach
    void projects() throws IOException {
        bucket = Bucket.start(Files.createDirectories(folder.resolve("bucket")));
        project = project("project", 1);
        other = project("other", 2);
    }

    @AfterEach
    void stop() {
        bucket.close();
    }

    @Test
    void twoBuilds_ofOneProject_downloadEachResultOnce() throws IOException {
        repeat(2, project);
    }

    @Test
    void twoBuilds_ofDifferentProjects_downloadEachResultOnce() throws IOException {
        repeat(2, other);
    }

    @Test
    @Tag("soak")
    void twoBuilds_ofOneProject_fiftyTimes_downloadEachResultOnce() throws IOException {
        repeat(50, project);
    }

    @Test
    @Tag("soak")
    void twoBuilds_ofDifferentProjects_fiftyTimes_downloadEachResultOnce() throws IOException {
        repeat(50, other);
    }

    private void repeat(int times, Path second) throws IOException {
        share();
        for (int i = 0; i < times; i++) {
            if (!second.equals(project)) {
                // Part of it has to be built, while the rest comes from the bucket.
                write(second, 1000 + i);
            }
            sideBySide(folder.resolve("machine-" + i), second);
        }
    }

    /** The first project's results, as another machine made them. */
    private void share() {
        Machine first = Machine.on(bucket, folder.resolve("first"));
        fine(build(first, project, "shared"));
        fine(first.cache("drain", "--timeout", "10m"));
        fine(first.cache("stop"));
    }

    private void sideBySide(Path root, Path second) throws IOException {
        Set<String> shared = new HashSet<>(bucket.keys());
        try (Overheard front = Overheard.before(bucket.address())) {
            Machine machine = Machine.on(front.address(), root);
            Call.Outcome first;
            Call.Outcome last;
            try {
                Call.Running one = build(machine, project, "one").start();
                Call.Running two = build(machine, second, "two").start();
                first = one.await();
                last = two.await();
            } finally {
                fine(machine.cache("stop"));
            }

            for (Call.Outcome outcome : List.of(first, last)) {
                assertThat(outcome.exit()).as(outcome.err()).isZero();
                assertThat(outcome.err()).doesNotContain("hone");
            }
            assertThat(first.err()).doesNotContain(COMPILED);
            assertThat(last.err().contains(COMPILED)).isEqualTo(!second.equals(project));
            List<String> downloads = front.paths("GET").stream()
                    .map(path -> path.substring(path.lastIndexOf('/') + 1))
                    .filter(shared::contains)
                    .toList();
            assertThat(downloads).doesNotHaveDuplicates().hasSizeGreaterThan(20);
        }
        assertSameAsWithout(project, "one");
        assertSameAsWithout(second, "two");
    }

    private void assertSameAsWithout(Path built, String name) {
        Machine none = Machine.on(bucket, folder.resolve("none"));
        Path plain = folder.resolve("plain");
        fine(none.plainGo(built, "build", "-o", plain.toString(), ".").with("CGO_ENABLED", "0"));
        assertThat(folder.resolve(name)).hasSameBinaryContentAs(plain);
    }

    private Call build(Machine machine, Path what, String name) {
        return machine.go(what, "build", "-x", "-o", folder.resolve(name).toString(), ".")
                .with("CGO_ENABLED", "0")
                .with("HONE_CACHE_PLANS", "off");
    }

    private static Call.Outcome fine(Call call) {
        Call.Outcome outcome = call.run();
        assertThat(outcome.exit()).as(call.words() + ": " + outcome.err()).isZero();
        return outcome;
    }

    /** A program of three packages that prints a number. */
    private Path project(String name, int number) throws IOException {
        Path made = Files.createDirectories(folder.resolve(name));
        Files.writeString(made.resolve("go.mod"), "module example.com/" + name + "\n\ngo 1.24\n");
        Files.createDirectories(made.resolve("number"));
        write(made, number);
        Files.createDirectories(made.resolve("part"));
        Files.writeString(
                made.resolve("part/part.go"),
                "package part\n\nimport \"example.com/" + name
                        + "/number\"\n\nfunc Twice() int { return 2 * number.It }\n");
        Files.writeString(
                made.resolve("main.go"),
                "package main\n\nimport \"example.com/" + name + "/part\"\n\nfunc main() { println(part.Twice()) }\n");
        return made;
    }

    private static void write(Path project, int number) throws IOException {
        Files.writeString(project.resolve("number/number.go"), "package number\n\nconst It = " + number + "\n");
    }
}
