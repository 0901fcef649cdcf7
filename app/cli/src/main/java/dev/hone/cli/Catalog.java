package dev.hone.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** All commands by name. Naming one builds only that one: reflection over the others would cost half the start-up. */
final class Catalog {
    private static final List<Entry> ENTRIES = List.of(
            new Entry(
                    "profile info",
                    "Profiles",
                    "what a profile is: types, samples, cores busy, Go build",
                    ProfileInfo::new),
            new Entry(
                    "profile top",
                    "Profiles",
                    "where the time goes: functions by flat and cumulative value",
                    ProfileTop::new),
            new Entry("profile tree", "Profiles", "who calls whom, and what each path of calls took", ProfileTree::new),
            new Entry("profile diff", "Profiles", "what takes more, and what less, than it did", ProfileDiff::new),
            new Entry("profile merge", "Profiles", "one profile made of many", ProfileMerge::new),
            new Entry(
                    "profile check",
                    "Profiles for builds",
                    "whether a build should use a profile, and why",
                    ProfileCheck::new),
            new Entry(
                    "profile drift",
                    "Profiles for builds",
                    "whether a new profile would change a build",
                    ProfileDrift::new),
            new Entry(
                    "profile explain",
                    "Profiles for builds",
                    "why a call is hot or not, and what would change it",
                    ProfileExplain::new),
            new Entry(
                    "profile edges",
                    "Profiles for builds",
                    "the calls that the Go compiler sees, and which are hot",
                    ProfileEdgesCommand::new),
            new Entry(
                    "profile digest",
                    "Profiles for builds",
                    "whether two profiles differ for the Go compiler",
                    ProfileDigest::new),
            new Entry(
                    "profile canonical",
                    "Profiles for builds",
                    "the smallest profile that builds the same",
                    ProfileCanonical::new),
            new Entry(
                    "profile preprofile",
                    "Profiles for builds",
                    "what go tool preprofile makes of a profile",
                    ProfilePreprofile::new),
            new Entry("completion", "Shell", "print a completion script for bash or zsh", Completion::new));

    private Catalog() {}

    /** A command that can be named: its words, the heading it stands under in help, and what it does. */
    record Entry(String name, String group, String summary, Supplier<Command> create) {
        List<String> words() {
            return List.of(name.split(" "));
        }
    }

    static List<Entry> entries() {
        return ENTRIES;
    }

    /** The entry that these arguments start with. */
    static Optional<Entry> named(List<String> arguments) {
        return ENTRIES.stream()
                .filter(entry -> startsWith(arguments, entry.words()))
                .findFirst();
    }

    /** The entries below a word such as {@code profile}. */
    static List<Entry> below(String word) {
        return ENTRIES.stream()
                .filter(entry -> entry.name.startsWith(word + " "))
                .toList();
    }

    /** The words that may stand behind these, in order. */
    static List<String> next(List<String> words) {
        List<String> next = new ArrayList<>();
        for (Entry entry : ENTRIES) {
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
