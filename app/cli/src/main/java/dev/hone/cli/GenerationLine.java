package dev.hone.cli;

import dev.hone.base.ByteSize;
import dev.hone.cli.remote.JsonValue;
import java.util.List;
import java.util.stream.Collectors;

/** A generation in words, as commands print it. */
final class GenerationLine {
    private static final int DIGITS = 12;

    private GenerationLine() {}

    /** One generation in a sentence: {@code generation 12 (digest 3f786850e387, 48,123 samples, 37.3 KiB, weak)}. */
    static String of(JsonValue generation) {
        StringBuilder facts = new StringBuilder();
        add(facts, "digest ", digest(generation.at("digest")));
        add(facts, "", count(generation.at("samples").whole(), "sample"));
        add(facts, "", size(generation.at("size")));
        add(facts, "", words(generation.at("flags")));
        return "generation " + generation.at("number").shown() + " (" + facts + ")";
    }

    private static void add(StringBuilder facts, String before, String fact) {
        if (!fact.isEmpty()) {
            facts.append(facts.isEmpty() ? "" : ", ").append(before).append(fact);
        }
    }

    /** A number of things: {@code 1 upload}, {@code 2,000 uploads}. */
    static String count(long number, String thing) {
        return Quantity.count(number) + " " + thing + (number == 1 ? "" : "s");
    }

    /** As many digits as name it. */
    static String digest(JsonValue digest) {
        String shown = digest.shown();
        return shown.substring(0, Math.min(DIGITS, shown.length()));
    }

    static String size(JsonValue size) {
        return size.isNothing() ? "" : ByteSize.of(Math.max(0, size.whole())).format();
    }

    static String words(JsonValue list) {
        return joined(list, ", ");
    }

    /** Reasons one behind the other. */
    static String sentences(JsonValue list) {
        return joined(list, "; ");
    }

    private static String joined(JsonValue list, String between) {
        List<JsonValue> items = list.isArray() ? list.items() : List.of(list);
        return items.stream()
                .map(GenerationLine::word)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(between));
    }

    /** Reasons are sentences in the API, and objects with a sentence in manifests. */
    private static String word(JsonValue item) {
        return item.isObject() ? item.at("sentence").shown() : item.shown();
    }
}
