package dev.hone.cli;

import dev.hone.cli.remote.JsonValue;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Table;
import dev.hone.command.Terminal;
import dev.hone.command.UsageException;
import dev.hone.profile.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code hone pgo recipe}: how much each workload counts in an app's profile. */
final class PgoRecipe implements Command {
    private static final int MOST = 1_000;

    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(
                        "Show or set how much each workload counts in an app's profile, whatever number of samples each "
                                + "sent. Without a recipe every sample counts as much as any other.")
                .arguments(
                        "APP [WORKLOAD=SHARE]",
                        "The app, and the whole recipe: with web=3 batch=1 three quarters are web's.")
                .flag("--none", "Take the recipe away.")
                .flag("--json", "The recipe as an object.")
                .examples(
                        "  hone pgo recipe web", "  hone pgo recipe web web=3 batch=1", "  hone pgo recipe web --none");
        ServerOptions.declare(declaration);
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        List<String> words = arguments.arguments();
        PolicyOfApp policy = PolicyOfApp.of(words.getFirst(), arguments, terminal);
        Map<String, JsonValue> shares = shares(words.subList(1, words.size()));
        if (!shares.isEmpty() && arguments.flag("--none")) {
            throw new UsageException("--none takes the recipe away; give shares or that");
        }
        JsonValue now = shares.isEmpty() && !arguments.flag("--none")
                ? policy.read()
                : policy.change(old -> old.with(PolicyOfApp.RECIPE, JsonValue.of(shares)));
        JsonValue recipe = now.at(PolicyOfApp.RECIPE);
        if (arguments.flag("--json")) {
            terminal.print(JsonValue.of(recipe.members()).pretty());
        } else if (recipe.members().isEmpty()) {
            terminal.print("there is no recipe for " + policy.app() + ": every sample counts as much as any other\n");
        } else {
            terminal.print(table(recipe).render(terminal));
        }
        return ExitCode.FINE;
    }

    private static Map<String, JsonValue> shares(List<String> words) {
        Map<String, JsonValue> shares = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.lastIndexOf('=');
            String share = word.substring(equals + 1);
            if (equals < 0
                    || !share.matches("[0-9]{1,4}")
                    || Integer.parseInt(share) < 1
                    || Integer.parseInt(share) > MOST) {
                throw new UsageException("'" + Text.of(word)
                        + "' is no share; write WORKLOAD=SHARE with a whole number from 1 to " + MOST + ", as web=3");
            }
            if (shares.put(word.substring(0, equals), JsonValue.of(Integer.parseInt(share))) != null) {
                throw new UsageException("workload '" + Text.of(word.substring(0, equals)) + "' is there twice");
            }
        }
        return shares;
    }

    private static Table table(JsonValue recipe) {
        long total =
                recipe.members().values().stream().mapToLong(JsonValue::whole).sum();
        Table table =
                new Table(Table.Column.left("WORKLOAD"), Table.Column.right("SHARE"), Table.Column.right("OF ALL"));
        recipe.members()
                .forEach((workload, share) ->
                        table.add(Text.of(workload).toString(), share.shown(), Quantity.percent(share.whole(), total)));
        return table;
    }
}
