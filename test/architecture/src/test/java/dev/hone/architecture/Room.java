package dev.hone.architecture;

/**
 * A module: one room of the house.
 *
 * @param path its folder, such as {@code lib/base}; what comes before the slash is its group
 * @param packageName its face: the one package that other rooms may use
 */
record Room(String path, String packageName) {
    /** The room of a folder, named as the house names its packages. */
    static Room of(String path) {
        return new Room(path, "dev.hone." + path.substring(path.indexOf('/') + 1));
    }

    String group() {
        int slash = path.indexOf('/');
        return slash < 0 ? path : path.substring(0, slash);
    }

    boolean contains(String otherPackage) {
        return otherPackage.equals(packageName) || otherPackage.startsWith(packageName + ".");
    }

    @Override
    public String toString() {
        return path;
    }
}
