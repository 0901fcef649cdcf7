package dev.hone.profile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads folded stacks in the plainest way, line by line with expressions, as a judge of the decoder. */
final class SimpleFolded {
    private static final Pattern LINE = Pattern.compile("(?s)(.*)[ \t](\\d+)(\\.0*)?");
    private static final Pattern PAIRED = Pattern.compile("(?s)[^;]*[ \t]-?\\d+(\\.\\d*)?");

    private SimpleFolded() {}

    /** Each sample as its names from the leaf on and its count; empty when a line is none of a stack. */
    static Optional<List<String>> read(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        List<String> samples = new ArrayList<>();
        boolean paired = true;
        for (String line : text.replaceFirst("^\u00ef\u00bb\u00bf", "").split("\n", -1)) {
            String trimmed = line.replaceFirst("[ \t\r]+\\z", "");
            if (trimmed.isEmpty() || line.matches("(?s)#([ \t\r].*)?")) {
                continue;
            }
            Matcher matcher = LINE.matcher(trimmed);
            if (!matcher.matches() || !fits(matcher.group(2))) {
                return Optional.empty();
            }
            paired &= PAIRED.matcher(lastFrame(matcher.group(1))).matches();
            samples.add(sample(matcher.group(1), Long.parseLong(matcher.group(2))));
        }
        return paired && !samples.isEmpty() ? Optional.empty() : Optional.of(samples);
    }

    private static boolean fits(String digits) {
        String significant = digits.replaceFirst("^0+", "");
        return significant.length() < 19
                || (significant.length() == 19 && significant.compareTo(String.valueOf(Long.MAX_VALUE)) <= 0);
    }

    private static String sample(String stack, long count) {
        List<String> names = new ArrayList<>(List.of(stack.split(";")));
        names.removeIf(String::isEmpty);
        return names.reversed() + " " + count;
    }

    /** The same of a decoded profile. */
    static List<String> samples(Profile profile) {
        List<String> all = new ArrayList<>();
        Samples samples = profile.samples();
        for (int sample = 0; sample < samples.size(); sample++) {
            List<String> names = new ArrayList<>();
            for (int frame = 0; frame < samples.depth(sample); frame++) {
                int function = profile.locations().function(samples.location(sample, frame), 0);
                names.add(new String(profile.functions().name(function).bytes(), StandardCharsets.ISO_8859_1));
            }
            all.add(names + " " + samples.value(sample, 0));
        }
        return all;
    }

    private static String lastFrame(String stack) {
        return stack.substring(stack.lastIndexOf(';') + 1);
    }
}
