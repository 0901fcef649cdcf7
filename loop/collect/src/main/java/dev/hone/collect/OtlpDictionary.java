package dev.hone.collect;

/** What the profiles of one body refer to by number. */
final class OtlpDictionary {
    private final Spans mappings;
    private final Spans locations;
    private final Spans functions;
    private final Spans strings;
    private final Spans stacks;

    OtlpDictionary(byte[] body) {
        mappings = new Spans(body, "mappings");
        locations = new Spans(body, "locations");
        functions = new Spans(body, "functions");
        strings = new Spans(body, "strings");
        stacks = new Spans(body, "stacks");
    }

    void read(ProtoFields message) {
        while (message.next()) {
            if (message.isBytes(1)) {
                mappings.add(message);
            } else if (message.isBytes(2)) {
                locations.add(message);
            } else if (message.isBytes(3)) {
                functions.add(message);
            } else if (message.isBytes(5)) {
                strings.add(message);
            } else if (message.isBytes(7)) {
                stacks.add(message);
            }
        }
    }

    Spans mappings() {
        return mappings;
    }

    Spans locations() {
        return locations;
    }

    Spans functions() {
        return functions;
    }

    Spans strings() {
        return strings;
    }

    Spans stacks() {
        return stacks;
    }
}
