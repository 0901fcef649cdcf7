package dev.hone.cli;

import dev.hone.cli.PgoMove.Way;
import dev.hone.command.Catalog;
import dev.hone.command.Catalog.Entry;
import dev.hone.command.Completion;
import java.util.ArrayList;
import java.util.List;

/** The commands of this entry point. */
final class Commands {
    private static final List<Entry> PROFILES = List.of(
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
                    ProfilePreprofile::new));

    /** Of the server's entry point; its tests hold these to its own list. */
    private static final List<Entry> SERVERS = List.of(
            Entry.elsewhere("up", "Servers", "server and worker in one process, data in a folder"),
            Entry.elsewhere("server", "Servers", "take in and hand out profiles, as autopgo server"),
            Entry.elsewhere("worker", "Servers", "merge what a server took in, as autopgo worker"),
            Entry.elsewhere("scrape", "Servers", "take profiles of running instances, as autopgo scrape"),
            Entry.elsewhere("collector", "Servers", "take in profiles, as pgo-fleet's collector"),
            Entry.elsewhere("cache serve", "Servers", "keep what Go builds made, for other machines"),
            Entry.elsewhere("cache proxy", "Servers", "hand on what a store has, as cacheprog proxy"));

    /** Of the build cache's entry point; likewise. */
    private static final List<Entry> CACHE = List.of(
            Entry.elsewhere("cache install", "Build cache", "tell go to use the cache"),
            Entry.elsewhere("cache direct", "Build cache", "serve one go command in this process"),
            Entry.elsewhere("cache daemon", "Build cache", "serve go commands and stay for the next"),
            Entry.elsewhere("cache status", "Build cache", "what the daemon does"),
            Entry.elsewhere("cache stop", "Build cache", "end the daemon"),
            Entry.elsewhere("cache prefetch", "Build cache", "bring what a build will ask for"),
            Entry.elsewhere("cache warm", "Build cache", "build once, so that others find it made"),
            Entry.elsewhere("cache drain", "Build cache", "wait until all is shared"),
            Entry.elsewhere("cache report", "Build cache", "what the last builds were told"),
            Entry.elsewhere("cache stats", "Build cache", "what the cache has, and was good for"),
            Entry.elsewhere("cache doctor", "Build cache", "why builds miss, and what is wrong"),
            Entry.elsewhere("cache gc", "Build cache", "remove from the cache folder what is too much"));

    private Commands() {}

    static Catalog catalog(Outside outside) {
        return new Catalog(
                entries(outside),
                "hone profile info cpu.pb.gz        what is this profile?",
                "hone profile top cpu.pb.gz         where does the time go?",
                "hone download web                  the profile that a build of web should use",
                "hone help profile top              all about one command");
    }

    private static List<Entry> entries(Outside outside) {
        List<Entry> entries = new ArrayList<>(PROFILES);
        entries.addAll(service(outside));
        entries.addAll(published(outside));
        entries.addAll(CACHE);
        entries.addAll(SERVERS);
        entries.add(new Entry(
                "completion",
                "Shell",
                "print a completion script for bash or zsh",
                () -> new Completion(catalog(outside))));
        return entries;
    }

    private static List<Entry> service(Outside outside) {
        String group = "PGO service";
        return List.of(
                new Entry("download", group, "get the profile that a build should use", Download::new),
                new Entry("upload", group, "hand in profiles of an app", Upload::new),
                new Entry("list", group, "the apps that have a published profile", () -> new ListApps(outside)),
                new Entry("delete", group, "forget an app and its profiles", DeleteApp::new),
                new Entry(
                        "clean", group, "forget the apps whose profile is old or large", () -> new CleanApps(outside)),
                new Entry("keys add", group, "make a key for a server's key file", () -> new Keys.Add(outside)),
                new Entry("keys list", group, "the keys of a key file", Keys.ListKeys::new),
                new Entry("keys revoke", group, "take a key out of a key file", Keys.Revoke::new));
    }

    private static List<Entry> published(Outside outside) {
        String group = "Published profiles";
        return List.of(
                new Entry(
                        "pgo status", group, "the state of an app, and what was decided", () -> new PgoStatus(outside)),
                new Entry(
                        "pgo ready",
                        group,
                        "whether there are enough profiles, and what is missing",
                        () -> new PgoReady(outside)),
                new Entry("pgo generations", group, "what was published of an app", () -> new PgoGenerations(outside)),
                new Entry("pgo show", group, "what a published profile was made of", PgoShow::new),
                new Entry("pgo diff", group, "what builds would decide differently", PgoDiff::new),
                new Entry("pgo explain", group, "why a call is hot or not in it", PgoExplain::new),
                new Entry("pgo verify", group, "whether a profile is what was signed", PgoVerify::new),
                new Entry("pgo rebuild", group, "make a profile again, and compare", PgoRebuild::new),
                new Entry("pgo publish", group, "publish now, if that is worth it", PgoPublish::new),
                new Entry("pgo promote", group, "have builds use a profile", () -> new PgoMove(Way.PROMOTE)),
                new Entry("pgo rollback", group, "take a profile back", () -> new PgoMove(Way.ROLLBACK)),
                new Entry("pgo pin", group, "hold a channel at a profile", () -> new PgoMove(Way.PIN)),
                new Entry("pgo unpin", group, "let publishing move it again", () -> new PgoMove(Way.UNPIN)),
                new Entry("pgo policy", group, "by what rules profiles are made and published", PgoPolicy::new),
                new Entry("pgo rules", group, "functions not to inline, or renamed", PgoRules::new),
                new Entry("pgo recipe", group, "how much each workload counts", PgoRecipe::new),
                new Entry("pgo symbols", group, "say which functions the program has", PgoSymbols::new),
                new Entry("pgo refresh", group, "bring every default.pgo of a repository up to date", PgoRefresh::new));
    }
}
