package dev.hone.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A checkout in which somebody has built a program: this one's launcher, and the given program in place of Hone's. */
record BuiltCheckout(Path root) {
    static BuiltCheckout with(TinyProgram program, Path root) {
        Path real = Folder.ofCheckout();
        try {
            Folder.copy(real.resolve("hone"), root.resolve("hone"));
            for (Path script : Folder.list(real.resolve("dist"), ".sh")) {
                Folder.copy(script, root.resolve("dist").resolve(script.getFileName()));
            }
            BuiltCheckout checkout = new BuiltCheckout(root);
            program.writeTo(checkout.target());
            Files.createDirectories(checkout.caches());
            Files.createFile(checkout.caches().resolve("built"));
            for (String name : List.of("server", "gocache")) {
                Path target = root.resolve("app").resolve(name).resolve("target");
                TinyProgram.writeRepeaterTo(target, name);
                Files.createDirectories(target.resolve("start-up"));
                Files.createFile(target.resolve("start-up/built"));
            }
            return checkout;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path hone() {
        return root.resolve("hone");
    }

    /** Where the build cache's shim is when it has been built. */
    Path shim() {
        return root.resolve("sdk/go/target/hone-cache");
    }

    Path target() {
        return root.resolve("app/cli/target");
    }

    Path caches() {
        return target().resolve("start-up");
    }

    /** The one start-up cache that is there. */
    Path cache() {
        return Folder.list(caches(), ".aot").getFirst();
    }

    Call call(String... arguments) {
        return Call.of(hone(), arguments);
    }

    /** The classes of ours that a start takes from its start-up cache, by what the JVM itself says. */
    static List<String> cachedClasses(Call call, Path log) {
        Call.Outcome outcome =
                call.with("HONE_JAVA_OPTS", "-Xlog:class+load:file=" + log).run();
        if (outcome.exit() != 0) {
            throw new AssertionError("did not run: " + outcome);
        }
        try {
            List<String> classes = new ArrayList<>();
            for (String line : Files.readAllLines(log)) {
                if (line.contains("source: shared objects file")) {
                    classes.add(line.replaceFirst(".*\\] ", "").replaceFirst(" source:.*", ""));
                }
            }
            return classes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
