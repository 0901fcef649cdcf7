package dev.hone.command;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Where a command declares what it takes: in the order of its help page. */
public final class Declaration {
    private final CommandSpec spec = CommandSpec.create();

    CommandSpec spec() {
        return spec;
    }

    /** What the command is for, a paragraph each. */
    public Declaration description(String... paragraphs) {
        spec.usageMessage().description(plain(paragraphs)).sortOptions(false);
        return this;
    }

    /** Command lines that people can copy, with what they do behind them. */
    public Declaration examples(String... lines) {
        spec.usageMessage().footerHeading("%nExamples:%n").footer(plain(lines));
        return this;
    }

    /** The one argument of the command. */
    public Declaration argument(String label, String description) {
        return argument(label, description, List.of());
    }

    /** The one argument of the command, which shells complete to one of these words. */
    public Declaration argument(String label, String description, List<String> words) {
        spec.addPositional(PositionalParamSpec.builder()
                .index("0")
                .completionCandidates(words)
                .arity("1")
                .required(true)
                .paramLabel(label)
                .type(String.class)
                .description(plain(description))
                .build());
        return this;
    }

    /** The argument at a place, counted from 0, of a command that takes several with different meanings. */
    public Declaration argument(int place, String label, boolean required, String description) {
        spec.addPositional(PositionalParamSpec.builder()
                .index(Integer.toString(place))
                .arity(required ? "1" : "0..1")
                .required(required)
                .paramLabel(label)
                .type(String.class)
                .description(plain(description))
                .build());
        return this;
    }

    /** One argument or more. */
    public Declaration arguments(String label, String description) {
        spec.addPositional(PositionalParamSpec.builder()
                .index("0..*")
                .arity("1..*")
                .required(true)
                .paramLabel(label)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(plain(description))
                .build());
        return this;
    }

    /** An option that is there or not. */
    public Declaration flag(String names, String description) {
        spec.addOption(option(names)
                .arity("0")
                .type(boolean.class)
                .description(plain(description))
                .build());
        return this;
    }

    /** An option with a value; of several, the last counts. */
    public Declaration option(String names, String label, String description) {
        return valued(names, label, String.class, description);
    }

    /** An option with a whole number. */
    public Declaration number(String names, String label, String description) {
        return valued(names, label, int.class, description);
    }

    /** An option with a number that need not be whole. */
    public Declaration decimal(String names, String label, String description) {
        return valued(names, label, double.class, description);
    }

    private Declaration valued(String names, String label, Class<?> type, String description) {
        spec.addOption(option(names)
                .arity("1")
                .paramLabel(label)
                .type(type)
                .description(plain(description))
                .build());
        return this;
    }

    /** An option that may be given several times, all of which count. */
    public Declaration repeated(String names, String label, String... description) {
        spec.addOption(option(names)
                .arity("1")
                .paramLabel(label)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(plain(description))
                .build());
        return this;
    }

    /** The options that every command has. */
    Declaration common() {
        flag("-q, --quiet", "No progress and no notes; errors are still told.");
        flag("--stacktrace", "With an error, show where in the program it came from.");
        spec.addOption(option("-h, --help")
                .arity("0")
                .type(boolean.class)
                .usageHelp(true)
                .description("Show this help and exit.")
                .build());
        return this;
    }

    /** Text in which picocli finds nothing to format. */
    private static String[] plain(String... texts) {
        return Stream.of(texts).map(text -> text.replace("%", "%%")).toArray(String[]::new);
    }

    private static OptionSpec.Builder option(String names) {
        return OptionSpec.builder(names.split(", ", -1));
    }
}
