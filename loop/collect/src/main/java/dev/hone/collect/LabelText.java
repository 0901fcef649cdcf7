package dev.hone.collect;

import java.util.ArrayList;
import java.util.List;

/** Reads labels as people write them: {@code web{version="v1", zone=a}}. */
/*
 * Two dialects. What Pyroscope's SDKs send as a name has bare values that end at a comma or a brace
 * (grafana/pyroscope, api/model/labelset/labelset.go). What people ask Pyroscope for is a selector of Prometheus, with quoted
 * values and four operators. Both may be quoted or bare here.
 */
final class LabelText {
    private static final int LONGEST = 8 << 10;
    private static final int MOST = 100;

    private final String text;
    private final boolean selector;
    private int at;

    private LabelText(String text, boolean selector) {
        this.text = text;
        this.selector = selector;
    }

    /** One label, and what is said about it; the operator is {@code =} but in selectors. */
    record Matcher(String label, String operator, String value) {}

    /**
     * What a text says.
     *
     * @param head what stands before the braces
     */
    record Said(String head, List<Matcher> matchers) {
        Said {
            matchers = List.copyOf(matchers);
        }
    }

    /** The name of a series, as SDKs send it. */
    static Said series(String text) {
        return new LabelText(text, false).read();
    }

    static Said selector(String text) {
        return new LabelText(text, true).read();
    }

    private Said read() {
        if (text.length() > LONGEST) {
            throw bad("are longer than " + LONGEST + " characters");
        }
        int brace = text.indexOf('{');
        if (brace < 0) {
            return new Said(text.strip(), List.of());
        }
        List<Matcher> matchers = new ArrayList<>();
        at = brace + 1;
        skipBlanks();
        while (here() != '}') {
            if (matchers.size() == MOST) {
                throw bad("are more than " + MOST);
            }
            matchers.add(matcher());
        }
        return new Said(text.substring(0, brace).strip(), matchers);
    }

    private Matcher matcher() {
        int start = at;
        while (!isOneOf("=!~,{}\"")) {
            at++;
        }
        String label = text.substring(start, at).strip();
        String operator = operator();
        skipBlanks();
        String value = here() == '"' ? quoted() : bare();
        skipBlanks();
        if (here() == ',') {
            at++;
            skipBlanks();
        } else if (here() != '}') {
            throw bad("have something behind a value at character " + at);
        }
        return new Matcher(label, operator, value);
    }

    private String operator() {
        int start = at;
        while (at - start < (selector ? 2 : 1) && isOneOf("=!~")) {
            at++;
        }
        String operator = text.substring(start, at);
        boolean known =
                operator.equals("=") || (selector && List.of("!=", "=~", "!~").contains(operator));
        if (!known) {
            throw bad("have no = at character " + start);
        }
        return operator;
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        at++;
        while (here() != '"') {
            if (here() == '\\') {
                at++;
            }
            value.append(here());
            at++;
        }
        at++;
        return value.toString();
    }

    private String bare() {
        int start = at;
        while (!isOneOf(",}")) {
            at++;
        }
        return text.substring(start, at).strip();
    }

    private boolean isOneOf(String characters) {
        return characters.indexOf(here()) >= 0;
    }

    private char here() {
        if (at >= text.length()) {
            throw bad("have no end: a } is missing");
        }
        return text.charAt(at);
    }

    private void skipBlanks() {
        while (here() == ' ' || here() == '\t') {
            at++;
        }
    }

    private static PushException bad(String what) {
        return new PushException(PushError.BAD_LABELS, "the labels " + what + "; write them as app{key=\"value\"}");
    }
}
