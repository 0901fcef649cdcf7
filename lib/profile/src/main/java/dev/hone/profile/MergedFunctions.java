package dev.hone.profile;

/** The functions of a merged profile: each name, file and start line once. */
final class MergedFunctions {
    private final SeededHash hash;
    private final MergedStrings strings;
    private final HashIndex index;
    private final Renumbering renumbering = new Renumbering();
    private Functions source;
    final Functions functions;

    MergedFunctions(MergedStrings strings, SeededHash hash, Budget budget) {
        this.hash = hash;
        this.strings = strings;
        this.index = new HashIndex(budget);
        this.functions = new Functions(strings.strings, budget);
        this.source = functions;
    }

    /** Goes over to the functions of another profile. */
    void begin(Functions source) {
        this.source = source;
        renumbering.begin(source.size());
    }

    /** The index of a function of the profile at hand. */
    int add(int function) {
        int known = renumbering.target(function);
        return known >= 0 ? known : renumbering.note(function, intern(function));
    }

    private int intern(int function) {
        int name = strings.add(source.names.get(function));
        int systemName = strings.add(source.systemNames.get(function));
        int file = strings.add(source.files.get(function));
        long startLine = source.startLine(function);
        long key = hash.mix(hash.mix(hash.start(), (long) name << 32 | systemName), file);
        for (int i = index.first(hash.mix(key, startLine)); i >= 0; i = index.next()) {
            if (functions.names.get(i) == name
                    && functions.systemNames.get(i) == systemName
                    && functions.files.get(i) == file
                    && functions.startLine(i) == startLine) {
                return i;
            }
        }
        index.add();
        functions.names.add(name);
        functions.systemNames.add(systemName);
        functions.files.add(file);
        functions.startLines.add(startLine);
        functions.ids.add(functions.size() + 1);
        return functions.size() - 1;
    }
}
