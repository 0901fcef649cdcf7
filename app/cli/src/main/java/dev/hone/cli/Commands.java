package dev.hone.cli;

import dev.hone.command.Catalog;
import dev.hone.command.Catalog.Entry;
import dev.hone.command.Completion;
import java.util.List;

/** The commands of this entry point. */
final class Commands {
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
                    () -> new RefusalAsJson(new ProfileTop())),
            new Entry(
                    "profile tree",
                    "Profiles",
                    "who calls whom, and what each path of calls took",
                    () -> new RefusalAsJson(new ProfileTree())),
            new Entry(
                    "profile diff",
                    "Profiles",
                    "what takes more, and what less, than it did",
                    () -> new RefusalAsJson(new ProfileDiff())),
            new Entry("profile merge", "Profiles", "one profile made of many", ProfileMerge::new),
            new Entry(
                    "profile check",
                    "Profiles for builds",
                    "whether a build should use a profile, and why",
                    () -> new RefusalAsJson(new ProfileCheck())),
            new Entry(
                    "profile drift",
                    "Profiles for builds",
                    "whether a new profile would change a build",
                    () -> new RefusalAsJson(new ProfileDrift())),
            new Entry(
                    "profile explain",
                    "Profiles for builds",
                    "why a call is hot or not, and what would change it",
                    () -> new RefusalAsJson(new ProfileExplain())),
            new Entry(
                    "profile edges",
                    "Profiles for builds",
                    "the calls that the Go compiler sees, and which are hot",
                    () -> new RefusalAsJson(new ProfileEdgesCommand())),
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
            new Entry(
                    "completion",
                    "Shell",
                    "print a completion script for bash or zsh",
                    () -> new Completion(catalog())));

    private Commands() {}

    static Catalog catalog() {
        return new Catalog(
                ENTRIES,
                "hone profile info cpu.pb.gz        what is this profile?",
                "hone profile top cpu.pb.gz         where does the time go?",
                "hone help profile top              all about one command");
    }
}
