package dev.hone.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The pages that list commands. A command's own page comes from its annotations. */
final class Help {
    private Help() {}

    static String overview(Terminal terminal) {
        StringBuilder page = new StringBuilder();
        page.append("hone makes Go programs faster from what production knows about them.\n\n");
        page.append(heading("Usage", terminal)).append("  hone COMMAND [OPTIONS] [ARGUMENTS]\n\n");
        Map<String, List<Catalog.Entry>> groups = Catalog.entries().stream()
                .collect(Collectors.groupingBy(Catalog.Entry::group, LinkedHashMap::new, Collectors.toList()));
        groups.forEach((group, entries) ->
                page.append(heading(group, terminal)).append(list(entries)).append('\n'));
        page.append(heading("Examples", terminal));
        page.append("  hone profile info cpu.pb.gz        what is this profile?\n");
        page.append("  hone profile top cpu.pb.gz         where does the time go?\n");
        page.append("  hone help profile top              all about one command\n\n");
        page.append(heading("Exit codes", terminal)).append(exitCodes()).append('\n');
        page.append("hone --version prints the version. NO_COLOR turns colours off.\n");
        return page.toString();
    }

    static String group(String word, Terminal terminal) {
        return heading("Usage", terminal) + "  hone " + word + " COMMAND [OPTIONS] [ARGUMENTS]\n\n"
                + heading("Commands", terminal) + list(Catalog.below(word)) + "\n"
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
