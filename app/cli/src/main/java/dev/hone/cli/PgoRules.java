package dev.hone.cli;

import dev.hone.cli.remote.JsonValue;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Table;
import dev.hone.command.Terminal;
import dev.hone.command.UsageException;
import dev.hone.gopgo.EdgeRules;
import dev.hone.profile.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** {@code hone pgo rules}: which functions are not to be inlined, and which have another name by now. */
final class PgoRules implements Command {
    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(
                        "Show the rules about an app's functions, or change them: functions that are not to be inlined, and "
                                + "functions that have another name by now. Of several for one function the first counts; new ones "
                                + "come last.")
                .argument("APP", "The app.")
                .repeated("--deny", "REGEX", "Functions that builds are not to inline.")
                .repeated("--deny-exactly", "NAME", "One such function.")
                .repeated("--rename", "OLD=NEW", "A function, or a prefix of functions, that is called NEW by now.")
                .flag("--deny-known", "Functions known to do harm where they are inlined.")
                .repeated("--remove", "RULE", "Take a rule away, by its number or as it is written.")
                .flag("--json", "The rules as an array.")
                .examples(
                        "  hone pgo rules web",
                        "  hone pgo rules web --deny '^encoding/json\\.' --rename example.com/old.Run=example.com/new.Run",
                        "  hone pgo rules web --remove 2");
        ServerOptions.declare(declaration);
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        PolicyOfApp policy = PolicyOfApp.of(arguments.argument(), arguments, terminal);
        List<String> added = added(arguments);
        // What is wrong with a rule is known here too; so nothing is asked of the server in vain.
        EdgeRules.parse(String.join("\n", added));
        List<String> removed = arguments.values("--remove");
        JsonValue now = added.isEmpty() && removed.isEmpty()
                ? policy.read()
                : policy.change(old -> changed(old, added, removed));
        JsonValue rules = now.at(PolicyOfApp.RULES);
        if (arguments.flag("--json")) {
            terminal.print(JsonValue.of(rules.items()).pretty());
        } else if (rules.items().isEmpty()) {
            terminal.print("there are no rules for " + policy.app() + "\n");
        } else {
            terminal.print(table(rules).render(terminal));
        }
        return ExitCode.FINE;
    }

    private static List<String> added(Arguments arguments) {
        List<String> added = new ArrayList<>();
        if (arguments.flag("--deny-known")) {
            added.add("deny-known");
        }
        arguments.values("--deny").forEach(rule -> added.add("deny " + rule));
        arguments.values("--deny-exactly").forEach(rule -> added.add("deny-exactly " + rule));
        arguments.values("--rename").forEach(rule -> added.add("rename " + rule));
        for (String rule : added) {
            if (rule.indexOf('\n') >= 0) {
                throw new UsageException("a rule is one line: " + Text.of(rule));
            }
        }
        return added;
    }

    private static JsonValue changed(JsonValue policy, List<String> added, List<String> removed) {
        List<JsonValue> rules = policy.at(PolicyOfApp.RULES).items();
        TreeSet<Integer> gone = new TreeSet<>();
        for (String rule : removed) {
            gone.add(place(rule, rules));
        }
        List<JsonValue> left = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            if (!gone.contains(i)) {
                left.add(rules.get(i));
            }
        }
        List<String> texts = left.stream().map(JsonValue::text).toList();
        added.stream().filter(rule -> !texts.contains(rule)).map(JsonValue::of).forEach(left::add);
        return policy.with(PolicyOfApp.RULES, JsonValue.of(left));
    }

    private static int place(String rule, List<JsonValue> rules) {
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).text().equals(rule) || rule.equals(Integer.toString(i + 1))) {
                return i;
            }
        }
        throw new UsageException("there is no rule '" + Text.of(rule) + "' to remove; hone pgo rules APP lists them");
    }

    private static Table table(JsonValue rules) {
        Table table = new Table(Table.Column.right("NUMBER"), Table.Column.left("RULE"));
        int number = 0;
        for (JsonValue rule : rules.items()) {
            number++;
            table.add(Integer.toString(number), rule.shown());
        }
        return table;
    }
}
