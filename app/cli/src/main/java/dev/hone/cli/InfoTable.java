package dev.hone.cli;

import dev.hone.command.Table;
import dev.hone.command.Terminal;
import dev.hone.profile.GoBuild;
import dev.hone.profile.ProfileFile;
import dev.hone.profile.ProfileSummary;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Shows files as a table, a line each. */
final class InfoTable implements ProfileInfo.View {
    private final Terminal terminal;
    private final Table table = new Table(
            Table.Column.left("FILE"),
            Table.Column.left("KIND"),
            Table.Column.right("SAMPLES"),
            Table.Column.right("TOTAL"),
            Table.Column.right("DURATION"),
            Table.Column.right("CORES"),
            Table.Column.right("START LINES"),
            Table.Column.left("GO"));

    private boolean empty = true;

    InfoTable(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void show(String name, ProfileFile file, ProfileSummary summary) {
        empty = false;
        int type = file.profile().defaultType();
        long duration = file.profile().header().durationNanos();
        table.add(
                name,
                summary.kind(),
                Quantity.count(summary.samples()),
                type < 0
                        ? "-"
                        : Quantity.of(
                                summary.types().get(type).total(),
                                summary.types().get(type).type()),
                duration == 0 ? "-" : Quantity.nanoseconds(duration),
                cores(summary.coresBusy()),
                Quantity.share(summary.startLines()),
                version(summary.go()));
    }

    private static String cores(@Nullable Double busy) {
        return busy == null ? "-" : String.format(Locale.ROOT, "%.2f", busy);
    }

    private static String version(@Nullable GoBuild go) {
        return go == null ? "-" : Objects.requireNonNullElse(go.version(), "yes");
    }

    @Override
    public void refuse(String name, String code, String message) {
        terminal.error(name + ": " + message);
    }

    @Override
    public void end() {
        if (!empty) {
            terminal.print(table.render(terminal));
        }
    }
}
