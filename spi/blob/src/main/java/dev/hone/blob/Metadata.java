package dev.hone.blob;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A few words that travel with a blob.
 *
 * <p>A name is 1 to 128 lower-case letters, digits, {@code -} and {@code _}. A value is printable ASCII without a space at
 * either end. Names and values together have at most 1,900 bytes. An empty value may come back as no value at all. Names
 * that begin with {@code hone-store-} are for the stores themselves, which may add some to what a put brought.
 */
public record Metadata(Map<String, String> values) {
    public static final Metadata NONE = new Metadata(Map.of());

    /** The name under which a put leaves a word that only it knows. */
    static final String TOKEN = "hone-store-put";

    /** The name under which a put leaves the words of those that stored what it was made from, the last one first. */
    static final String EARLIER = "hone-store-earlier";

    private static final String RESERVED = "hone-store-";
    private static final int MOST_BYTES = 1900;
    private static final int TOKEN_BYTES = 100;
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,128}");
    private static final Pattern VALUE = Pattern.compile("([!-~]([ -~]*[!-~])?)?");

    public Metadata {
        values = Map.copyOf(values);
        for (Map.Entry<String, String> entry : values.entrySet()) {
            require(NAME.matcher(entry.getKey()).matches(), entry, "its name is not made of [a-z0-9_-]");
            require(VALUE.matcher(entry.getValue()).matches(), entry, "its value is not printable ASCII, trimmed");
        }
        int size = size(values);
        if (size > most(values)) {
            throw new BlobException(
                    BlobError.TOO_LARGE, "metadata of " + size + " bytes: the most is " + MOST_BYTES + " bytes");
        }
    }

    /** A put's word comes on top of what callers may have. */
    private static int most(Map<String, String> values) {
        return MOST_BYTES + (values.containsKey(TOKEN) ? TOKEN_BYTES : 0);
    }

    private static int size(Map<String, String> values) {
        return values.entrySet().stream()
                .mapToInt(entry -> entry.getKey().length() + entry.getValue().length())
                .sum();
    }

    private static void require(boolean good, Map.Entry<String, String> entry, String what) {
        if (!good) {
            throw new BlobException(
                    BlobError.BAD_METADATA, "metadata '" + entry.getKey() + "' cannot be stored: " + what);
        }
    }

    public static Metadata of(Map<String, String> values) {
        for (String name : values.keySet()) {
            if (name.startsWith(RESERVED)) {
                throw new BlobException(BlobError.BAD_METADATA, "metadata '" + name + "' is for the stores themselves");
            }
        }
        return new Metadata(values);
    }

    /** What a store gave back, without what this grammar refuses: others write there too. */
    public static Metadata read(Map<String, String> found) {
        Map<String, String> kept = new TreeMap<>();
        int size = 0;
        for (Map.Entry<String, String> entry : new TreeMap<>(found).entrySet()) {
            size += entry.getKey().length() + entry.getValue().length();
            if (size <= most(found)
                    && NAME.matcher(entry.getKey()).matches()
                    && VALUE.matcher(entry.getValue()).matches()) {
                kept.put(entry.getKey(), entry.getValue());
            }
        }
        return new Metadata(kept);
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** The word of the put that stored the blob, if it left one; for stores. */
    public Optional<String> token() {
        return value(TOKEN);
    }

    /** The same with a word that only this put knows; for stores. */
    public Metadata withToken(String token) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(TOKEN, token);
        return new Metadata(more);
    }

    /** The same without the words of puts, as callers see it; for stores. */
    public Metadata withoutToken() {
        if (!values.containsKey(TOKEN) && !values.containsKey(EARLIER)) {
            return this;
        }
        Map<String, String> fewer = new LinkedHashMap<>(values);
        fewer.remove(TOKEN);
        fewer.remove(EARLIER);
        return new Metadata(fewer);
    }

    /** Whether a blob with this was made from what the put of this word stored; for stores. */
    boolean isMadeFrom(String token) {
        return earlier().anyMatch(token::equals);
    }

    private Stream<String> earlier() {
        return value(EARLIER).stream().flatMap(words -> Arrays.stream(words.split(" ")));
    }

    /** What a blob has that is made from one with this: the words of the last puts stay known, as many as there is room for. */
    Metadata handedOn() {
        Map<String, String> more = new LinkedHashMap<>(withoutToken().values());
        int room = MOST_BYTES - size(more) - EARLIER.length();
        StringJoiner words = new StringJoiner(" ");
        Stream.concat(token().stream(), earlier())
                .takeWhile(word -> words.length() + 1 + word.length() <= room)
                .forEach(words::add);
        if (words.length() > 0) {
            more.put(EARLIER, words.toString());
        }
        return new Metadata(more);
    }
}
