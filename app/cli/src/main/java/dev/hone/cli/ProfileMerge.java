package dev.hone.cli;

import dev.hone.base.Progress;
import dev.hone.profile.Merger;
import dev.hone.profile.Pprof;
import dev.hone.profile.Profile;
import dev.hone.profile.ProfileException;
import dev.hone.profile.ProfileLimits;
import dev.hone.profile.ProfileReader;
import dev.hone.profile.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code hone profile merge}: one profile made of many. */
final class ProfileMerge implements Command {
    private static final Pattern WEIGHTED = Pattern.compile("(?s)(.+)=([0-9]+(?:\\.[0-9]+)?)");

    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(
                        "Merge profiles of the same kind into one, as google/pprof does: equal stacks with equal labels become "
                                + "one sample. Start lines are kept, so the result can be used for profile-guided builds.",
                        "If one file cannot be read nothing is written.")
                .arguments(
                        "FILE[=WEIGHT]",
                        "Files, directories, globs, or - for standard input. Values are multiplied by the weight.")
                .option("-o", "OUT", "Where to write the profile, gzipped; - for standard output. Required.")
                .flag("--normalize", "Weight each profile so that it adds up to what the first one does.")
                .flag("--strip-labels", "Leave labels out: builds do not read them, and they split samples.")
                .examples(
                        "  hone profile merge monday.pb.gz tuesday.pb.gz -o week.pb.gz",
                        "  hone profile merge profiles/ -o default.pgo",
                        "  hone profile merge web.pb.gz=3 batch.pb.gz -o default.pgo    three parts web, one part batch");
        Limits.declare(declaration);
    }

    /** A file and how much it counts. */
    private record Part(ProfileSources.Source source, double weight) {}

    /** A part with what was read of it. */
    private record Read(Part part, Profile profile) {}

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        String out = OutputFile.required(arguments);
        List<Part> parts = parts(arguments.arguments());
        if (arguments.flag("--normalize") && parts.stream().anyMatch(part -> part.weight() != 1)) {
            throw new UsageException("--normalize makes all profiles count alike; leave the weights out");
        }
        ProfileLimits limits = Limits.of(arguments, terminal);
        Merging merging = new Merging(limits, terminal, arguments.flag("--normalize"));
        ProfileInput input = new ProfileInput(new ProfileReader(limits), terminal);
        boolean stripLabels = arguments.flag("--strip-labels");
        int threads = Runtime.getRuntime().availableProcessors();
        try (Progress progress = arguments.progress(new Progress.Task("merging", parts.size(), "profiles"), terminal);
                ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            ReadAhead<Part, Read> ahead =
                    new ReadAhead<>(parts.iterator(), part -> read(part, input, stripLabels), executor, 2 * threads);
            while (ahead.hasNext()) {
                merging.add(ahead.next());
                progress.advance(1);
            }
        }
        OutputFile.write(out, Pprof.write(merging.merger.result()), terminal);
        return ExitCode.FINE;
    }

    private static List<Part> parts(List<String> arguments) {
        List<Part> parts = new ArrayList<>();
        for (String argument : arguments) {
            Matcher weighted = WEIGHTED.matcher(argument);
            boolean hasWeight = weighted.matches() && !ProfileSources.exists(argument);
            if (!hasWeight) {
                refuseOddWeight(argument);
            }
            String files = hasWeight ? weighted.group(1) : argument;
            double weight = hasWeight ? Double.parseDouble(weighted.group(2)) : 1;
            ProfileSources.of(List.of(files)).forEach(source -> parts.add(new Part(source, weight)));
        }
        return parts;
    }

    private static void refuseOddWeight(String argument) {
        int equals = argument.lastIndexOf('=');
        boolean meant =
                equals > 0 && !ProfileSources.exists(argument) && ProfileSources.exists(argument.substring(0, equals));
        if (meant) {
            throw new UsageException("'" + argument.substring(equals + 1) + "' is no weight in " + argument
                    + "; write a number such as 3 or 0.5");
        }
    }

    private static Read read(Part part, ProfileInput input, boolean stripLabels) {
        try {
            Profile profile = input.read(part.source()).profile();
            return new Read(part, stripLabels ? profile.withoutLabels() : profile);
        } catch (ProfileException e) {
            throw new FileRefused(part.source().name(), e);
        }
    }

    /** Puts one part after the other into a merger. */
    private static final class Merging {
        private final Merger merger;
        private final boolean normalize;
        private @Nullable Profile first;

        Merging(ProfileLimits limits, Terminal terminal, boolean normalize) {
            // Any number that whoever made the profiles cannot know; the result does not depend on it.
            this.merger = new Merger(limits, terminal.nanoClock().getAsLong());
            this.normalize = normalize;
        }

        void add(Read read) {
            try {
                if (normalize && first != null) {
                    merger.add(read.profile(), Weights.normalizing(read.profile(), first));
                } else {
                    merger.add(read.profile(), Weights.of(read.part().weight()));
                }
                first = normalize && first == null ? read.profile() : first;
            } catch (ProfileException e) {
                throw new FileRefused(read.part().source().name(), e);
            }
        }
    }
}
