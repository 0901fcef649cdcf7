package dev.hone.cli;

import dev.hone.cli.remote.JsonValue;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Table;
import dev.hone.command.Terminal;
import dev.hone.command.UsageException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** {@code hone keys add}, {@code list} and {@code revoke}: the keys that a server knows, in a file of their digests. */
final class Keys {
    private static final String FILE = "--file";
    private static final String PREFIX = "hone_";
    private static final int RANDOM_BYTES = 32;
    private static final int DIGITS = 12;

    private Keys() {}

    private static void declareFile(Declaration declaration) {
        declaration.required(FILE, "FILE", "The key file, as the server is given it.");
    }

    private static KeyFile file(Arguments arguments) {
        return KeyFile.of(arguments.value(FILE).orElseThrow());
    }

    /** {@code hone keys add}. */
    static final class Add implements Command {
        private final Outside outside;

        Add(Outside outside) {
            this.outside = outside;
        }

        @Override
        public void declare(Declaration declaration) {
            declaration
                    .description(
                            "Make a new key, print it, and enter its digest in the key file. It is printed this once and "
                                    + "stored nowhere. A server that has the file takes the key a moment later.")
                    .argument("NAME", "What to call the key, as in logs and for hone keys revoke.");
            declareFile(declaration);
            declaration
                    .option(
                            "--roles",
                            "ROLES",
                            "submit, read, promote or admin, several with commas (default: submit,read).")
                    .option("--app", "APP", "The only app that it is for (default: all).")
                    .flag("--json", "An object with name, key, roles and app.")
                    .examples(
                            "  hone keys add ci --file keys",
                            "  hone keys add deploy --roles read,promote --app web --file keys");
        }

        @Override
        public ExitCode run(Arguments arguments, Terminal terminal) {
            KeyFile file = file(arguments);
            String key = key(outside.random().get());
            KeyLine line = new KeyLine(
                    PublishedProfiles.sha256(key.getBytes(StandardCharsets.US_ASCII)),
                    arguments.argument(),
                    Arrays.stream(arguments
                                    .value("--roles")
                                    .orElse("submit,read")
                                    .split(",", -1))
                            .map(String::strip)
                            .distinct()
                            .toList(),
                    arguments.value("--app").orElse(""));
            file.change(lines -> {
                if (file.keys(lines).stream().anyMatch(other -> other.name().equals(line.name()))) {
                    throw new UsageException(
                            file.shown() + " has a key named " + line.name() + " already; revoke it first");
                }
                List<String> more = new ArrayList<>(lines);
                more.add(line.text());
                return more;
            });
            terminal.print(
                    arguments.flag("--json")
                            ? json(line).with("key", JsonValue.of(key)).pretty()
                            : key + "\n");
            if (!arguments.flag("--quiet") && !arguments.flag("--json")) {
                terminal.complain("keep it: it is stored nowhere else (" + String.join(", ", line.roles()) + " for "
                        + (line.app().isEmpty() ? "all apps" : line.app()) + ")\n");
            }
            return ExitCode.FINE;
        }

        private static String key(SecureRandom random) {
            byte[] bytes = new byte[RANDOM_BYTES];
            random.nextBytes(bytes);
            return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }
    }

    private static JsonValue json(KeyLine line) {
        return JsonValue.of(Map.of("name", JsonValue.of(line.name())))
                .with("sha256", JsonValue.of(line.sha256()))
                .with(
                        "roles",
                        JsonValue.of(line.roles().stream().map(JsonValue::of).toList()))
                .with("app", JsonValue.of(line.app()));
    }

    /** {@code hone keys list}. */
    static final class ListKeys implements Command {
        @Override
        public void declare(Declaration declaration) {
            declaration.description("List the keys of a key file: names, roles, and the beginnings of their digests.");
            declareFile(declaration);
            declaration
                    .flag("--json", "An array with an object for each key.")
                    .examples("  hone keys list --file keys");
        }

        @Override
        public ExitCode run(Arguments arguments, Terminal terminal) {
            List<KeyLine> keys = file(arguments).keys();
            if (arguments.flag("--json")) {
                terminal.print(
                        JsonValue.of(keys.stream().map(Keys::json).toList()).pretty());
                return ExitCode.FINE;
            }
            Table table = new Table(
                    Table.Column.left("NAME"),
                    Table.Column.left("ROLES"),
                    Table.Column.left("APP"),
                    Table.Column.left("SHA-256"));
            keys.forEach(key -> table.add(
                    key.name(),
                    String.join(",", key.roles()),
                    key.app().isEmpty() ? "(all)" : key.app(),
                    key.sha256().substring(0, DIGITS)));
            terminal.print(table.render(terminal));
            return ExitCode.FINE;
        }
    }

    /** {@code hone keys revoke}. */
    static final class Revoke implements Command {
        @Override
        public void declare(Declaration declaration) {
            declaration
                    .description("Take a key out of a key file. A server that has the file refuses it a moment later.")
                    .argument("NAME", "The name of the key.");
            declareFile(declaration);
            declaration.examples("  hone keys revoke ci --file keys");
        }

        @Override
        public ExitCode run(Arguments arguments, Terminal terminal) {
            KeyFile file = file(arguments);
            String name = arguments.argument();
            file.change(lines -> {
                List<String> left = lines.stream()
                        .filter(line -> !KeyLine.isKey(line)
                                || !KeyLine.parse(line).name().equals(name))
                        .toList();
                if (left.size() == lines.size()) {
                    List<String> names =
                            file.keys(lines).stream().map(KeyLine::name).toList();
                    throw new UsageException(file.shown() + " has no key named " + dev.hone.profile.Text.of(name)
                            + dev.hone.base.Nearest.hint(name, names));
                }
                return left;
            });
            return ExitCode.FINE;
        }
    }
}
