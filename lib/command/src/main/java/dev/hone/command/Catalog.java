package dev.hone.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The commands of an entry point by name. Naming one builds only that one: building all would cost half the start-up. */
public final class Catalog {
    private final List<Entry> entries;
    private final String examples;

    /**
     * The commands of one entry point, in the order of its help page.
     *
     * @param examples command lines for the page that lists them all, each with what it does behind it
     */
    public Catalog(List<Entry> entries, String... examples) {
        this.entries = List.copyOf(entries);
        this.examples = "  " + String.join("\n  ", examples) + "\n";
    }

    /** A command that can be named: its words, the heading it stands under in help, and what it does. */
    public record Entry(String name, String group, String summary, Supplier<Command> create) {
        /** A command of another entry point, which the launcher starts for it. Here it is only listed and completed. */
        public static Entry elsewhere(String name, String group, String summary) {
            return new Entry(name, group, summary, () -> new Elsewhere(name));
        }

        public List<String> words() {
            return List.of(name.split(" "));
        }
    }

    public List<Entry> entries() {
        return entries;
    }

    String examples() {
        return examples;
    }

    /** The entry that these arguments start with. */
    Optional<Entry> named(List<String> arguments) {
        return entries.stream()
                .filter(entry -> startsWith(arguments, entry.words()))
                .findFirst();
    }

    /** The entries below a word such as {@code profile}. */
    List<Entry> below(String word) {
        return entries.stream()
                .filter(entry -> entry.name.startsWith(word + " "))
                .toList();
    }

    /** The words that may stand behind these, in order. */
    List<String> next(List<String> words) {
        List<String> next = new ArrayList<>();
        for (Entry entry : entries) {
            List<String> all = entry.words();
            if (all.size() > words.size() && startsWith(all, words) && !next.contains(all.get(words.size()))) {
                next.add(all.get(words.size()));
            }
        }
        return next;
    }

    private static boolean startsWith(List<String> words, List<String> prefix) {
        return words.size() >= prefix.size() && words.subList(0, prefix.size()).equals(prefix);
    }
}
