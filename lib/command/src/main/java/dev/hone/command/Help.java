package dev.hone.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The pages that list commands. A command's own page comes from what it declares. */
final class Help {
    private Help() {}

    static String overview(Catalog catalog, Terminal terminal) {
        StringBuilder page = new StringBuilder();
        page.append("hone makes Go programs faster from what production knows about them.\n\n");
        page.append(heading("Usage", terminal)).append("  hone COMMAND [OPTIONS] [ARGUMENTS]\n\n");
        Map<String, List<Catalog.Entry>> groups = catalog.entries().stream()
                .collect(Collectors.groupingBy(Catalog.Entry::group, LinkedHashMap::new, Collectors.toList()));
        groups.forEach((group, entries) ->
                page.append(heading(group, terminal)).append(list(entries)).append('\n'));
        page.append(heading("Examples", terminal)).append(catalog.examples()).append('\n');
        page.append(heading("Exit codes", terminal)).append(exitCodes()).append('\n');
        page.append("hone --version prints version and commit. NO_COLOR turns colours off.\n");
        return page.toString();
    }

    static String group(String word, Catalog catalog, Terminal terminal) {
        return heading("Usage", terminal) + "  hone " + word + " COMMAND [OPTIONS] [ARGUMENTS]\n\n"
                + heading("Commands", terminal) + list(catalog.below(word)) + "\n"
                + "hone help " + word + " COMMAND tells all about one of them.\n";
    }

    private static String heading(String text, Terminal terminal) {
        return terminal.bold(text + ":") + "\n";
    }

    private static String list(List<Catalog.Entry> entries) {
        return entries.stream()
                .map(entry -> String.format("  %-20s %s%n", entry.name(), entry.summary()))
                .collect(Collectors.joining());
    }

    private static String exitCodes() {
        StringBuilder lines = new StringBuilder();
        for (ExitCode code : ExitCode.values()) {
            lines.append(String.format("  %-4d %s%n", code.number(), code.meaning()));
        }
        return lines.toString();
    }
}
