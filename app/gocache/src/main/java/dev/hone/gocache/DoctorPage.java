package dev.hone.gocache;

import dev.hone.command.Json;
import dev.hone.command.Terminal;
import dev.hone.gocache.doctor.Cause;
import dev.hone.gocache.doctor.Diagnosis;
import dev.hone.gocache.doctor.Finding;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes what the doctor found, for people and for programs. */
final class DoctorPage {
    private static final int MOST_FINDINGS = 5;

    private DoctorPage() {}

    static String text(CacheDoctor.Opinion opinion) {
        StringBuilder page = new StringBuilder();
        opinion.checks().forEach(check -> check(page, check));
        @Nullable Diagnosis diagnosis = opinion.diagnosis();
        if (opinion.command().isEmpty()) {
            page.append(
                    opinion.isFine()
                            ? "\nhone cache doctor -- go build ./...   says why a build misses\n"
                            : "\nWhat is marked keeps builds from the cache.\n");
        }
        if (opinion.saved() != null) {
            page.append("written to %s; on the other machine: hone cache doctor --compare %s -- %s\n"
                    .formatted(opinion.saved(), opinion.saved(), String.join(" ", opinion.command())));
        }
        if (diagnosis != null) {
            diagnosis(page, diagnosis, opinion.command());
        }
        if (!opinion.elsewhere().isEmpty()) {
            page.append("\nOn another machine, or at another time, these would differ:\n");
            opinion.elsewhere().forEach(finding -> {
                page.append("\n  %s%s\n    %s\n".formatted(finding.name(), more(finding), finding.after()));
                why(page, finding.cause());
            });
        }
        return Terminal.visible(page.toString());
    }

    private static void check(StringBuilder page, SetUpCheck check) {
        page.append("%-8s %-12s %s\n".formatted(check.fine() ? "ok" : "PROBLEM", check.what(), check.said()));
        if (!check.advice().isEmpty()) {
            page.append("%-21s %s\n".formatted("", check.advice()));
        }
    }

    private static void diagnosis(StringBuilder page, Diagnosis diagnosis, List<String> command) {
        page.append("two builds: %s\n".formatted(String.join(" ", command)));
        if (diagnosis.missing() > 0) {
            page.append("%,d packages are in one of them only: they do not build the same\n"
                    .formatted(diagnosis.missing()));
        }
        page.append("%,d packages%s\n".formatted(diagnosis.packages(), counts(diagnosis)));
        String heading = diagnosis.isSame() ? "what differs and does no harm" : "the first input that differs";
        for (Finding finding : diagnosis
                .findings()
                .subList(0, Math.min(MOST_FINDINGS, diagnosis.findings().size()))) {
            page.append("\n%s, of %s%s:\n".formatted(heading, finding.name(), more(finding)));
            page.append("  - %s\n  + %s\n".formatted(shown(finding.before()), shown(finding.after())));
            why(page, finding.cause());
            heading = "then";
        }
        if (diagnosis.findings().size() > MOST_FINDINGS) {
            page.append("\n%d more reasons: --json has them all\n"
                    .formatted(diagnosis.findings().size() - MOST_FINDINGS));
        }
        if (!diagnosis.whole()) {
            page.append("\nThere was more than could be compared; what is named here is right, and may not be all.\n");
        }
    }

    private static String counts(Diagnosis diagnosis) {
        if (diagnosis.isSame()) {
            return ", and the keys of all of them are the same: the second build finds what the first has made";
        }
        String following = diagnosis.following() == 0
                ? ""
                : ", %,d of them only because a package differs that they import".formatted(diagnosis.following());
        return "; the keys of %,d differ%s".formatted(diagnosis.different(), following);
    }

    private static String more(Finding finding) {
        return finding.keys() > 1 ? " and " + (finding.keys() - 1) + " more" : "";
    }

    private static String shown(String value) {
        return value.isEmpty() ? "(not at all)" : value;
    }

    private static void why(StringBuilder page, Cause cause) {
        page.append("    why  %s\n    do   %s\n".formatted(cause.why(), cause.advice()));
    }

    static String json(CacheDoctor.Opinion opinion) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.generator(text)) {
            json.writeStartObject();
            json.writeBooleanProperty("fine", opinion.isFine());
            json.writeName("checks").writeStartArray();
            for (SetUpCheck check : opinion.checks()) {
                json.writeStartObject();
                json.writeStringProperty("what", check.what());
                json.writeBooleanProperty("fine", check.fine());
                json.writeStringProperty("said", check.said());
                json.writeStringProperty("advice", check.advice());
                json.writeEndObject();
            }
            json.writeEndArray();
            @Nullable Diagnosis diagnosis = opinion.diagnosis();
            if (diagnosis != null) {
                json.writeNumberProperty("packages", diagnosis.packages());
                json.writeNumberProperty("different", diagnosis.different());
                json.writeNumberProperty("following", diagnosis.following());
                json.writeNumberProperty("missing", diagnosis.missing());
                json.writeBooleanProperty("whole", diagnosis.whole());
                findings(json, "findings", diagnosis.findings());
            }
            findings(json, "elsewhere", opinion.elsewhere());
            json.writeEndObject();
        }
        return text + "\n";
    }

    private static void findings(JsonGenerator json, String name, List<Finding> findings) {
        json.writeName(name).writeStartArray();
        for (Finding finding : findings) {
            json.writeStartObject();
            json.writeStringProperty("cause", finding.cause().name().toLowerCase(Locale.ROOT));
            json.writeStringProperty("key", finding.name());
            json.writeStringProperty("input", finding.input());
            json.writeStringProperty("before", finding.before());
            json.writeStringProperty("after", finding.after());
            json.writeNumberProperty("keys", finding.keys());
            json.writeStringProperty("why", finding.cause().why());
            json.writeStringProperty("advice", finding.cause().advice());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
