package dev.hone.cli;

import dev.hone.cli.remote.JsonValue;
import dev.hone.command.Arguments;
import dev.hone.command.Rows;
import dev.hone.command.Table;
import dev.hone.command.Terminal;
import dev.hone.gopgo.ChangedDecision;
import dev.hone.gopgo.Drift;
import dev.hone.profile.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tells what a refresh found: to people, to programs, and to who reviews a pull request. */
record RefreshReport(Path repository, List<Refreshed> found) {
    RefreshReport {
        found = List.copyOf(found);
    }

    String page(Arguments arguments, Terminal terminal) {
        Table table = new Table(
                Table.Column.left("PROGRAM"),
                Table.Column.left("APP"),
                Table.Column.left("PROFILE"),
                Table.Column.right("COMPILES AGAIN"),
                Table.Column.left("WHAT"));
        for (Refreshed one : found) {
            table.add(
                    name(one),
                    one.app(),
                    one.state().word(),
                    one.rebuilt() == 0 ? "" : Quantity.count(one.rebuilt()),
                    what(one));
        }
        StringBuilder text = new StringBuilder(table.render(terminal));
        for (Refreshed one : found) {
            Drift drift = one.isWritten() ? one.drift() : null;
            if (drift != null) {
                int rows = Rows.of(arguments, one.decisions().size());
                text.append('\n')
                        .append(name(one))
                        .append(": ")
                        .append(DriftReport.count(drift, rows))
                        .append("\n\n");
                text.append(DriftReport.table(drift, rows).render(terminal));
            }
        }
        return text.toString();
    }

    private String name(Refreshed one) {
        return Text.of(one.program().shown(repository)).toString();
    }

    private static String what(Refreshed one) {
        String generation = one.generation() == 0 ? "" : "generation " + one.generation();
        String drift = figures(one);
        String problem = one.problem();
        return generation + (drift.isEmpty() || generation.isEmpty() ? "" : "; ") + drift + problem;
    }

    /** What a build decides otherwise, in a line. */
    private static String figures(Refreshed one) {
        Drift drift = one.isWritten() ? one.drift() : null;
        return drift == null
                ? ""
                : one.came() + " came, " + one.went() + " went; overlap " + Quantity.share(drift.overlap()) + ", kept "
                        + Quantity.share(drift.kept());
    }

    /** How many are written, for the last line. */
    String summary(String done) {
        long written = found.stream().filter(Refreshed::isWritten).count();
        return written == 0
                ? "nothing to do: no build would decide anything differently\n"
                : GenerationLine.count(written, "profile") + " " + done + "\n";
    }

    String json() {
        List<JsonValue> items = new ArrayList<>();
        for (Refreshed one : found) {
            JsonValue item = JsonValue.of(Map.of())
                    .with("folder", JsonValue.of(one.program().shown(repository)))
                    .with("package", JsonValue.of(one.program().importPath()))
                    .with("app", JsonValue.of(one.app()))
                    .with("state", JsonValue.of(one.state().word()))
                    .with("written", JsonValue.of(one.isWritten()))
                    .with("generation", JsonValue.of(one.generation()))
                    .with("rebuilds", JsonValue.of(one.rebuilt()))
                    .with("problem", JsonValue.of(one.problem()));
            Drift drift = one.drift();
            items.add(drift == null ? item : compared(item, drift));
        }
        return JsonValue.of(items).pretty();
    }

    private static JsonValue compared(JsonValue item, Drift drift) {
        List<JsonValue> changes = new ArrayList<>();
        for (ChangedDecision change : drift.changedDecisions()) {
            changes.add(JsonValue.of(Map.of())
                    .with("kind", JsonValue.of(change.kind().word()))
                    .with("what", JsonValue.of(change.what()))
                    .with("oldShare", JsonValue.of(change.before()))
                    .with("newShare", JsonValue.of(change.after()))
                    .with("detail", JsonValue.of(change.detail())));
        }
        return item.with("overlap", JsonValue.of(drift.overlap()))
                .with("kept", JsonValue.of(drift.kept()))
                .with("changedDecisions", JsonValue.of(changes));
    }

    /** The body of a pull request, in Markdown. */
    String markdown() {
        StringBuilder text = new StringBuilder("## Profiles for builds\n\n");
        text.append(
                "| program | app | profile | generation | decisions | overlap | kept | packages compiled again |\n");
        text.append("|---|---|---|--:|---|--:|--:|--:|\n");
        for (Refreshed one : found) {
            Drift drift = one.isWritten() ? one.drift() : null;
            text.append("| ")
                    .append(String.join(
                            " | ",
                            code(name(one)),
                            one.app(),
                            one.state().word(),
                            one.generation() == 0 ? "" : Integer.toString(one.generation()),
                            drift != null ? "+" + one.came() + " −" + one.went() : "",
                            drift != null ? Quantity.share(drift.overlap()) : "",
                            drift != null ? Quantity.share(drift.kept()) : "",
                            one.rebuilt() == 0 ? "" : Quantity.count(one.rebuilt())))
                    .append(" |\n");
        }
        found.stream().filter(one -> one.isWritten() && one.drift() != null).forEach(one -> text.append(details(one)));
        return text.toString();
    }

    private String details(Refreshed one) {
        int most = 50;
        List<ChangedDecision> changes = one.decisions();
        StringBuilder text = new StringBuilder("\n<details><summary>"
                + code(name(one)).replace("`", "") + ": "
                + GenerationLine.count(changes.size(), "decision") + (changes.size() == 1 ? " differs" : " differ")
                + "</summary>\n\n| old | new | change | what |\n|--:|--:|---|---|\n");
        for (ChangedDecision change : changes.subList(0, Math.min(most, changes.size()))) {
            text.append("| ")
                    .append(Quantity.share(change.before()))
                    .append(" | ")
                    .append(Quantity.share(change.after()));
            text.append(" | ")
                    .append(change.kind().word())
                    .append(" | ")
                    .append(code(change.what()))
                    .append(" |\n");
        }
        text.append(changes.size() > most ? "\n" + (changes.size() - most) + " more with less weight\n" : "");
        return text.append("\n</details>\n").toString();
    }

    /** A name that stays a name: no table, link or tag begins in it. */
    private static String code(String name) {
        return "`"
                + name.replace('`', '\'').replace("|", "\\|").replace("<", "‹").replace(">", "›") + "`";
    }
}
