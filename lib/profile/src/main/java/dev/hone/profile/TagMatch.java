package dev.hone.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which samples are meant, by their labels: {@code regex}, {@code key=regex}, {@code 16kb:64kb}, {@code key=16kb:64kb}.
 *
 * <p>A range means numbers, in any unit that converts; {@code 64kb} alone is exact, {@code :64kb} and {@code 16kb:} are
 * open. Anything else is regular expressions with commas between them and means texts. Without a key all of them must be
 * found, each in some {@code key:text}; with one it is enough that one is found in one of its texts.
 */
/*
 * Follows compileTagFilter and parseTagFilterRange of google/pprof, internal/driver/driver_focus.go. A range from one kind
 * of unit to another (16kb:64ms) is no range and so taken as a regular expression. What is beyond 64 bits is refused, where
 * google/pprof panics.
 */
public final class TagMatch {
    private final @Nullable Text key;
    private final @Nullable Range range;
    private final List<TextPattern> patterns;

    private TagMatch(@Nullable Text key, @Nullable Range range, List<TextPattern> patterns) {
        this.key = key;
        this.range = range;
        this.patterns = patterns;
    }

    /**
     * Reads a filter.
     *
     * @throws ProfileException when it is neither a range nor regular expressions
     */
    public static TagMatch of(String filter) {
        int equals = filter.indexOf('=');
        Text key = equals > 0 ? Text.of(filter.substring(0, equals)) : null;
        String value = filter.substring(equals + 1);
        Range range = Range.of(value).orElse(null);
        List<TextPattern> patterns = new ArrayList<>();
        for (String pattern : range == null ? value.split(",", -1) : new String[0]) {
            patterns.add(TextPattern.of(pattern));
        }
        return new TagMatch(key, range, List.copyOf(patterns));
    }

    /** Whether the filter was understood as a range of numbers. */
    public boolean isRange() {
        return range != null;
    }

    boolean matches(Samples samples, int sample, NumberUnits units) {
        if (range != null) {
            return anyNumber(samples, sample, units, range);
        } else if (key != null) {
            return patterns.stream().anyMatch(pattern -> anyText(samples, sample, pattern));
        }
        return patterns.stream().allMatch(pattern -> anyText(samples, sample, pattern));
    }

    private boolean anyNumber(Samples samples, int sample, NumberUnits units, Range range) {
        for (int i = 0; i < samples.labelCount(sample); i++) {
            if (samples.label(sample, i) instanceof Label.OfNumber label
                    && (key == null || key.equals(label.key()))
                    && range.contains(label.number(), units.unit(label.key()))) {
                return true;
            }
        }
        return false;
    }

    private boolean anyText(Samples samples, int sample, TextPattern pattern) {
        for (int i = 0; i < samples.labelCount(sample); i++) {
            if (samples.label(sample, i) instanceof Label.OfText label && finds(pattern, label)) {
                return true;
            }
        }
        return false;
    }

    private boolean finds(TextPattern pattern, Label.OfText label) {
        if (key == null) {
            return pattern.find(label.key().decode() + ":" + label.text().decode());
        }
        return key.equals(label.key()) && pattern.find(label.text());
    }

    /** Numbers from one to another, both included, in a unit. */
    private record Range(double least, double most, String unit) {
        private static final String QUANTITY = "([+-]?[0-9]+)([A-Za-z]+)?";
        private static final Pattern ONE = Pattern.compile("(:?)" + QUANTITY + "(:?)");
        private static final Pattern TWO = Pattern.compile(QUANTITY + ":" + QUANTITY);

        static Optional<Range> of(String text) {
            Matcher one = ONE.matcher(text);
            if (one.matches() && (one.group(1).isEmpty() || one.group(4).isEmpty())) {
                MeasureUnit.Scaled bound = bound(one.group(2), one.group(3), one.group(3));
                return Optional.of(new Range(
                        one.group(1).isEmpty() ? bound.value() : Double.NEGATIVE_INFINITY,
                        one.group(4).isEmpty() ? bound.value() : Double.POSITIVE_INFINITY,
                        bound.unit()));
            }
            Matcher two = TWO.matcher(text);
            return two.matches() ? between(two) : Optional.empty();
        }

        private static Optional<Range> between(Matcher two) {
            MeasureUnit.Scaled least = bound(two.group(1), two.group(2), two.group(2));
            MeasureUnit.Scaled most = bound(two.group(3), two.group(4), least.unit());
            return least.unit().equals(most.unit())
                    ? Optional.of(new Range(least.value(), most.value(), least.unit()))
                    : Optional.empty();
        }

        private static MeasureUnit.Scaled bound(String number, @Nullable String unit, @Nullable String to) {
            try {
                return MeasureUnit.scale(Long.parseLong(number), unit == null ? "" : unit, to == null ? "" : to);
            } catch (NumberFormatException e) {
                throw new ProfileException(
                        ProfileError.BAD_PATTERN, "'" + number + "' is beyond 64 bits; write a smaller range", e);
            }
        }

        boolean contains(long number, String numberUnit) {
            MeasureUnit.Scaled scaled = MeasureUnit.scale(number, numberUnit, unit);
            return scaled.unit().equals(unit) && scaled.value() >= least && scaled.value() <= most;
        }
    }
}
