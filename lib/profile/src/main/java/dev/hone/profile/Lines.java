package dev.hone.profile;

/** Finds the lines of a text in its bytes. */
final class Lines {
    private Lines() {}

    /** Where the line that begins at {@code start} ends: at its line feed, or at the end of all. */
    static int end(byte[] bytes, int start, int length) {
        int end = start;
        while (end < length && bytes[end] != '\n') {
            end++;
        }
        return end;
    }
}
