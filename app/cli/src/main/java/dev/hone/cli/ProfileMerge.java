package dev.hone.cli;

import dev.hone.base.Progress;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.OutputFile;
import dev.hone.command.Terminal;
import dev.hone.command.UsageException;
import dev.hone.profile.ParallelMerge;
import dev.hone.profile.Pprof;
import dev.hone.profile.Profile;
import dev.hone.profile.ProfileLimits;
import dev.hone.profile.ProfileReader;
import dev.hone.profile.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
                        "Files, directories, globs, URLs, or - for standard input. Values are multiplied by the weight.")
                .option("-o", "OUT", "Where to write the profile, gzipped; - for standard output. Required.")
                .flag(
                        "--normalize",
                        "Weight each profile so that it adds up to what the first one does; with a base, all of them "
                                + "together to what the base does.")
                .flag("--strip-labels", "Leave labels out: builds do not read them, and they split samples.")
                .examples(
                        "  hone profile merge monday.pb.gz tuesday.pb.gz -o week.pb.gz",
                        "  hone profile merge profiles/ -o default.pgo",
                        "  hone profile merge web.pb.gz=3 batch.pb.gz -o default.pgo    three parts web, one part batch",
                        "  hone profile merge new.pb.gz --base old.pb.gz -o change.pb.gz",
                        "  hone profile merge cpu.pb.gz --focus=regexp --tag-focus=tenant=red -o part.pb.gz",
                        "  hone profile merge --seconds 30 http://a:6060/ http://b:6060/ -o default.pgo");
        Refinement.declare(declaration);
        ProfileInput.declare(declaration);
    }

    /** A file and how much it counts. */
    private record Part(ProfileSources.Source source, double weight) {}

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        String out = OutputFile.required(arguments);
        List<Part> parts = parts(arguments.arguments());
        boolean normalize = arguments.flag("--normalize");
        if (normalize && parts.stream().anyMatch(part -> part.weight() != 1)) {
            throw new UsageException("--normalize makes all profiles count alike; leave the weights out");
        }
        ProfileLimits limits = Limits.of(arguments, terminal);
        ProfileInput input = ProfileInput.of(arguments, terminal);
        Refinement refinement = Refinement.of(arguments, input, limits);
        Reading reading = new Reading(input, change(arguments));
        List<Input> inputs =
                parts.stream().map(part -> new Input(part, reading)).toList();
        Progress.Task task = new Progress.Task("merging", inputs.size(), "profiles");
        try {
            ParallelMerge merge = parallel(limits, parts, terminal);
            boolean likeFirst = normalize && !Refinement.subtracts(arguments);
            Profile merged = merged(merge, inputs, likeFirst, arguments.progress(task, terminal));
            OutputFile.write(out, Pprof.write(refinement.apply(merged)), terminal);
            return ExitCode.FINE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED;
        }
    }

    private static ParallelMerge parallel(ProfileLimits limits, List<Part> parts, Terminal terminal) {
        int threads = Math.max(Runtime.getRuntime().availableProcessors(), Fetching.atOnce(parts, Part::source));
        // Any number that whoever made the profiles cannot know; the result does not depend on it.
        long seed = terminal.nanoClock().getAsLong();
        return new ParallelMerge(limits, seed, threads, Thread.ofPlatform().factory());
    }

    private static Profile merged(ParallelMerge merge, List<Input> inputs, boolean normalize, Progress progress)
            throws InterruptedException {
        try (progress) {
            return normalize ? merge.mergeNormalized(inputs, progress) : merge.merge(inputs, progress);
        }
    }

    /** What is done to each profile between reading and merging. */
    private static UnaryOperator<Profile> change(Arguments arguments) {
        return arguments.flag("--strip-labels") ? Profile::withoutLabels : UnaryOperator.identity();
    }

    /** How parts are read. */
    private record Reading(ProfileInput input, UnaryOperator<Profile> change) {
        Profile read(ProfileSources.Source source, ProfileReader reader) {
            return change.apply(input.with(reader).read(source).profile());
        }
    }

    /** A part as the merge asks for it, on any of its threads. */
    private record Input(Part part, Reading reading) implements ParallelMerge.Input {
        @Override
        public String name() {
            return part.source().name();
        }

        @Override
        public Profile read(ProfileReader reader) {
            return reading.read(part.source(), reader);
        }

        @Override
        public Weights weights() {
            return Weights.of(part.weight());
        }
    }

    private static List<Part> parts(List<String> arguments) {
        List<Part> parts = new ArrayList<>();
        for (String argument : arguments) {
            Matcher weighted = WEIGHTED.matcher(argument);
            boolean hasWeight =
                    weighted.matches() && !ProfileSources.exists(argument) && !isParameter(weighted.group(1));
            if (!hasWeight) {
                refuseOddWeight(argument);
            }
            String files = hasWeight ? weighted.group(1) : argument;
            double weight = hasWeight ? Double.parseDouble(weighted.group(2)) : 1;
            ProfileSources.of(List.of(files)).forEach(source -> parts.add(new Part(source, weight)));
        }
        if (parts.stream()
                        .filter(part -> part.source() instanceof ProfileSources.StandardInput)
                        .count()
                > 1) {
            throw new UsageException("- is there more than once; standard input can be read only once");
        }
        return parts;
    }

    /** Whether what stands before an = is a URL up to the name of a parameter, so that what follows is its value. */
    private static boolean isParameter(String beginning) {
        return ProfileUrl.isMeant(beginning) && beginning.matches("(?s).*[?&][^=&]*");
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
}
