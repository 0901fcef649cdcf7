package dev.hone.cli;

import dev.hone.cli.remote.JsonValue;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Terminal;
import dev.hone.command.UsageException;
import dev.hone.profile.Text;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;

/** {@code hone pgo policy}: shows or changes by what rules an app's profile is made and published. */
final class PgoPolicy implements Command {
    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(
                        "Show the policy of an app, or change it: how uploads are weighed, when a profile is published, what "
                                + "is kept. The server checks what is new and tells all that is wrong with it.")
                .argument("APP", "The app.")
                .repeated("--set", "KEY=VALUE", "Change this key and leave the others; may be repeated.")
                .option(
                        "-f, --file",
                        "FILE",
                        "Replace the policy by this JSON; - for standard input. What is left out is as usual.")
                .flag("--reset", "Make everything as usual.")
                .flag("--json", "The policy as JSON, which -f takes.")
                .examples(
                        "  hone pgo policy web",
                        "  hone pgo policy web --set promote=manual --set window=14d",
                        "  hone pgo policy web --json > policy.json; hone pgo policy api -f policy.json");
        ServerOptions.declare(declaration);
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        PolicyOfApp policy = PolicyOfApp.of(arguments.argument(), arguments, terminal);
        List<String> settings = arguments.values("--set");
        if ((settings.isEmpty() ? 0 : 1) + (arguments.flag("--file") ? 1 : 0) + (arguments.flag("--reset") ? 1 : 0)
                > 1) {
            throw new UsageException("--set, -f and --reset each change the policy; give one");
        }
        JsonValue now;
        if (arguments.flag("--file")) {
            now = policy.replace(read(arguments.value("--file").orElseThrow(), terminal));
        } else if (arguments.flag("--reset")) {
            now = policy.replace(JsonValue.of(Map.of()));
        } else {
            now = settings.isEmpty() ? policy.read() : policy.change(old -> with(old, settings));
        }
        terminal.print(arguments.flag("--json") ? now.pretty() : page(now));
        return ExitCode.FINE;
    }

    private static JsonValue read(String file, Terminal terminal) {
        try {
            return JsonValue.parse(TextInput.read(file, terminal));
        } catch (JacksonException e) {
            throw new UsageException(Text.of(file) + " is not JSON: " + Text.of(e.getOriginalMessage()));
        }
    }

    static JsonValue with(JsonValue policy, List<String> settings) {
        JsonValue changed = policy;
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals <= 0) {
                throw new UsageException("--set takes KEY=VALUE, not '" + Text.of(setting) + "'");
            }
            String key = setting.substring(0, equals);
            changed = changed.with(key, value(policy.at(key), setting.substring(equals + 1)));
        }
        return changed;
    }

    /** What was text stays text, so that nobody has to quote; the rest is JSON if it can be. */
    private static JsonValue value(JsonValue before, String text) {
        if (before.isText()) {
            return JsonValue.of(text);
        }
        try {
            return JsonValue.parse(text);
        } catch (JacksonException e) {
            return JsonValue.of(text);
        }
    }

    private static String page(JsonValue policy) {
        Map<String, JsonValue> members = policy.members();
        int width = members.keySet().stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder();
        members.forEach((key, value) -> {
            String name = Text.of(key).toString();
            text.append(name)
                    .append(" ".repeat(Math.max(0, width - name.length()) + 2))
                    .append(shown(value))
                    .append('\n');
        });
        return text.toString();
    }

    private static String shown(JsonValue value) {
        if (value.isObject()) {
            List<String> parts = value.members().entrySet().stream()
                    .map(part -> Text.of(part.getKey()) + "=" + part.getValue().shown())
                    .toList();
            return parts.isEmpty() ? "none" : String.join(" ", parts);
        } else if (value.isArray()) {
            return value.items().isEmpty()
                    ? "none"
                    : value.items().stream()
                            .map(PgoPolicy::entry)
                            .reduce((a, b) -> a + "; " + b)
                            .orElse("");
        }
        return value.text().isEmpty() ? "none" : value.shown();
    }

    private static String entry(JsonValue entry) {
        return entry.isObject() ? shown(entry) : entry.shown();
    }
}
