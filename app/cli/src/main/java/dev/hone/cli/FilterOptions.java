package dev.hone.cli;

import dev.hone.command.Arguments;
import dev.hone.command.Declaration;
import dev.hone.command.Terminal;
import dev.hone.command.UsageException;
import dev.hone.profile.Filtered;
import dev.hone.profile.Profile;
import dev.hone.profile.ProfileException;
import dev.hone.profile.ProfileFilter;
import dev.hone.profile.Pruning;
import dev.hone.profile.ShowFrom;
import dev.hone.profile.StackFilter;
import dev.hone.profile.TagFilter;
import dev.hone.profile.TagMatch;
import dev.hone.profile.TagNames;
import dev.hone.profile.TextPattern;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The options that choose which samples and frames of a profile count, as those of {@code go tool pprof}. Of several profiles
 * they keep in mind what they found in any.
 */
final class FilterOptions {
    private static final String PRUNE = "--prune";
    private static final String PRUNE_KEEP = "--prune-keep";
    private static final String PRUNE_FROM = "--prune-from";
    private static final List<String> ALL = List.of(
            "--focus",
            "--ignore",
            "--hide",
            "--show",
            "--show-from",
            "--tag-focus",
            "--tag-ignore",
            "--tag-show",
            "--tag-hide",
            PRUNE,
            PRUNE_FROM);

    private final Arguments arguments;
    private final Terminal terminal;
    private final @Nullable TextPattern prune;
    private final @Nullable TextPattern pruneKeep;
    private final ProfileFilter filter;
    private @Nullable Set<Filtered.Part> unmatched;

    private FilterOptions(Arguments arguments, Terminal terminal) {
        this.arguments = arguments;
        this.terminal = terminal;
        this.prune = pattern(PRUNE);
        this.pruneKeep = pattern(PRUNE_KEEP);
        TextPattern showFrom = pattern("--show-from");
        this.filter = new ProfileFilter(
                StackFilter.of(pattern("--focus"), pattern("--ignore"), pattern("--hide"), pattern("--show")),
                showFrom == null ? null : new ShowFrom(showFrom),
                TagFilter.of(tag("--tag-focus"), tag("--tag-ignore")),
                TagNames.of(pattern("--tag-show"), pattern("--tag-hide")),
                pattern(PRUNE_FROM));
    }

    static void declare(Declaration declaration) {
        declaration
                .option("--focus", "REGEX", "Only samples with a function, file or binary that this finds.")
                .option("--ignore", "REGEX", "Leave out samples with a function, file or binary that this finds.")
                .option("--hide", "REGEX", "Leave out frames that this finds.")
                .option("--show", "REGEX", "Leave out frames that this does not find.")
                .option("--show-from", "REGEX", "Begin stacks at the frame nearest to the root that this finds.")
                .option(
                        "--tag-focus",
                        "FILTER",
                        "Only samples with such a label: REGEX, KEY=REGEX, or a range as 16kb:64kb or KEY=5ms:.")
                .option("--tag-ignore", "FILTER", "Leave out samples with such a label.")
                .option("--tag-show", "REGEX", "Leave out labels whose key this does not find.")
                .option("--tag-hide", "REGEX", "Leave out labels whose key this finds.")
                .option(PRUNE, "REGEX", "Leave out such functions and what they called; not at the root.")
                .option(PRUNE_KEEP, "REGEX", "Functions that --prune leaves alone.")
                .option(PRUNE_FROM, "REGEX", "Leave out what such functions called.");
    }

    /** The options, whose expressions are compiled now: before anything is read. */
    static FilterOptions of(Arguments arguments, Terminal terminal) {
        if (given(arguments, PRUNE_KEEP) && !given(arguments, PRUNE)) {
            throw new UsageException("--prune-keep goes with --prune");
        }
        return new FilterOptions(arguments, terminal);
    }

    private static boolean given(Arguments arguments, String option) {
        return !arguments.value(option).orElse("").isEmpty();
    }

    /** Whether anything is to be left out. */
    boolean any() {
        return ALL.stream().anyMatch(option -> given(arguments, option));
    }

    /** What the options leave of a profile. */
    Profile apply(Profile profile) {
        if (!any()) {
            return profile;
        }
        Filtered filtered = filter.apply(prune == null ? profile : Pruning.prune(profile, prune, pruneKeep));
        Set<Filtered.Part> nowhere = new TreeSet<>(filtered.unmatched());
        if (unmatched != null) {
            nowhere.retainAll(unmatched);
        }
        unmatched = nowhere;
        return filtered.profile();
    }

    /** Tells what was found in none of the profiles, since it is most likely not what was meant. */
    void noteUnmatched() {
        unmatched().forEach(option -> arguments.note(option + " matched nothing", terminal));
    }

    /** The options that were found in none of the profiles, as they were given. */
    List<String> unmatched() {
        return unmatched == null
                ? List.of()
                : unmatched.stream()
                        .map(FilterOptions::option)
                        .map(option -> option + "=" + arguments.value(option).orElse(""))
                        .toList();
    }

    private static String option(Filtered.Part part) {
        return "--" + part.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private @Nullable TextPattern pattern(String option) {
        return compiled(option, TextPattern::of);
    }

    private @Nullable TagMatch tag(String option) {
        TagMatch match = compiled(option, TagMatch::of);
        if (match != null && match.isRange()) {
            arguments.note(
                    option + ": '" + arguments.value(option).orElse("")
                            + "' is taken as a range of numbers, not as an expression",
                    terminal);
        }
        return match;
    }

    private <T> @Nullable T compiled(String option, Function<String, T> compile) {
        String value = arguments.value(option).orElse("");
        try {
            return value.isEmpty() ? null : compile.apply(value);
        } catch (ProfileException e) {
            throw new UsageException(option + ": " + e.getMessage());
        }
    }
}
