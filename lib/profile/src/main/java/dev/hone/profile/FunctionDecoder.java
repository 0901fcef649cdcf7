package dev.hone.profile;

/** Decodes the functions. */
final class FunctionDecoder {
    private final Wire wire;
    private final ProfileLimits limits;
    private final Functions functions;

    FunctionDecoder(Wire wire, ProfileLimits limits, Functions functions) {
        this.wire = wire;
        this.limits = limits;
        this.functions = functions;
    }

    void read(int end) {
        long id = 0;
        int name = 0;
        int systemName = 0;
        int file = 0;
        long startLine = 0;
        while (wire.position() < end) {
            wire.next(end);
            switch (wire.field) {
                case 1 -> id = wire.number();
                case 2 -> name = wire.stringIndex();
                case 3 -> systemName = wire.stringIndex();
                case 4 -> file = wire.stringIndex();
                case 5 -> startLine = wire.number();
                default -> wire.skip();
            }
        }
        functions.ids.add(id);
        functions.names.add(name);
        functions.systemNames.add(systemName);
        functions.files.add(file);
        functions.startLines.add(startLine);
        PprofDecoder.limit("functions", limits.functions(), functions.size(), "there are more functions");
    }

    void resolve(Strings strings) {
        for (int i = 0; i < functions.size(); i++) {
            strings.require(functions.names.get(i), "a function");
            strings.require(functions.systemNames.get(i), "a function");
            strings.require(functions.files.get(i), "a function");
        }
    }
}
