package dev.hone.cache;

import java.util.List;

/**
 * The names under which the manifests of builds like one stand: of its own kind first, then of others that are probably much the
 * same. No names: nothing is known of the build.
 *
 * @param names 64 hexadecimal digits each
 */
public record BuildNames(List<String> names) {
    public static final BuildNames NONE = new BuildNames(List.of());

    public BuildNames {
        names = List.copyOf(names);
        names.forEach(name -> Digests.require("the name of a build", name));
    }

    /**
     * Those under which a build like these writes down what it used: its own, and the last, which is no branch's. A branch's own is not
     * for those that are to be merged into it to change.
     */
    List<String> written() {
        return names.size() < 2 ? names : List.of(names.getFirst(), names.getLast());
    }

    /** Those of a build that can be described so: by the most exact description first. */
    public static BuildNames of(List<String> descriptions) {
        return new BuildNames(
                descriptions.stream().map(Digests::ofText).distinct().toList());
    }
}
