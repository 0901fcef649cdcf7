package dev.hone.cli;

import dev.hone.cli.remote.JsonValue;
import dev.hone.cli.remote.Server;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Terminal;
import dev.hone.command.UsageException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** {@code hone pgo show}: what a published profile was made of, by its manifest. */
final class PgoShow implements Command {
    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(
                        "Show the manifest of a published profile: what it was made from, by which policy, its digests.")
                .argument(0, "APP", true, "The app.")
                .argument(1, "WHICH", false, "A generation, a channel, or a digest (default: stable).")
                .flag("--json", "The manifest as it was signed, with all inputs and the policy.")
                .examples("  hone pgo show web", "  hone pgo show web 12", "  hone pgo show web candidate --json");
        ServerOptions.declare(declaration);
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        String app = AppArgument.check(arguments.argument(0).orElseThrow());
        Server server = ServerOptions.of(arguments, terminal);
        Wanted wanted =
                Wanted.named(app, arguments.argument(1).orElse("stable")).in("manifest");
        byte[] manifest =
                new PublishedProfiles(server).find(wanted, new byte[0]).content();
        if (arguments.flag("--json")) {
            terminal.print(manifest);
            return ExitCode.FINE;
        }
        terminal.print(page(parsed(manifest)));
        return ExitCode.FINE;
    }

    private static JsonValue parsed(byte[] manifest) {
        try {
            return JsonValue.parse(new String(manifest, StandardCharsets.UTF_8));
        } catch (tools.jackson.core.JacksonException e) {
            throw new UsageException("what the server sent is no manifest");
        }
    }

    /** What is short is shown as it is, what is long by its length. */
    private static String page(JsonValue manifest) {
        int width = manifest.members().keySet().stream()
                .mapToInt(String::length)
                .max()
                .orElse(0);
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, JsonValue> member : manifest.members().entrySet()) {
            String name = dev.hone.profile.Text.of(member.getKey()).toString();
            String value = shown(member.getValue());
            if (!value.isEmpty()) {
                text.append(name)
                        .append(" ".repeat(Math.max(0, width - name.length()) + 2))
                        .append(value)
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static String shown(JsonValue value) {
        if (value.isObject()) {
            return entries(value.members().size());
        }
        String words = value.isArray() ? GenerationLine.sentences(value) : value.shown();
        return words.isEmpty() && value.isArray() && !value.items().isEmpty()
                ? entries(value.items().size())
                : words;
    }

    private static String entries(int number) {
        return number + (number == 1 ? " entry" : " entries") + ", shown by --json";
    }
}
