package dev.hone.cli;

import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Terminal;
import dev.hone.command.UsageException;
import dev.hone.gopgo.EdgeMap;
import dev.hone.gopgo.Explanation;
import dev.hone.gopgo.GoProfileException;
import dev.hone.gopgo.HotEdges;
import dev.hone.profile.Text;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** {@code hone profile explain}: why a call is hot or not, and what would change it. */
final class ProfileExplain implements Command {
    private static final Pattern WITH_LINE = Pattern.compile("(?s)(.+):([+-]?[0-9]{1,18})");

    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(
                        "Explain why calls of a function are hot or not: rank, share, how far from the line between hot and "
                                + "cold, what else is called on the same line, and what would change it.",
                        "Names may be cut short if only one function is meant: its end behind a dot or slash, or any part.")
                .argument(0, "FILE", true, "The CPU profile: a file, a URL, or - for standard input.")
                .examples(
                        "  hone profile explain cpu.pb.gz 'regexp.(*Regexp).backtrack'",
                        "  hone profile explain cpu.pb.gz tryBacktrack:21 shouldVisit",
                        "  hone profile explain --threshold 95 cpu.pb.gz main.handle:12");
        declareQuestion(declaration);
        GoVersion.declare(declaration);
        ProfileInput.declare(declaration);
    }

    /** What to explain, behind the argument that says of what. */
    static void declareQuestion(Declaration declaration) {
        declaration
                .argument(
                        1,
                        "CALLER[:LINE]",
                        true,
                        "The function that calls, and the line of the call: counted from the line on which the function "
                                + "starts, as the compiler and hone profile edges do (default: all lines).")
                .argument(2, "CALLEE", false, "The function that is called (default: all).")
                .decimal(
                        "--threshold",
                        "PERCENT",
                        "Where the compiler draws the line (default: 99), as with "
                                + "-gcflags=all=-d=pgoinlinecdfthreshold=PERCENT.")
                .flag("--json", "An object with the calls, for scripts.");
    }

    /** What to explain: a caller's calls, at one place or all, of one function or all. */
    record Question(
            Text caller, @Nullable Long offset, @Nullable Text callee) {
        boolean asksFor(Explanation.Site site) {
            return (offset == null || offset == site.offset())
                    && site.calls().stream().anyMatch(this::asksFor);
        }

        boolean asksFor(Explanation.Call call) {
            return callee == null || callee.equals(call.edge().callee());
        }
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        threshold(arguments);
        String file = arguments.argument(0).orElseThrow();
        ProfileInput input = ProfileInput.of(arguments, terminal);
        return explain(file, input.readEdges(file, GoVersion.of(arguments, terminal)), arguments, terminal);
    }

    private static double threshold(Arguments arguments) {
        double threshold = arguments.decimal("--threshold", HotEdges.USUAL_LINE);
        if (!(threshold >= 0 && threshold <= 100)) {
            throw new UsageException("--threshold takes 0 to 100, not " + threshold);
        }
        return threshold;
    }

    /** Answers what the arguments ask about the edges of a profile, which came from a file or from elsewhere. */
    static ExitCode explain(String file, EdgeMap map, Arguments arguments, Terminal terminal) {
        double threshold = threshold(arguments);
        Optional<Question> question = question(arguments, map, terminal);
        if (question.isEmpty()) {
            return ExitCode.NO;
        }
        Explanation explanation = explain(file, HotEdges.of(map, threshold), question.get());
        if (explanation.sites().stream().noneMatch(question.get()::asksFor)) {
            terminal.error(
                    "no such call was seen; " + question.get().caller() + " calls on lines " + lines(explanation));
            return ExitCode.NO;
        }
        terminal.print(
                arguments.flag("--json")
                        ? ExplanationReport.json(explanation, question.get())
                        : ExplanationReport.page(explanation, question.get(), terminal));
        return ExitCode.FINE;
    }

    private static Explanation explain(String file, HotEdges edges, Question question) {
        try {
            return Explanation.of(edges, question.caller());
        } catch (GoProfileException e) {
            throw new FileRefused(file, e);
        }
    }

    private static String lines(Explanation explanation) {
        return String.join(
                ", ",
                explanation.sites().stream()
                        .map(site -> Long.toString(site.offset()))
                        .toList());
    }

    /** The names completed; empty when there are no such functions, which has been told then. */
    private static Optional<Question> question(Arguments arguments, EdgeMap map, Terminal terminal) {
        String place = arguments.argument(1).orElseThrow();
        List<Text> callers = callers(map);
        Matcher withLine = WITH_LINE.matcher(place);
        boolean hasLine = !callers.contains(Text.of(place)) && withLine.matches();
        Optional<Text> caller = named(hasLine ? withLine.group(1) : place, callers, "makes a call", terminal);
        if (caller.isEmpty()) {
            return Optional.empty();
        }
        @Nullable Long offset = hasLine ? Long.valueOf(withLine.group(2)) : null;
        Optional<String> callee = arguments.argument(2);
        if (callee.isEmpty()) {
            return Optional.of(new Question(caller.get(), offset, null));
        }
        List<Text> callees = callees(map, caller.get());
        return named(callee.get(), callees, "is called by " + caller.get(), terminal)
                .map(found -> new Question(caller.get(), offset, found));
    }

    private static Optional<Text> named(String wanted, List<Text> names, String does, Terminal terminal) {
        Optional<Text> found = FunctionName.find(wanted, names);
        if (found.isEmpty()) {
            terminal.error(
                    "in this profile no function '" + Text.of(wanted) + "' " + does + FunctionName.hint(wanted, names));
        }
        return found;
    }

    private static List<Text> callers(EdgeMap map) {
        boolean[] calls = new boolean[map.names().size()];
        for (int edge = 0; edge < map.size(); edge++) {
            calls[map.caller(edge)] = true;
        }
        return chosen(map, calls);
    }

    private static List<Text> callees(EdgeMap map, Text caller) {
        boolean[] called = new boolean[map.names().size()];
        for (int edge = 0; edge < map.size(); edge++) {
            called[map.callee(edge)] |= map.names().get(map.caller(edge)).equals(caller);
        }
        return chosen(map, called);
    }

    private static List<Text> chosen(EdgeMap map, boolean[] chosen) {
        return IntStream.range(0, chosen.length)
                .filter(name -> chosen[name])
                .mapToObj(map.names()::get)
                .toList();
    }
}
