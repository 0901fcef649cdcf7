package dev.hone.collect;

import dev.hone.intake.Origin;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What other tools say about a profile with labels: its app, and where it comes from. */
final class SeriesLabels {
    static final int MOST = 100;

    private static final String KIND = "__name__";
    private static final String SERVICE = "service_name";
    /** From the most to the least telling. */
    private static final List<String> APP = List.of(SERVICE, "service.name", "app", "job");

    private static final List<String> VERSION = List.of("service_version", "service.version", "version");
    private static final List<String> REVISION = List.of("service_git_ref", "revision", "vcs_revision");
    private static final List<String> INSTANCE =
            List.of("service_instance_id", "service.instance.id", "pod", "instance", "hostname", "__session_id__");

    private static final int LONGEST_APP = 100;
    private static final int DIGITS = 8;

    private final Map<String, String> labels;

    SeriesLabels(Map<String, String> labels) {
        this.labels = Map.copyOf(labels);
    }

    /** Those in the name that an SDK sends; what stands before the braces is the app, unless a label says another. */
    static SeriesLabels ofName(String name) {
        LabelText.Said said = LabelText.series(name);
        if (said.head().isEmpty()) {
            throw new PushException(
                    PushError.BAD_LABELS, "the name of the app is missing; send it as ?name=app{key=\"value\"}");
        }
        Map<String, String> labels = new TreeMap<>();
        said.matchers().forEach(each -> labels.put(each.label(), each.value()));
        labels.putIfAbsent(SERVICE, said.head());
        return new SeriesLabels(labels);
    }

    /** Whether they say that the profile is of something else than CPU time. */
    boolean isOtherKind() {
        String kind = labels.getOrDefault(KIND, "");
        return !kind.isEmpty() && !kind.endsWith("cpu");
    }

    /** The app, in the grammar of app names. */
    String app() {
        String said = first(APP);
        if (said.isEmpty()) {
            throw new PushException(
                    PushError.BAD_LABELS, "no label says which app the profile is of; send one called " + SERVICE);
        }
        return app(said);
    }

    /** The app that others call so; names that are too long differ by a part of their digest, so that none are mixed up. */
    static String app(String service) {
        String app = service.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
        if (app.chars().allMatch(c -> c == '-')) {
            throw new PushException(
                    PushError.BAD_LABELS,
                    "the name of the app, '" + Origin.fitting(service) + "', has none of a-z and 0-9 in it");
        }
        return app.length() <= LONGEST_APP
                ? app
                : app.substring(0, LONGEST_APP - DIGITS - 1)
                        + '-'
                        + digest(service).substring(0, DIGITS);
    }

    private static String digest(String text) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    Origin origin() {
        return new Origin(fitting(VERSION), fitting(REVISION), fitting(INSTANCE), fitting(List.of("workload")));
    }

    private String fitting(List<String> names) {
        return Origin.fitting(first(names));
    }

    private String first(List<String> names) {
        for (String name : names) {
            String value = labels.getOrDefault(name, "");
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }
}
