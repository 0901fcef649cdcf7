package dev.hone.cli;

import dev.hone.base.ErrorCode;
import dev.hone.base.HoneException;
import dev.hone.base.Nearest;
import dev.hone.command.Arguments;
import dev.hone.command.Declaration;
import dev.hone.command.UsageException;
import dev.hone.profile.Aggregation;
import dev.hone.profile.Merger;
import dev.hone.profile.Profile;
import dev.hone.profile.ProfileLimits;
import dev.hone.profile.Pruning;
import dev.hone.profile.SharedTypes;
import dev.hone.profile.Subtraction;
import java.util.ArrayList;
import java.util.List;

/** What {@code merge} does to the merged profile before it is written: takes off a base, filters, aggregates. */
/*
 * The order is that of go tool pprof: everything is merged, the base is taken off, drop_frames apply, then the filters, then
 * the granularity. Its -proto then writes tables that still hold what no sample uses; here they are merged once more.
 */
final class Refinement {
    private static final List<String> LEVELS = List.of("addresses", "lines", "functions", "filefunctions", "files");

    private static final String ALLOW_EMPTY = "--allow-empty";

    private final Arguments arguments;
    private final String level;
    private final FilterOptions filters;
    private final ProfileInput input;
    private final ProfileLimits limits;
    private final long seed;

    private Refinement(Arguments arguments, ProfileInput input, ProfileLimits limits) {
        this.arguments = arguments;
        this.level = level(arguments);
        this.filters = FilterOptions.of(arguments, input.terminal());
        this.input = input;
        this.limits = limits;
        this.seed = input.terminal().nanoClock().getAsLong();
    }

    static void declare(Declaration declaration) {
        declaration
                .repeated("--base", "FILE", "Subtract these profiles. May be given several times.")
                .repeated("--diff-base", "FILE", "Subtract, and label what is subtracted: shares are then of the base.")
                .flag("--drop-frames", "Leave out the frames that the profile itself names as of no interest.");
        FilterOptions.declare(declaration);
        declaration
                .flag(ALLOW_EMPTY, "Write a profile also when the filters leave nothing.")
                .option(
                        "--aggregate",
                        "LEVEL",
                        "Forget what tells places apart: keep addresses, lines, functions, filefunctions or files.")
                .flag("--no-inlines", "Leave out inlined functions.");
    }

    static Refinement of(Arguments arguments, ProfileInput input, ProfileLimits limits) {
        if (!arguments.values("--base").isEmpty()
                && !arguments.values("--diff-base").isEmpty()) {
            throw new UsageException("--base and --diff-base both name what to subtract; use one of them");
        }
        return new Refinement(arguments, input, limits);
    }

    private static String level(Arguments arguments) {
        String level =
                arguments.value("--aggregate").filter(value -> !value.isEmpty()).orElse(LEVELS.getFirst());
        if (!LEVELS.contains(level)) {
            throw new UsageException("there is no level '" + level + "' to aggregate to" + Nearest.hint(level, LEVELS)
                    + "\nthere are " + String.join(", ", LEVELS));
        }
        return level;
    }

    /** Whether a base is taken off, to which {@code --normalize} then refers. */
    static boolean subtracts(Arguments arguments) {
        return !arguments.values("--base").isEmpty()
                || !arguments.values("--diff-base").isEmpty();
    }

    Profile apply(Profile merged) {
        Profile profile = subtracts(arguments) ? withoutBase(merged) : merged;
        if (arguments.flag("--drop-frames")) {
            profile = Pruning.removeUninteresting(profile);
        }
        profile = aggregated(filtered(profile));
        return profile == merged ? merged : compact(profile);
    }

    private Profile filtered(Profile profile) {
        Profile filtered = filters.apply(profile);
        boolean emptied = profile.samples().size() > 0 && filtered.samples().size() == 0;
        if (emptied && !arguments.flag(ALLOW_EMPTY)) {
            throw new NothingLeft(filters.unmatched());
        }
        filters.noteUnmatched();
        return filtered;
    }

    private Profile withoutBase(Profile merged) {
        boolean labelled = arguments.values("--base").isEmpty();
        List<Profile> bases = new ArrayList<>();
        for (ProfileSources.Source source : ProfileSources.of(arguments.values(labelled ? "--diff-base" : "--base"))) {
            bases.add(input.profile(source));
        }
        Merger merger = new Merger(limits, seed);
        SharedTypes.of(bases).forEach(merger::add);
        Subtraction subtraction = new Subtraction(arguments.flag("--normalize"), labelled);
        return subtraction.apply(merged, merger.result(), limits, seed);
    }

    private Profile aggregated(Profile profile) {
        boolean inlines = !arguments.flag("--no-inlines");
        if (level.equals("addresses") && inlines) {
            return profile;
        }
        boolean lines = level.equals("addresses") || level.equals("lines");
        return new Aggregation(
                        inlines, !level.equals("files"), !level.equals("functions"), lines, level.equals("addresses"))
                .apply(profile);
    }

    private Profile compact(Profile profile) {
        Merger merger = new Merger(limits, seed);
        merger.add(profile);
        return merger.result();
    }

    /** There is nothing to write, most likely because an expression was mistyped. */
    private static final class NothingLeft extends HoneException {
        private static final long serialVersionUID = 1;

        NothingLeft(List<String> unmatched) {
            super(
                    Code.NOTHING_LEFT,
                    "the filters leave nothing" + because(unmatched) + ", so nothing was written; " + ALLOW_EMPTY
                            + " writes an empty profile");
        }

        private static String because(List<String> unmatched) {
            return unmatched.isEmpty() ? "" : ": " + String.join(" and ", unmatched) + " matched nothing";
        }

        private enum Code implements ErrorCode {
            NOTHING_LEFT;

            @Override
            public Kind kind() {
                return Kind.INPUT;
            }
        }
    }
}
