package dev.hone.e2e;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with places in it that differ from time to time: {@code web/staging/<digits>}.
 *
 * <p>{@code <text=not found>} is any text for whom it is enough to be compatible, and {@code not found} for the rival itself.
 */
final class WirePattern {
    private static final Pattern PLACE = Pattern.compile("<([a-z]+)(=[^>]*)?>");
    private static final Map<String, String> FORMS = Map.ofEntries(
            Map.entry("digits", "[0-9]+"),
            Map.entry("uuid", "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"),
            Map.entry(
                    "time",
                    "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})"),
            Map.entry("date", "[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT"),
            Map.entry("age", "([0-9]+h)?([0-9]+m)?[0-9]+s"),
            Map.entry("host", "[^/]*:[0-9]+"),
            Map.entry("text", "(\\\\.|[^\"\\\\\n])*"),
            Map.entry("gzip", "\\x1f\\x8b.*"),
            Map.entry("any", ".*"));

    private final String template;

    WirePattern(String template) {
        this.template = template;
    }

    boolean matches(String actual, Strictness strictness) {
        if (strictness == Strictness.LITERAL && template.matches("<gzip=[^>]*>")) {
            return template.equals(gzip(actual));
        }
        StringBuilder regex = new StringBuilder();
        Matcher place = PLACE.matcher(template);
        int at = 0;
        while (place.find()) {
            regex.append(fixed(template.substring(at, place.start()), strictness))
                    .append(form(place, strictness));
            at = place.end();
        }
        regex.append(fixed(template.substring(at), strictness));
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(actual).matches();
    }

    /** Who reads JSON does not mind fields that he does not know, so those may stand before the end of an object. */
    private String fixed(String text, Strictness strictness) {
        if (strictness == Strictness.LITERAL || !template.startsWith("{")) {
            return Pattern.quote(text);
        }
        StringBuilder regex = new StringBuilder();
        int at = 0;
        for (int end = text.indexOf('}'); end >= 0; end = text.indexOf('}', at)) {
            String before = text.substring(at, end);
            regex.append(Pattern.quote(before))
                    .append(before.endsWith("{") ? "[^{}]*" : "(,[^{}]*)?")
                    .append("\\}");
            at = end + 1;
        }
        return regex + Pattern.quote(text.substring(at));
    }

    private static String form(Matcher place, Strictness strictness) {
        String form = FORMS.get(place.group(1));
        if (form == null) {
            return Pattern.quote(place.group());
        }
        boolean exact = strictness == Strictness.LITERAL && place.group(2) != null;
        return exact ? Pattern.quote(place.group(2).substring(1)) : form;
    }

    /** The place that stands for a packed body. */
    static String gzip(String body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.ISO_8859_1));
            return "<gzip=" + body.length() + " bytes, sha256 " + HexFormat.of().formatHex(digest) + ">";
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** How close an answer has to come. */
    enum Strictness {
        /** As close as the existing clients need it. */
        COMPATIBLE,
        /** As close as the rival itself comes. */
        LITERAL
    }
}
