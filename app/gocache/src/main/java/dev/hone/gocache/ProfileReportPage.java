package dev.hone.gocache;

import static dev.hone.gocache.ReportWords.bytes;
import static dev.hone.gocache.ReportWords.many;
import static dev.hone.gocache.ReportWords.span;

import dev.hone.command.Age;
import dev.hone.command.Table;
import dev.hone.command.Table.Column;
import dev.hone.command.Terminal;
import dev.hone.gocache.pgo.Forecast;
import dev.hone.gocache.pgo.GoProfiles;
import dev.hone.gocache.pgo.Guidance;
import dev.hone.gocache.pgo.Program;
import dev.hone.gocache.pgo.Variants;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said of profiles, in sentences. */
final class ProfileReportPage {
    private static final int SHOWN_KEY = 8;

    private ProfileReportPage() {}

    static String of(ProfileReport.Said said, Terminal terminal, Instant now) {
        StringBuilder page = new StringBuilder();
        Forecast forecast = said.forecast();
        Guidance.By profile = said.profile();
        if (forecast == null || profile == null) {
            page.append(programs(said.there().programs()).render(terminal));
        } else {
            String foretold = (forecast.again() > 0 ? again(said, forecast, profile) : same(said, forecast))
                    + worth(said, forecast, profile);
            page.append(Terminal.visible(foretold));
            if (forecast.again() > 0) {
                page.append(forecast.lines().size() > 1 ? "\n" + lines(forecast).render(terminal) : "")
                        .append(like(said.like(), now));
            }
        }
        return page.append(Terminal.visible(refusals(said.there()) + variants(said) + flag(said.there())))
                .toString();
    }

    private static Table programs(List<Program> programs) {
        Table table = new Table(Column.left("MAIN"), Column.right("PACKAGES"), Column.left("PROFILE"));
        programs.forEach(program -> table.add(
                program.importPath(), Integer.toString(program.packages().size()), words(program.now())));
        return table;
    }

    private static String words(Guidance guidance) {
        return switch (guidance) {
            case Guidance.None _ -> "none";
            case Guidance.By by when by.calls() == 0 -> "without effect";
            case Guidance.By by -> by.key().substring(0, SHOWN_KEY) + ", " + many(by.calls(), "call");
            case Guidance.Refused _ -> "refused by go";
        };
    }

    private static String again(ProfileReport.Said said, Forecast forecast, Guidance.By profile) {
        List<Program> programs = said.there().programs();
        return "%s of %d %s compiled again for %s: %s.\n"
                        .formatted(
                                many(forecast.again(), "package"),
                                forecast.packages(),
                                forecast.again() == 1 ? "is" : "are",
                                programs.size() == 1
                                        ? programs.getFirst().importPath()
                                        : programs.size() + " main packages of " + patterns(said),
                                profile.calls() == 0
                                        ? said.file() + " is a profile of its own"
                                        : why(said.there(), said.file()))
                + "What has been built with it before, here or where results are shared, is found and not made.\n";
    }

    private static String same(ProfileReport.Said said, Forecast forecast) {
        if (forecast.links() == 0) {
            return "Nothing is made again: builds have %s already, byte for byte.\n".formatted(said.file());
        }
        return "No package of %d is compiled again: %s has other bytes than builds have now, and the same calls.\n"
                        .formatted(forecast.packages(), said.file())
                + "go %s, and links %s once more at most.\n"
                        .formatted(
                                forecast.preprocessed()
                                        ? "makes its list of calls once"
                                        : "has made its list of calls for another program",
                                forecast.links() == 1 ? "the program" : forecast.links() + " programs");
    }

    /** Whether it is worth that. */
    private static String worth(ProfileReport.Said said, Forecast forecast, Guidance.By profile) {
        if (profile.calls() == 0) {
            return "It has no call that go could use: what go compiles by it is the same as without a profile. "
                    + "Better have no file.\n";
        }
        boolean decided = said.there().programs().stream().allMatch(program -> decidesTheSame(program, profile));
        return forecast.again() > 0 && decided
                ? "The compiler would decide the same by it, so the programs would be the same: better keep the old file.\n"
                : "";
    }

    private static String patterns(ProfileReport.Said said) {
        return String.join(" ", said.patterns());
    }

    private static String why(GoPrograms there, String file) {
        List<Program> programs = there.programs();
        if (programs.stream().allMatch(program -> program.now() instanceof Guidance.None)) {
            return "builds have no profile now";
        }
        if (programs.stream()
                .anyMatch(program -> !program.now().equals(programs.getFirst().now()))) {
            return "not all of them have the same profile now";
        }
        if (programs.getFirst().now() instanceof Guidance.Refused) {
            return "go refuses what is there now";
        }
        return new GoProfiles(there.version().minor()).byCalls()
                ? file + " has other calls than the profile that builds have now, or other weights"
                : file + " has other bytes, and " + there.version().text() + " looks at nothing else";
    }

    private static boolean decidesTheSame(Program program, Guidance.By profile) {
        return program.now() instanceof Guidance.By by && by.decisions().equals(profile.decisions());
    }

    private static Table lines(Forecast forecast) {
        Table table = new Table(
                Column.left("MAIN"), Column.right("COMPILES AGAIN"), Column.right("OF"), Column.left("PROFILE NOW"));
        forecast.lines()
                .forEach(line -> table.add(
                        line.program().importPath(),
                        Integer.toString(line.again()),
                        Integer.toString(line.program().packages().size()),
                        words(line.program().now())));
        return table;
    }

    private static String like(@Nullable BuildReport like, Instant now) {
        String cost = like == null
                ? "\nHow many bytes and how much time that is is not known: of the builds here that are remembered, none "
                        + "made about as much.\n"
                : "\nA build here that made about as much, %s ago: %s, %s, %s.\n"
                        .formatted(
                                Age.of(Duration.between(like.facts().begun(), now)),
                                many(like.made(), "result"),
                                bytes(like.madeBytes()),
                                span(like.took()));
        return cost + "Each further platform, and each other set of flags, has as much compiled once more.\n";
    }

    private static String refusals(GoPrograms there) {
        StringBuilder text = new StringBuilder();
        for (Program program : there.programs()) {
            if (program.now() instanceof Guidance.Refused(String reason)) {
                text.append("\ngo does not build %s with the profile that is there now: %s\n"
                        .formatted(program.importPath(), reason));
            }
        }
        return text.toString();
    }

    private static String variants(ProfileReport.Said said) {
        Variants now = said.variants();
        if (now.programs() < 2) {
            return "";
        }
        String with = "\n%d main packages with %s%s: %s that several of them use, compiled "
                .formatted(
                        now.programs(),
                        now.profiles() == 0 ? "no profile" : many(now.profiles(), "profile"),
                        now.profiles() > 0 && now.without() > 0 ? " and " + now.without() + " without" : "",
                        many(now.shared(), "package"));
        String often = !now.isDear()
                ? "once for all.\n"
                : now.times() > 0
                        ? now.times() + " times; with one profile for all, once.\n"
                        : "%d times in all; with one profile for all, %d times.\n"
                                .formatted(now.compiles(), now.shared());
        int libraries = said.there().libraries();
        String besides = libraries == 0 || now.profiles() == 0
                ? ""
                : "Besides, %s of %s %s built without one, as libraries are.\n"
                        .formatted(many(libraries, "package"), patterns(said), libraries == 1 ? "is" : "are");
        return with + often + besides;
    }

    private static String flag(GoPrograms there) {
        return switch (there.flag()) {
            case GoPrograms.AUTO -> "";
            case GoPrograms.OFF -> "\nGOFLAGS has -pgo=off: as long as it has, builds use no profile.\n";
            default ->
                "\nGOFLAGS has -pgo=%s: that is the profile of all, and not what lies beside them.\n"
                        .formatted(there.flag());
        };
    }
}
