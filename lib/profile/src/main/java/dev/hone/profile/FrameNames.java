package dev.hone.profile;

import java.nio.charset.StandardCharsets;

/** Says under which name each frame of a profile counts: its function's, or without symbols {@code [binary]}. */
final class FrameNames {
    private static final Text UNKNOWN = Text.of("<unknown>");

    private final Locations locations;
    /** The number of each function's name, or -1 when it has none. */
    private final int[] ofFunction;
    /** The number of each mapping's name. */
    private final int[] ofMapping;

    private final int unknownNumber;

    /** Enters the names of all functions and binaries of a profile that passed {@link Check#PPROF}. */
    FrameNames(Profile profile, NameTable table) {
        this.locations = profile.locations();
        this.ofMapping = profile.mappings().stream()
                .mapToInt(mapping -> table.number(binary(mapping.file())))
                .toArray();
        this.unknownNumber = table.number(UNKNOWN);
        Functions functions = profile.functions();
        this.ofFunction = new int[functions.size()];
        for (int i = 0; i < ofFunction.length; i++) {
            ofFunction[i] = functions.name(i).isEmpty() ? -1 : table.number(functions.name(i));
        }
    }

    /** The last part of a path in brackets. Paths may be in any encoding, so it is cut as bytes. */
    private static Text binary(Text file) {
        String path = new String(file.bytes(), StandardCharsets.ISO_8859_1);
        int end = path.length();
        while (end > 1 && path.charAt(end - 1) == '/') {
            end--;
        }
        // A path of nothing but slashes is named by one of them.
        String name = end == 1 ? path.substring(0, 1) : path.substring(path.lastIndexOf('/', end - 1) + 1, end);
        byte[] label = ("[" + name + "]").getBytes(StandardCharsets.ISO_8859_1);
        return name.isEmpty() ? UNKNOWN : new Text(label, 0, label.length);
    }

    /** The number of frames at a location: one for each inlined function, and one if there are no symbols. */
    int count(int location) {
        return Math.max(1, locations.lineCount(location));
    }

    /** The number of the name of a frame; frame 0 of a location is the innermost. */
    int number(int location, int frame) {
        int number = locations.lineCount(location) == 0 ? -1 : ofFunction[locations.function(location, frame)];
        if (number >= 0) {
            return number;
        }
        int mapping = locations.mapping(location);
        return mapping < 0 ? unknownNumber : ofMapping[mapping];
    }
}
