package dev.hone.profile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/** Tells what a profile says, without the accidents of how it says it. */
final class Facts {
    private final Profile profile;

    private Facts(Profile profile) {
        this.profile = profile;
    }

    /** The header and the samples with their stacks in words, as a list in the profile's order. */
    static List<String> of(Profile profile) {
        List<String> facts = new ArrayList<>(
                List.of(profile.header().toString(), profile.sampleTypes().toString()));
        facts.addAll(samples(profile));
        return facts;
    }

    /** The samples alone, sorted: what does not depend on an order. */
    static List<String> multiset(Profile profile) {
        List<String> samples = samples(profile);
        Collections.sort(samples);
        return samples;
    }

    private static List<String> samples(Profile profile) {
        Facts facts = new Facts(profile);
        List<String> samples = new ArrayList<>();
        for (int sample = 0; sample < profile.samples().size(); sample++) {
            samples.add(facts.sample(sample));
        }
        return samples;
    }

    private String sample(int sample) {
        Samples samples = profile.samples();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < samples.depth(sample); i++) {
            text.append(location(samples.location(sample, i))).append(" < ");
        }
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < samples.labelCount(sample); i++) {
            if (!isEmpty(samples.label(sample, i))) {
                labels.add(key(samples.label(sample, i)) + "=" + samples.label(sample, i));
            }
        }
        // Only the order under one key has a meaning; the sort is stable by key.
        labels.sort((a, b) -> a.substring(0, a.indexOf('=')).compareTo(b.substring(0, b.indexOf('='))));
        text.append(labels);
        for (int i = 0; i < samples.valueCount(sample); i++) {
            text.append(' ').append(samples.value(sample, i));
        }
        return text.toString();
    }

    /** Said by pointing at an empty string that is not the first; it cannot be written. */
    private static boolean isEmpty(Label label) {
        return switch (label) {
            case Label.OfText(Text _, Text text) -> text.isEmpty();
            case Label.OfNumber(Text _, long number, Text unit) -> number == 0 && unit.isEmpty();
        };
    }

    private static String key(Label label) {
        return (label instanceof Label.OfText ? "a" : "b")
                + HexFormat.of().formatHex(label.key().bytes());
    }

    private String location(int location) {
        Locations locations = profile.locations();
        int mapping = locations.mapping(location);
        StringBuilder text = new StringBuilder();
        if (mapping >= 0) {
            Mapping m = profile.mappings().get(mapping);
            long size = m.limit() - m.start() + 0xfff & -0x1000;
            text.append(m.buildId().isEmpty() ? m.file() : m.buildId())
                    .append(size)
                    .append('+')
                    .append(m.offset());
            text.append('@').append(locations.address(location) - m.start());
        } else {
            text.append(locations.address(location));
        }
        text.append(locations.isFolded(location));
        for (int line = 0; line < locations.lineCount(location); line++) {
            int function = locations.function(location, line);
            Functions functions = profile.functions();
            text.append(' ').append(functions.name(function)).append('/').append(functions.systemName(function));
            text.append('/').append(functions.file(function)).append(':').append(functions.startLine(function));
            text.append('/').append(locations.line(location, line)).append(':');
            text.append(locations.column(location, line));
        }
        return text.toString();
    }
}
