package dev.hone.cache;

import dev.hone.cache.RemoteCall.Outcome;
import dev.hone.cache.RemoteCall.Times;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What a porter says of an errand. docs/formats/cache-porter.md has the lines.
 *
 * @param status what the store answered; 0 when this line does not say
 * @param headers of the answer, with lower-case names
 * @param stored the bytes as they are stored; -1 when nobody knows
 * @param end {@code done}, {@code failed} or {@code answer} when nothing more will be said, else empty
 * @param bytes the bytes of the result, unpacked
 * @param sha256 their digest in hexadecimal
 * @param packed the digests of what is to be stored, of a result that was packed; null otherwise
 * @param progress how bringing what a manifest names came out; nothing in other lines
 * @param parts the bodies of a bundle, in order
 * @param why what kind of failure it was
 * @param text the same for people, or what the store said of it
 */
record PorterLine(
        long id,
        int status,
        Map<String, String> headers,
        long stored,
        String end,
        long bytes,
        String sha256,
        @Nullable Packed packed,
        Progress progress,
        List<Part> parts,
        String why,
        String text) {
    private static final Duration NEVER = Duration.ofNanos(Long.MAX_VALUE);
    private static final long LONGEST = Duration.ofDays(9).toNanos() / 1000;

    PorterLine {
        parts = List.copyOf(parts);
    }

    /**
     * What is to be stored.
     *
     * @param smaller whether that is the packed form, in its own file, and not the result itself
     */
    record Packed(boolean smaller, StoredDigests digests) {}

    /**
     * What has come of what a manifest names.
     *
     * @param brought how many results have come
     * @param requests how many were sent
     * @param lost the places of packs that are not there any more, or are not what they are said to be
     */
    record Progress(long brought, long requests, Set<Integer> lost, Timetable timetable) {
        static final Progress NONE = new Progress(0, 0, Set.of(), new Timetable(0, 0, List.of()));

        Progress {
            lost = Set.copyOf(lost);
        }
    }

    /**
     * When what of that came, in microseconds from the order.
     *
     * @param looked when it was known what is missing
     * @param inlined when all that lies in the manifest itself was unpacked; 0 is for never
     * @param fetched the packs that were asked for
     */
    record Timetable(long looked, long inlined, List<PackTimes> fetched) {
        Timetable {
            fetched = List.copyOf(fetched);
        }
    }

    /**
     * When what came of a pack that was asked for, in microseconds from the order; 0 is for what it did not come to.
     *
     * @param pack its place in the manifest
     * @param status what the store answered; 0 when it did not
     * @param stored the bytes that came
     * @param came when the last byte that was needed had come
     */
    record PackTimes(int pack, int status, long stored, long asked, long answered, long came, long ended) {
        Outcome outcome() {
            if (came > 0) {
                return Outcome.DONE;
            }
            return status == 404 || status == 410 ? Outcome.NOTHING : Outcome.FAILED;
        }

        /** The same from the request on, which began then by the clock of the cache's surroundings. */
        Times times(long begun) {
            return new Times(begun, after(answered), after(came), after(Math.max(ended, asked)));
        }

        private Duration after(long then) {
            return then < asked ? NEVER : Duration.of(then - asked, ChronoUnit.MICROS);
        }
    }

    /**
     * A body in a bundle.
     *
     * @param sha256 the digest of the output in hexadecimal
     * @param stored its bytes there
     * @param packed whether it is a zstd frame
     */
    record Part(String sha256, long stored, boolean packed) {}

    /** What is said of an errand when there is no porter any more. */
    static PorterLine gone(long id) {
        return new PorterLine(
                id, 0, Map.of(), -1, "failed", 0, "", null, Progress.NONE, List.of(), "gone", "the porter has ended");
    }

    boolean isDone() {
        return end.equals("done");
    }

    /** The next one; empty at the end. */
    static Optional<PorterLine> read(JsonParser json) throws IOException {
        JsonToken token = json.nextToken();
        if (token == null) {
            return Optional.empty();
        }
        if (token != JsonToken.START_OBJECT) {
            throw new IOException("the porter says " + token + " where an object belongs");
        }
        Fields fields = new Fields();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            fields.take(json);
        }
        return Optional.of(fields.line());
    }

    /** What a line has so far. */
    private static final class Fields {
        private final Map<String, String> headers = new HashMap<>();
        private long id;
        private int status;
        private long stored = -1;
        private long bytes;
        private String end = "";
        private String sha256 = "";
        private boolean smaller;
        private String storedSha256 = "";
        private String storedMd5 = "";
        private long brought;
        private long requests;
        private final Set<Integer> lost = new HashSet<>();
        private long looked;
        private long inlined;
        private final List<PackTimes> fetched = new ArrayList<>();
        private final List<Part> parts = new ArrayList<>();
        private String why = "";
        private String text = "";

        void take(JsonParser json) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "id" -> id = json.getLongValue();
                case "status" -> status = json.getIntValue();
                case "stored" -> stored = json.getLongValue();
                case "bytes" -> bytes = json.getLongValue();
                case "end" -> end = json.getString();
                case "sha256" -> sha256 = json.getString();
                case "packed" -> smaller = json.getBooleanValue();
                case "storedSha256" -> storedSha256 = json.getString();
                case "storedMd5" -> storedMd5 = json.getString();
                case "brought" -> brought = json.getLongValue();
                case "requests" -> requests = json.getLongValue();
                case "lost" -> takeLost(json);
                case "looked" -> looked = micros(json.getLongValue());
                case "inlined" -> inlined = micros(json.getLongValue());
                case "fetched" -> takeFetched(json);
                case "parts" -> takeParts(json);
                case "why" -> why = json.getString();
                case "text" -> text = json.getString();
                case "headers" -> takeHeaders(json);
                default -> json.skipChildren();
            }
        }

        private void takeHeaders(JsonParser json) {
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                headers.put(name, json.getString());
            }
        }

        private void takeLost(JsonParser json) {
            while (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
                lost.add(json.getIntValue());
            }
        }

        private void takeFetched(JsonParser json) {
            while (json.nextToken() == JsonToken.START_OBJECT) {
                Map<String, Long> numbers = new HashMap<>();
                while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = json.currentName();
                    json.nextToken();
                    numbers.put(name, json.getLongValue());
                }
                fetched.add(new PackTimes(
                        Math.clamp(numbers.getOrDefault("pack", -1L), -1, Integer.MAX_VALUE),
                        Math.clamp(numbers.getOrDefault("status", 0L), 0, Integer.MAX_VALUE),
                        Math.max(0, numbers.getOrDefault("stored", 0L)),
                        micros(numbers.getOrDefault("asked", 0L)),
                        micros(numbers.getOrDefault("answered", 0L)),
                        micros(numbers.getOrDefault("came", 0L)),
                        micros(numbers.getOrDefault("ended", 0L))));
            }
        }

        /** What nobody waits for is not added up beyond what there is. */
        private static long micros(long said) {
            return Math.clamp(said, 0, LONGEST);
        }

        private void takeParts(JsonParser json) {
            while (json.nextToken() == JsonToken.START_OBJECT) {
                String digest = "";
                long length = 0;
                boolean frame = false;
                while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = json.currentName();
                    json.nextToken();
                    switch (name) {
                        case "sha256" -> digest = json.getString();
                        case "stored" -> length = json.getLongValue();
                        case "packed" -> frame = json.getBooleanValue();
                        default -> json.skipChildren();
                    }
                }
                parts.add(new Part(digest, length, frame));
            }
        }

        PorterLine line() {
            Packed packed =
                    storedSha256.isEmpty() ? null : new Packed(smaller, new StoredDigests(storedMd5, storedSha256));
            Progress progress = new Progress(brought, requests, lost, new Timetable(looked, inlined, fetched));
            return new PorterLine(id, status, headers, stored, end, bytes, sha256, packed, progress, parts, why, text);
        }
    }
}
