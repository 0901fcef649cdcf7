package dev.hone.oracle;

import dev.hone.profile.Functions;
import dev.hone.profile.Label;
import dev.hone.profile.Profile;
import dev.hone.profile.Samples;
import dev.hone.profile.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Draws expressions that have something to find in a profile: from its names, files, binaries and labels. */
final class Expressions {
    private static final List<String> ODD = List.of(
            ".", "", "", "", "^$", ".*", "(", "absent", "main", "f[a-m]", "\\.go$", "^main\\.", "\\(", "[^a-z.]", "i?");

    private final Random random;
    private final List<String> names = new ArrayList<>();
    private final List<String> tags = new ArrayList<>();

    Expressions(Profile profile, long seed) {
        this.random = new Random(seed);
        Functions functions = profile.functions();
        for (int i = 0; i < functions.size(); i++) {
            names.add(quoted(functions.name(i)));
            names.add(quoted(functions.file(i)));
        }
        profile.mappings().forEach(mapping -> names.add(quoted(mapping.file())));
        Samples samples = profile.samples();
        for (int sample = 0; sample < samples.size(); sample++) {
            for (int i = 0; i < samples.labelCount(sample); i++) {
                tags(samples.label(sample, i));
            }
        }
    }

    private void tags(Label label) {
        String key = label.key().toString();
        switch (label) {
            case Label.OfText(Text _, Text text) -> {
                tags.add(quoted(text));
                tags.add(key + "=" + quoted(text) + ",absent");
                tags.add(quoted(label.key()) + "," + quoted(text));
            }
            case Label.OfNumber(Text _, long number, Text unit) -> {
                String named = unit.toString().matches("[A-Za-z]+") ? unit.toString() : "bytes";
                tags.add(key + "=" + number);
                tags.add(number + named);
                tags.add(":" + number + named.toUpperCase(Locale.ROOT));
                tags.add(key + "=" + number + ":");
                tags.add("0:" + Math.abs(number / 1024) + "kb");
                tags.add("-5ms:" + Math.abs(number / 1000) + "us");
            }
        }
    }

    /** An expression that finds this text and not much else. What is not UTF-8 is any character. */
    private static String quoted(Text text) {
        String decoded = new String(text.bytes(), StandardCharsets.UTF_8);
        return decoded.replaceAll("[\\\\.+*?()|\\[\\]{}^$]", "\\\\$0").replace('\ufffd', '.');
    }

    /** An expression for names; none, now and then. */
    String name() {
        return switch (random.nextInt(6)) {
            case 0, 1 -> pick(ODD);
            case 2 -> pick(names) + "|" + pick(names);
            case 3 -> pick(names).replaceFirst("^(.{3}).*", "$1").replaceAll("\\\\$", "");
            default -> pick(names);
        };
    }

    /** A filter for labels; none, now and then. */
    String tag() {
        return random.nextInt(3) == 0 ? pick(ODD) : pick(tags);
    }

    /** One of these, or nothing where a coin says so. */
    String perhaps(String expression) {
        return random.nextInt(3) == 0 ? expression : "";
    }

    boolean coin() {
        return random.nextBoolean();
    }

    private String pick(List<String> all) {
        return all.isEmpty() ? "" : all.get(random.nextInt(all.size()));
    }
}
