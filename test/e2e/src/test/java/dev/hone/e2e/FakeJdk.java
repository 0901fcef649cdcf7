package dev.hone.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that says it is some Java, and runs the one that runs this. */
final class FakeJdk {
    private static final Path REAL = Path.of(System.getProperty("java.home"));

    private FakeJdk() {}

    static Path create(Path folder, String version) throws IOException {
        Files.createDirectories(folder.resolve("bin"));
        Files.writeString(folder.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        forward(folder, "java");
        forward(folder, "javac");
        return folder;
    }

    private static void forward(Path folder, String program) throws IOException {
        Path script = folder.resolve("bin").resolve(program);
        Files.writeString(script, "#!/bin/sh\nexec '" + REAL + "/bin/" + program + "' \"$@\"\n");
        Folder.makeExecutable(script);
    }
}
