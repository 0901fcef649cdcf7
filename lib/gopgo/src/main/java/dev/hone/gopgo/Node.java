package dev.hone.gopgo;

/**
 * What the Go toolchain counts at: a line of a function at an address.
 *
 * @param name the number of the function's name
 * @param address unsigned
 */
record Node(int name, long address, long startLine, long line) implements Comparable<Node> {
    @Override
    public int compareTo(Node other) {
        int byName = Integer.compare(name, other.name);
        int byAddress = byName != 0 ? byName : Long.compare(address, other.address);
        int byStart = byAddress != 0 ? byAddress : Long.compare(startLine, other.startLine);
        return byStart != 0 ? byStart : Long.compare(line, other.line);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Node node && compareTo(node) == 0;
    }

    @Override
    public int hashCode() {
        long mixed = (name * 31L + address) * 31 + startLine * 7 + line;
        return Long.hashCode(mixed * 0x9e3779b97f4a7c15L);
    }
}
