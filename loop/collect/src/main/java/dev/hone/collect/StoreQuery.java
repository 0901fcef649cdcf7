package dev.hone.collect;

import dev.hone.intake.Origin;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a store of profiles is asked for.
 *
 * @param type of profiles, such as {@code process_cpu:cpu:nanoseconds:cpu:nanoseconds}
 * @param selector of their labels, with its braces
 * @param app that it names; empty for none
 */
record StoreQuery(String type, String selector, String app, Origin origin) {
    private static final List<String> APP = List.of("service_name", "app", "job");

    /** Reads what people write; without a type before the braces it is the usual one. */
    static StoreQuery of(String text, String usualType) {
        LabelText.Said said = LabelText.selector(text);
        if (text.indexOf('{') < 0 || said.matchers().isEmpty()) {
            throw new PushException(
                    PushError.BAD_LABELS,
                    "'" + Missed.line(text) + "' selects no labels; write it as {service_name=\"web\"}");
        }
        Map<String, String> equal = new TreeMap<>();
        said.matchers().stream()
                .filter(each -> each.operator().equals("="))
                .forEach(each -> equal.put(each.label(), each.value()));
        String selector = text.substring(text.indexOf('{')).strip();
        return new StoreQuery(
                said.head().isEmpty() ? usualType : said.head(),
                selector,
                app(equal),
                new SeriesLabels(equal).origin());
    }

    private static String app(Map<String, String> equal) {
        return APP.stream()
                .map(label -> equal.getOrDefault(label, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .map(SeriesLabels::app)
                .orElse("");
    }
}
