package dev.hone.profile;

import java.util.HashMap;
import java.util.Map;

/** The unit of the numbers under each label key of a profile: the first that one of them has, else what the key suggests. */
/*
 * Follows NumLabelUnits of google/pprof. Keys without any unit: "alignment" and "request" mean bytes, others are their
 * own unit.
 */
final class NumberUnits {
    private static final Text ALIGNMENT = Text.of("alignment");
    private static final Text REQUEST = Text.of("request");

    private final Map<Text, String> units = new HashMap<>();

    private NumberUnits() {}

    static NumberUnits of(Profile profile) {
        NumberUnits units = new NumberUnits();
        Samples samples = profile.samples();
        Strings strings = profile.strings();
        for (int label = 0; label < samples.labelNumbers.size(); label++) {
            int at = Samples.INDICES_PER_LABEL * label;
            Text unit = strings.text(samples.labelTexts.get(at + 2));
            if (samples.labelTexts.get(at + 1) == 0 && !unit.isEmpty()) {
                units.units.putIfAbsent(strings.text(samples.labelTexts.get(at)), unit.decode());
            }
        }
        return units;
    }

    String unit(Text key) {
        String unit = units.get(key);
        if (unit != null) {
            return unit;
        }
        return key.equals(ALIGNMENT) || key.equals(REQUEST) ? "bytes" : key.decode();
    }
}
