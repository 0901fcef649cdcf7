package dev.hone.command;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Where a command declares what it takes: in the order of its help page. */
public final class Declaration {
    private final CommandSpec spec = CommandSpec.create();
    /** The variables of the options that are being declared. */
    private @Nullable OptionVariables variables;
    /** The variables that may have been given. */
    private @Nullable OptionVariables given;

    /** The variables of the option that is being declared, where its name does not give them. */
    private List<String> named = List.of();

    private boolean hiding;

    CommandSpec spec() {
        return spec;
    }

    @Nullable
    OptionVariables variables() {
        return given;
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

    /** Any number of arguments, none among them. */
    public Declaration words(String label, String description) {
        spec.addPositional(PositionalParamSpec.builder()
                .index("0..*")
                .arity("0..*")
                .paramLabel(label)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(plain(description))
                .build());
        return this;
    }

    /** An option that is there or not. */
    public Declaration flag(String names, String description) {
        return add(option(names, description).arity("0").type(boolean.class));
    }

    /** An option with a value; of several, the last counts. */
    public Declaration option(String names, String label, String description) {
        return add(option(names, description).arity("1").paramLabel(label).type(String.class));
    }

    /** An option with a value, without which the command does not run. */
    public Declaration required(String names, String label, String description) {
        return add(option(names, description)
                .arity("1")
                .required(true)
                .paramLabel(label)
                .type(String.class));
    }

    /** An option with a whole number. */
    public Declaration number(String names, String label, String description) {
        return valued(names, label, new OptionValue.Whole(Integer.MIN_VALUE, Integer.MAX_VALUE), description);
    }

    /** An option with a whole number from a range, both ends included. */
    public Declaration number(String names, String label, int lowest, int highest, String description) {
        return valued(names, label, new OptionValue.Whole(lowest, highest), description);
    }

    /** An option with a number that need not be whole. */
    public Declaration decimal(String names, String label, String description) {
        return valued(names, label, new OptionValue.Decimal(), description);
    }

    /** An option with a duration as Go writes them, such as {@code 1h30m}. */
    public Declaration duration(String names, String label, String description) {
        return valued(names, label, new OptionValue.Span(), description);
    }

    /** An option with a size in bytes, such as {@code 64MiB}. */
    public Declaration size(String names, String label, String description) {
        return valued(names, label, new OptionValue.Size(), description);
    }

    /** An option with the address of a web server. */
    public Declaration url(String names, String label, String description) {
        return valued(names, label, new OptionValue.Url(), description);
    }

    private Declaration valued(String names, String label, OptionValue<?> value, String description) {
        return add(option(names, description)
                .arity("1")
                .paramLabel(label)
                .type(value.type())
                .converters(value));
    }

    /** An option that may be given several times, all of which count. */
    public Declaration repeated(String names, String label, String... description) {
        return add(option(names, description)
                .arity("1")
                .paramLabel(label)
                .type(List.class)
                .auxiliaryTypes(String.class));
    }

    /** An option with one value or several behind it, up to the next option; it may be given several times, too. */
    public Declaration several(String names, String label, String description) {
        return add(option(names, description)
                .arity("1..*")
                .paramLabel(label)
                .type(List.class)
                .auxiliaryTypes(String.class));
    }

    /**
     * Gives each option that is declared after this an environment variable too: with {@code AUTOPGO}, {@code --blob-store-url}
     * may come from {@code AUTOPGO_BLOB_STORE_URL}. The command line wins; a variable that is set but empty is not set.
     */
    public Declaration environment(String prefix) {
        variables = new OptionVariables(prefix);
        given = variables;
        return this;
    }

    /**
     * Gives the option that is declared in {@code option} these variables, whatever its name: the first that is set counts. For
     * programs that named one otherwise than the other.
     */
    public Declaration variables(List<String> names, Consumer<Declaration> option) {
        named = List.copyOf(names);
        option.accept(this);
        named = List.of();
        return this;
    }

    /** Ends that: options declared after this have no variables of their own. */
    public Declaration withoutEnvironment() {
        variables = null;
        return this;
    }

    /** Options that work and are not shown in help. */
    public Declaration hidden(Consumer<Declaration> options) {
        hiding = true;
        options.accept(this);
        hiding = false;
        return this;
    }

    /** The options that every command has. They have no variables. */
    Declaration common() {
        variables = null;
        flag("-q, --quiet", "No progress and no notes; errors are still told.");
        flag("--stacktrace", "With an error, show where in the program it came from.");
        return add(option("-h, --help", "Show this help and exit.")
                .arity("0")
                .type(boolean.class)
                .usageHelp(true));
    }

    /** Text in which picocli finds nothing to format. */
    private static String[] plain(String... texts) {
        return Stream.of(texts).map(text -> text.replace("%", "%%")).toArray(String[]::new);
    }

    private OptionSpec.Builder option(String names, String... description) {
        String[] all = names.split(", ", -1);
        String[] text = plain(description);
        if (variables != null && !named.isEmpty()) {
            variables.name(all[all.length - 1], named);
        }
        if (variables != null) {
            text[text.length - 1] += " [" + variables.nameFor(all[all.length - 1]) + "]";
        }
        return OptionSpec.builder(all).description(text).hidden(hiding);
    }

    private Declaration add(OptionSpec.Builder builder) {
        OptionSpec option = builder.build();
        spec.addOption(option);
        if (variables != null) {
            variables.add(option);
        }
        return this;
    }
}
