package dev.hone.gocache.pgo;

import java.nio.file.Path;
import java.util.Set;

/**
 * A main package.
 *
 * @param importPath as go names it
 * @param folder where its {@code default.pgo} belongs
 * @param packages all that are compiled for it, itself and the standard library's included
 * @param now what they are compiled by
 */
public record Program(String importPath, Path folder, Set<String> packages, Guidance now) {
    public Program {
        packages = Set.copyOf(packages);
    }
}
