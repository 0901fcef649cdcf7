package dev.hone.profile;

/** The functions of a profile as columns, by index from 0 in file order. */
public final class Functions {
    private final Strings strings;
    final LongColumn ids;
    final IntColumn names;
    final IntColumn systemNames;
    final IntColumn files;
    final LongColumn startLines;

    Functions(Strings strings, Budget budget) {
        this.strings = strings;
        this.ids = new LongColumn(budget);
        this.names = new IntColumn(budget);
        this.systemNames = new IntColumn(budget);
        this.files = new IntColumn(budget);
        this.startLines = new LongColumn(budget);
    }

    private Functions(Functions other, IntColumn names, IntColumn systemNames, IntColumn files) {
        this.strings = other.strings;
        this.ids = other.ids;
        this.names = names;
        this.systemNames = systemNames;
        this.files = files;
        this.startLines = other.startLines;
    }

    Functions withoutNames() {
        return new Functions(this, IntColumn.zeros(size()), IntColumn.zeros(size()), files);
    }

    Functions withoutFiles() {
        return new Functions(this, names, systemNames, IntColumn.zeros(size()));
    }

    public int size() {
        return ids.size();
    }

    /** The id in the file, unsigned. */
    public long id(int function) {
        return ids.get(function);
    }

    /** The name for people, and the one the Go compiler matches. */
    public Text name(int function) {
        return strings.text(names.get(function));
    }

    /** The index of the name in the string table; equal names may have different indices. */
    public int nameIndex(int function) {
        return names.get(function);
    }

    /** The name as the linker knows it. */
    public Text systemName(int function) {
        return strings.text(systemNames.get(function));
    }

    public Text file(int function) {
        return strings.text(files.get(function));
    }

    /** The line the function starts on; 0 when the profile does not say. */
    public long startLine(int function) {
        return startLines.get(function);
    }
}
