package dev.hone.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A program in a Go repository.
 *
 * @param folder where its {@code default.pgo} belongs
 * @param importPath as Go names it
 * @param packages how many packages are compiled for it, the standard library's included: with another profile, all of them
 */
record MainPackage(Path folder, String importPath, int packages) {
    private static final Set<String> PASSED_OVER = Set.of("vendor", "testdata", "node_modules");
    private static final String FORMAT = "{{if eq .Name \"main\"}}{{.Dir}}\t{{.ImportPath}}\t{{len .Deps}}{{end}}";

    /** All programs in the modules of a repository, by their folders. */
    static List<MainPackage> in(Path repository, Programs programs) {
        List<MainPackage> found = new ArrayList<>();
        for (Path module : modules(repository)) {
            found.addAll(ofModule(module, new Programs(module, programs.environment())));
        }
        found.sort(Comparator.comparing(MainPackage::folder));
        return found;
    }

    private static List<MainPackage> ofModule(Path module, Programs programs) {
        List<String> words = List.of("go", "list", "-e", "-f", FORMAT, "./...");
        Programs.Outcome outcome = programs.run(new byte[0], words);
        if (!outcome.isFine()) {
            // A module that is not in the workspace around it is built without that.
            Programs.Outcome alone = programs.with("GOWORK", "off").run(new byte[0], words);
            if (!alone.isFine()) {
                throw new Programs.NotRun("go list in " + module + " failed: " + outcome.complaint());
            }
            outcome = alone;
        }
        return parse(outcome.text());
    }

    /** What go list printed. */
    static List<MainPackage> parse(String lines) {
        return lines.lines()
                .map(line -> line.split("\t", -1))
                .filter(fields -> fields.length == 3 && fields[2].matches("[0-9]{1,9}"))
                .map(fields -> new MainPackage(Path.of(fields[0]), fields[1], Integer.parseInt(fields[2]) + 1))
                .toList();
    }

    private static List<Path> modules(Path repository) {
        List<Path> modules = new ArrayList<>();
        try {
            Files.walkFileTree(repository, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    String name = String.valueOf(folder.getFileName());
                    boolean over = PASSED_OVER.contains(name) || name.startsWith(".") || name.startsWith("_");
                    if (over && !folder.equals(repository)) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    if (Files.isRegularFile(folder.resolve("go.mod"))) {
                        modules.add(folder);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new Programs.NotRun(repository + " could not be looked through: " + e.getMessage(), e);
        }
        return modules;
    }

    /** What the app is called unless somebody says: as Go calls the program, in the letters that names of apps have. */
    String usualApp() {
        String path = importPath.replaceFirst("/v[0-9]+$", "");
        String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        StringBuilder app = new StringBuilder();
        name.chars().forEach(c -> app.append(AppArgument.isPart(c) ? (char) c : '-'));
        return app.substring(0, Math.min(app.length(), 100));
    }

    /** Its folder as seen from the repository, as Go writes it. */
    String shown(Path repository) {
        String relative = repository.relativize(folder).toString();
        return relative.isEmpty() ? "." : relative;
    }
}
