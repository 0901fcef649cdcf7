package dev.hone.cache;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** cacheprog's contract over HTTP: what the headers of {@code /cache/<action>} are called, and what may stand in them. */
public final class Contract {
    static final String OUTPUT = "X-Cacheprog-OutputID";
    static final String ENCODING = "X-Cacheprog-CompressionAlgorithm";
    static final String SIZE = "X-Cacheprog-UncompressedSize";
    static final String MD5 = "X-Cacheprog-MD5Sum";
    static final String SHA256 = "X-Cacheprog-Sha256Sum";
    /** Ours. */
    static final String SIGNATURE = "X-Hone-Signature";

    /** Ours: where packs are made of results, beside the results themselves. */
    static final String PACKS = "cache/packs";

    /** How many results one pack may be made of. */
    static final int MOST_PACKED = 2000;

    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    private static final Pattern HEX = Pattern.compile("[0-9a-f]*");
    private static final int MD5_DIGITS = 32;

    /** Go reads a day of two digits only, and Java's own format has one where one is enough. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    private Contract() {}

    /**
     * What a client says of the body of its {@code PUT}.
     *
     * @param header the value of a header, whatever its case
     * @throws CacheException when it says too little, or what cannot be
     */
    public static Offer offer(ActionId action, Function<String, Optional<String>> header) {
        String length = header.apply("Content-Length").orElse("");
        if (!LENGTH.matcher(length).matches()) {
            throw bad("a result comes with its Content-Length");
        }
        String word = header.apply(ENCODING).orElse("");
        Encoding encoding =
                Encoding.of(word).orElseThrow(() -> bad(ENCODING + " is zstd or empty; nothing else is known here"));
        long size = RemoteFacts.size(header.apply(SIZE).orElseThrow(() -> bad(SIZE + " is missing")), 0);
        return new Offer(
                action,
                new OutputId(header.apply(OUTPUT).orElse("").toLowerCase(Locale.ROOT)),
                size,
                encoding,
                Long.parseLong(length),
                digest(MD5, MD5_DIGITS, header),
                digest(SHA256, Digests.DIGITS, header),
                signature(header));
    }

    /**
     * The actions of which a client wants a pack, a line each.
     *
     * @throws CacheException when one is none, or there are too many
     */
    public static List<ActionId> actions(InputStream body) throws IOException {
        List<ActionId> actions = new BufferedReader(new InputStreamReader(body, StandardCharsets.US_ASCII))
                .lines()
                .map(ActionId::new)
                .toList();
        if (actions.size() > MOST_PACKED) {
            throw bad(actions.size() + " actions; a pack is made of " + MOST_PACKED + " at most");
        }
        return actions;
    }

    /** The most bytes in which that can be said. */
    public static long mostActions() {
        return MOST_PACKED * (Digests.DIGITS + 2L);
    }

    static String lines(List<ActionId> actions) {
        return actions.stream().map(action -> action.hex() + "\n").collect(Collectors.joining());
    }

    private static String signature(Function<String, Optional<String>> header) {
        String value = header.apply(SIGNATURE).orElse("");
        if (!value.isEmpty() && !Seals.isOne(value)) {
            throw bad(SIGNATURE + " is no signature");
        }
        return value;
    }

    /** A digest that is not given is not compared. */
    private static String digest(String name, int digits, Function<String, Optional<String>> header) {
        String value = header.apply(name).orElse("").toLowerCase(Locale.ROOT);
        if (!value.isEmpty() && !(value.length() == digits && HEX.matcher(value).matches())) {
            throw bad(name + " is not " + digits + " hexadecimal digits");
        }
        return value;
    }

    private static CacheException bad(String message) {
        return new CacheException(CacheError.BAD_REQUEST, message);
    }

    /** The headers that go with a result, but for its length. */
    public static Map<String, String> headers(RemoteObject object) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Last-Modified", time(object.time()));
        headers.put(OUTPUT, object.output().hex());
        headers.put(ENCODING, object.encoding().word());
        headers.put(SIZE, Long.toString(object.size()));
        if (Seals.isOne(object.signature())) {
            headers.put(SIGNATURE, object.signature());
        }
        return headers;
    }

    static String time(Instant time) {
        return TIME.format(time.atZone(ZoneOffset.UTC));
    }
}
