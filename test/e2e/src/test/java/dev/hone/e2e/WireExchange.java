package dev.hone.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One request and its answer, as a rival was recorded with them. The README beside the files says what stands in one.
 *
 * @param name the file's name
 * @param notes the lines at its top, for people
 */
record WireExchange(String name, List<String> notes, WireMessage request, WireMessage answer) {
    private static final String SOON = "# soon";
    private static final String NOT_HELD = "# not held: ";
    private static final String CUT = "---\n";

    WireExchange {
        notes = List.copyOf(notes);
    }

    /** The exchanges of a folder of the test resources, such as {@code autopgo/upload}, in the order of their names. */
    static List<WireExchange> story(String folder) {
        try (Stream<Path> files = Files.list(recordings().resolve(folder))) {
            List<WireExchange> story = files.filter(file -> file.toString().endsWith(".http"))
                    .sorted()
                    .map(WireExchange::read)
                    .toList();
            if (story.isEmpty()) {
                throw new AssertionError("nothing was recorded in " + folder + ", so nobody could be held to it");
            }
            return story;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the recordings stand in the checkout. */
    static Path recordings() {
        return Folder.ofCheckout().resolve("test/e2e/src/test/resources");
    }

    private static WireExchange read(Path file) {
        try {
            return parse(
                    String.valueOf(file.getFileName()),
                    new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static WireExchange parse(String name, String text) {
        List<String> notes =
                text.lines().takeWhile(line -> line.startsWith("#")).toList();
        int begin = notes.stream().mapToInt(line -> line.length() + 1).sum();
        int cut = text.indexOf("\n" + CUT, begin) + 1;
        if (cut == 0) {
            throw new IllegalArgumentException(name + " has no line --- between request and answer");
        }
        WireMessage request = WireMessage.parse(text.substring(begin, cut));
        return new WireExchange(name, notes, request, WireMessage.parse(text.substring(cut + CUT.length())));
    }

    String format() {
        StringBuilder text = new StringBuilder();
        notes.forEach(note -> text.append(note).append('\n'));
        return text + request.format() + CUT + answer.format();
    }

    /** Whether the answer comes only after something else was done behind the scenes, and is asked for until then. */
    boolean isSoon() {
        return notes.contains(SOON);
    }

    /** Whether servers are held to it: some of what the rival does is not worth repeating, and the note says why. */
    boolean isHeld() {
        return notes.stream().noneMatch(note -> note.startsWith(NOT_HELD));
    }

    WireExchange answeredBy(WireMessage other) {
        return new WireExchange(name, notes, request, other);
    }
}
