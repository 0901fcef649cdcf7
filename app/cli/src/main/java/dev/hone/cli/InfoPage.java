package dev.hone.cli;

import dev.hone.command.Terminal;
import dev.hone.profile.GoBuild;
import dev.hone.profile.Mapping;
import dev.hone.profile.Profile;
import dev.hone.profile.ProfileFile;
import dev.hone.profile.ProfileSummary;
import dev.hone.profile.Text;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows all about a file, a fact a line. */
final class InfoPage implements ProfileInfo.View {
    private static final int MOST_MAPPINGS = 5;
    private static final int MOST_LABELS = 10;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Terminal terminal;
    private boolean first = true;

    InfoPage(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void show(String name, ProfileFile file, ProfileSummary summary) {
        terminal.print((first ? "" : "\n") + terminal.bold(name) + "\n");
        first = false;
        Profile profile = file.profile();
        line("kind", kind(summary));
        line("format", file.format().description());
        line("size", size(file));
        line("taken", taken(profile.header()));
        line("busy", busy(profile.header(), summary));
        types(profile, summary);
        line("period", period(profile.header()));
        line("samples", Quantity.count(summary.samples()) + depth(summary));
        line("symbols", symbols(profile, summary));
        line("go", go(summary.go()));
        labels(summary);
        mappings(profile.mappings());
        profile.header().comments().forEach(comment -> line("comment", comment.toString()));
        terminal.flush();
    }

    private void line(String name, String text) {
        if (!text.isEmpty()) {
            terminal.print("  " + terminal.dim(String.format("%-9s", name)) + " " + text + "\n");
        }
    }

    /** Several lines under one name. */
    private void lines(String name, List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            line(i == 0 ? name : "", texts.get(i));
        }
    }

    private static String kind(ProfileSummary summary) {
        return summary.kind() + " profile" + (summary.go() == null ? "" : " of a Go program");
    }

    private static String size(ProfileFile file) {
        return switch (file.encoding()) {
            case RAW -> file.stored().format() + ", not compressed";
            case GZIP -> file.stored().format() + " gzip, " + file.expanded().format() + " expanded";
            case ZSTD -> file.stored().format() + " zstd, " + file.expanded().format() + " expanded";
        };
    }

    private static String taken(Profile.Header header) {
        String time = header.timeNanos() == 0
                ? ""
                : TIME.format(Instant.ofEpochSecond(
                        Math.floorDiv(header.timeNanos(), 1_000_000_000L),
                        Math.floorMod(header.timeNanos(), 1_000_000_000L)));
        String duration = header.durationNanos() == 0 ? "" : "for " + Quantity.nanoseconds(header.durationNanos());
        return (time + " " + duration).strip();
    }

    private static String busy(Profile.Header header, ProfileSummary summary) {
        return summary.coresBusy() == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%.2f cores on average over %s",
                        summary.coresBusy(),
                        Quantity.nanoseconds(header.durationNanos()));
    }

    private void types(Profile profile, ProfileSummary summary) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < summary.types().size(); i++) {
            ProfileSummary.TypeTotal total = summary.types().get(i);
            boolean isDefault = i == profile.defaultType() && summary.types().size() > 1;
            texts.add(total.type() + ": " + Quantity.of(total.total(), total.type()) + (isDefault ? " (default)" : ""));
        }
        lines("types", texts);
    }

    private static String period(Profile.Header header) {
        if (header.period() == 0) {
            return "";
        }
        return "one sample every " + Quantity.of(header.period(), header.periodType()) + " of "
                + header.periodType().type();
    }

    private static String depth(ProfileSummary summary) {
        return String.format(
                Locale.ROOT,
                ", stacks %.1f frames deep on average, %d at most",
                summary.stacks().averageDepth(),
                summary.stacks().deepest());
    }

    private static String symbols(Profile profile, ProfileSummary summary) {
        if (profile.functions().size() == 0 && profile.locations().size() > 0) {
            return "none, only the addresses of "
                    + Quantity.count(profile.locations().size()) + " locations";
        }
        return Quantity.count(profile.functions().size()) + " functions, "
                + Quantity.share(summary.startLines()) + " with start lines; "
                + Quantity.count(profile.locations().size()) + " locations";
    }

    private static String go(@Nullable GoBuild go) {
        if (go == null) {
            return "";
        }
        String unknown = go.trimmed() ? "version unknown (paths are trimmed)" : "version not in its paths";
        return Objects.requireNonNullElse(go.version(), unknown)
                + (go.mainFile() == null ? "" : ", main.main in " + go.mainFile());
    }

    private void labels(ProfileSummary summary) {
        List<String> texts = summary.labels().stream()
                .limit(MOST_LABELS)
                .map(label -> label.key() + ": " + Quantity.count(label.values())
                        + (label.values() == 1 ? " value on " : " values on ")
                        + Quantity.percent(label.samples(), summary.samples()) + " of samples")
                .collect(Collectors.toCollection(ArrayList::new));
        lines("labels", shortened(texts, summary.labels().size()));
    }

    private void mappings(List<Mapping> mappings) {
        List<String> texts = mappings.stream()
                .limit(MOST_MAPPINGS)
                .map(mapping ->
                        name(mapping.file()) + (mapping.buildId().isEmpty() ? "" : ", build id " + mapping.buildId()))
                .collect(Collectors.toCollection(ArrayList::new));
        lines("mappings", shortened(texts, mappings.size()));
    }

    private static List<String> shortened(List<String> texts, int all) {
        if (all > texts.size()) {
            texts.add("and " + (all - texts.size()) + " more (--json lists them)");
        }
        return texts;
    }

    private static String name(Text file) {
        return file.isEmpty() ? "(no name)" : file.toString();
    }

    @Override
    public void refuse(String name, String code, String message) {
        terminal.flush();
        terminal.error(name + ": " + message);
    }

    @Override
    public void end() {}
}
