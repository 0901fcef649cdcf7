package dev.hone.profile;

import java.util.BitSet;
import java.util.List;

/** Where in a profile an expression is found: each string is searched once, however many places share it. */
final class NameMatches {
    private final Strings strings;
    private final Functions functions;
    private final Locations locations;
    private final TextPattern pattern;
    private final BitSet searched = new BitSet();
    private final BitSet found = new BitSet();
    private final BitSet inMappings = new BitSet();

    NameMatches(Profile profile, TextPattern pattern) {
        this.strings = profile.strings();
        this.functions = profile.functions();
        this.locations = profile.locations();
        this.pattern = pattern;
        List<Mapping> mappings = profile.mappings();
        for (int i = 0; i < mappings.size(); i++) {
            inMappings.set(i, pattern.find(mappings.get(i).file()));
        }
    }

    boolean string(int index) {
        if (!searched.get(index)) {
            searched.set(index);
            found.set(index, pattern.find(strings.text(index)));
        }
        return found.get(index);
    }

    /** Whether it is found in the name or the file of the function of a line, counted over all locations. */
    boolean line(int line) {
        int function = locations.functions.get(line);
        return string(functions.names.get(function)) || string(functions.files.get(function));
    }

    /** Whether it is found in the file name of the location's binary. */
    boolean binary(int location) {
        int mapping = locations.mapping(location);
        return mapping >= 0 && inMappings.get(mapping);
    }

    /** Whether it is found in the binary or in any line. */
    boolean location(int location) {
        for (int line = locations.lineStarts.get(location); line < locations.lineStarts.get(location + 1); line++) {
            if (line(line)) {
                return true;
            }
        }
        return binary(location);
    }
}
