package dev.hone.aws;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs requests to a region's S3, at little cost even in a process that has just begun. */
final class S3Signature {
    /*
     * AWS Signature Version 4 as S3 has it ("Authenticating Requests: Using the Authorization Header" in the S3 API reference):
     *   1. the request as text: method, path, query, headers by name, their names, digest of the body;
     *   2. what is signed: algorithm, time, day/region/s3/aws4_request, SHA-256 of 1;
     *   3. the day's key: HMACs of day, region, service and "aws4_request", each with the one before as its key;
     *   4. the HMAC of 2 by 3.
     * S3's path is percent-encoded once and not normalised. A first use of a lambda, of a format or of "+" between texts
     * costs a fresh process milliseconds: hence the builders.
     */
    static final String DATE = "x-amz-date";
    static final String CONTENT = "x-amz-content-sha256";
    /** The SHA-256 of nothing. All servers know it, and no policy forbids it, as some do unsigned bodies. */
    static final String NO_CONTENT = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String TERMINATOR = "aws4_request";
    private static final String SERVICE = "s3";
    private static final String MAC = "HmacSHA256";
    private static final int DAY_LENGTH = 8;
    private static final HexFormat HEX = HexFormat.of();

    private final String region;
    private final MessageDigest sha256;
    private final Mac mac;
    /** Whose day's key the MAC has. */
    private String keySecret = "";

    private String keyDay = "";

    S3Signature(String region) {
        this.region = region;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
            mac = Mac.getInstance(MAC);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * The value of the header {@code Authorization}.
     *
     * @param method such as {@code GET}
     * @param path as it is sent
     * @param headers all that are signed, by names in lower case, {@link #DATE} and {@link #CONTENT} among them
     */
    synchronized String authorization(
            String method, String path, SortedMap<String, String> headers, S3Credentials keys) {
        String time = headers.getOrDefault(DATE, "");
        String day = time.substring(0, DAY_LENGTH);
        String scope = text(day, "/", region, "/", SERVICE, "/", TERMINATOR);
        StringBuilder names = new StringBuilder();
        StringBuilder request =
                new StringBuilder(method).append('\n').append(path).append("\n\n");
        for (Map.Entry<String, String> header : headers.entrySet()) {
            request.append(header.getKey())
                    .append(':')
                    .append(header.getValue())
                    .append('\n');
            names.append(names.isEmpty() ? "" : ";").append(header.getKey());
        }
        String signed = names.toString();
        request.append('\n').append(signed).append('\n').append(headers.getOrDefault(CONTENT, NO_CONTENT));
        String digest = HEX.formatHex(sha256.digest(bytes(request.toString())));
        useKeyOf(day, keys.secretKey().reveal());
        byte[] signature = mac.doFinal(bytes(text(ALGORITHM, "\n", time, "\n", scope, "\n", digest)));
        return text(
                ALGORITHM,
                " Credential=",
                keys.accessKeyId(),
                "/",
                scope,
                ", SignedHeaders=",
                signed,
                ", Signature=",
                HEX.formatHex(signature));
    }

    /** Four HMACs, once a day and for each secret: credentials that end are replaced by others. */
    private void useKeyOf(String day, String secret) {
        if (day.equals(keyDay) && secret.equals(keySecret)) {
            return;
        }
        byte[] key = bytes(text("AWS4", secret));
        for (String step : new String[] {day, region, SERVICE, TERMINATOR}) {
            use(key);
            key = mac.doFinal(bytes(step));
        }
        use(key);
        keyDay = day;
        keySecret = secret;
    }

    private void use(byte[] key) {
        try {
            mac.init(new SecretKeySpec(key, MAC));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key of any bytes is one", e);
        }
    }

    /** A time as signatures have it: {@code 20261121T211239Z}. */
    static String time(Instant instant) {
        LocalDate date = LocalDate.ofInstant(instant, ZoneOffset.UTC);
        int second = (int) Math.floorMod(instant.getEpochSecond(), 86_400L);
        StringBuilder text = new StringBuilder().append(date.getYear());
        digits(text, date.getMonthValue());
        digits(text, date.getDayOfMonth());
        digits(text.append('T'), second / 3600);
        digits(text, second / 60 % 60);
        digits(text, second % 60);
        return text.append('Z').toString();
    }

    private static void digits(StringBuilder text, int number) {
        text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    private static String text(String... parts) {
        StringBuilder text = new StringBuilder();
        for (String part : parts) {
            text.append(part);
        }
        return text.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
