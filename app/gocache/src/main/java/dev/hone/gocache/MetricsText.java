package dev.hone.gocache;

import java.math.BigDecimal;
import java.util.Map;
import java.util.StringJoiner;

/** Series in the text format of Prometheus, with labels that all of them have. */
final class MetricsText {
    private final StringBuilder text = new StringBuilder();
    private final String shared;

    MetricsText(Map<String, String> shared) {
        StringJoiner labels = new StringJoiner(",");
        shared.forEach((name, value) -> labels.add(label(name, value)));
        this.shared = labels.toString();
    }

    static String label(String name, String value) {
        return name + "=\"" + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    /** Appends a value; the labels may be empty. */
    void line(String name, String labels, double value) {
        String all = shared.isEmpty() || labels.isEmpty() ? shared + labels : shared + "," + labels;
        text.append(name);
        if (!all.isEmpty()) {
            text.append('{').append(all).append('}');
        }
        text.append(' ').append(number(value)).append('\n');
    }

    /** Without an exponent or zeros that say nothing. */
    static String number(double value) {
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
