package dev.hone.profile;

/** The string table of a merged profile: each text once. */
final class MergedStrings {
    private final SeededHash hash;
    private final HashIndex index;
    private final Renumbering renumbering = new Renumbering();
    private Strings source;
    private int presentEmpty;
    final Strings strings;

    MergedStrings(SeededHash hash, Budget budget) {
        this.hash = hash;
        this.index = new HashIndex(budget);
        this.strings = new Strings(new byte[0], budget);
        this.source = strings;
        intern(Text.EMPTY);
    }

    /** Goes over to the strings of another profile. */
    void begin(Strings source) {
        this.source = source;
        renumbering.begin(source.size());
    }

    /** The index of a string of the profile at hand. */
    int add(int string) {
        if (string == 0) {
            return 0;
        }
        int known = renumbering.target(string);
        return known >= 0 ? known : renumbering.note(string, intern(source.text(string)));
    }

    /**
     * The same for a label's value or unit, where a string that is there but empty is not the same as none: it gets an
     * index that is not 0.
     */
    int addPresent(int string) {
        int merged = add(string);
        return string != 0 && merged == 0 ? presentEmpty() : merged;
    }

    int presentEmpty() {
        if (presentEmpty == 0) {
            presentEmpty = strings.size();
            append(Text.EMPTY);
        }
        return presentEmpty;
    }

    private int intern(Text text) {
        for (int i = index.first(text.hash(hash)); i >= 0; i = index.next()) {
            if (strings.text(i).equals(text)) {
                return i;
            }
        }
        int added = strings.size();
        strings.append(text);
        index.add();
        return added;
    }

    private void append(Text text) {
        int entry = index.first(text.hash(hash));
        while (entry >= 0) {
            entry = index.next();
        }
        strings.append(text);
        index.add();
    }
}
