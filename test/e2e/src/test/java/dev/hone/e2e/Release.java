package dev.hone.e2e;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;

/** An unpacked release. */
record Release(Path root) {
    /** A copy of the release that {@code ./check} built, or no test when there is none. */
    static Release copyTo(Path folder) {
        Folder.copy(built(), folder);
        return new Release(folder);
    }

    static Path built() {
        String folder = System.getProperty("hone.release", "");
        assumeThat(folder)
                .as("the system property hone.release, the folder that dist/release made")
                .isNotEmpty();
        assumeThat(Files.isDirectory(Path.of(folder))).as(folder + " is there").isTrue();
        return Path.of(folder);
    }

    Path hone() {
        return root.resolve("bin/hone");
    }

    Path jar() {
        return root.resolve("app/cli/hone-cli.jar");
    }

    Path cache() {
        return Folder.list(root.resolve("app/cli/start-up"), ".aot").getFirst();
    }

    /** A call on a machine that has no Java and says nothing about itself. */
    Call call(Path temporary, String... arguments) {
        return Call.of(hone(), arguments)
                .without("HONE_JAVA_HOME")
                .without("HOME")
                .with("PATH", Tools.withoutJava(temporary).toString());
    }
}
