package dev.hone.profile;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a file is, judged by its first bytes: so that a refusal can say what was handed in and what to do instead. */
enum Format {
    GZIP("gzip data", ""),
    ZSTD("zstd data", ""),
    JFR("a JFR recording", "convert it to pprof first"),
    PERF_DATA("a perf.data file", "convert it to pprof first"),
    PERF_SCRIPT("the text of perf script", "convert it to pprof first"),
    LEGACY_CPU("a CPU profile in the legacy binary format", "rewrite it with: go tool pprof -proto FILE > NEW"),
    HEAP_TEXT("a heap profile as text", "fetch it without debug=1"),
    COUNT_TEXT("a goroutine or count profile as text", "fetch it without debug=1 or debug=2"),
    CONTENTION_TEXT("a mutex or block profile as text", "fetch it without debug=1"),
    GO_TRACE("a Go execution trace", "look at it with go tool trace; for a CPU profile fetch /debug/pprof/profile"),
    PREPROFILE("the output of go tool preprofile", "hand in the profile it was made from"),
    FOLDED("folded stacks", "convert them to pprof first"),
    HTML("a web page", "the URL it came from most likely answered with an error or a login page"),
    JSON("JSON", "hand in the profile in pprof format"),
    ELF("an executable", "hand in the profile, not the program it was taken of"),
    ZIP("a zip archive", "unpack it first"),
    TAR("a tar archive", "unpack it first"),
    BZIP2("bzip2 data", "unpack it first"),
    XZ("xz data", "unpack it first"),
    TEXT("text", "hand in the profile in pprof format"),
    /** Something else: perhaps pprof, which has no magic bytes. */
    UNKNOWN("not a format we know", "");

    private static final int LOOK_AT = 4096;
    private static final int TAR_MAGIC_AT = 257;

    private final String description;
    private final String advice;

    Format(String description, String advice) {
        this.description = description;
        this.advice = advice;
    }

    /** The refusal of data of this format. */
    ProfileException refusal() {
        String hint = advice.isEmpty() ? "" : "; " + advice;
        return new ProfileException(
                ProfileError.NOT_A_PROFILE, "this is " + description + ", not a pprof profile" + hint);
    }

    static Format of(byte[] bytes, int length) {
        Format binary = binary(bytes, length);
        if (binary != UNKNOWN) {
            return binary;
        }
        String head = new String(bytes, 0, Math.min(length, LOOK_AT), StandardCharsets.ISO_8859_1);
        return isText(head) ? text(head) : UNKNOWN;
    }

    private static Format binary(byte[] bytes, int length) {
        if (startsWith(bytes, length, 0x1f, 0x8b)) {
            return GZIP;
        } else if (startsWith(bytes, length, 0x28, 0xb5, 0x2f, 0xfd)) {
            return ZSTD;
        } else if (startsWith(bytes, length, 'F', 'L', 'R', 0)) {
            return JFR;
        } else if (startsWith(bytes, length, 'P', 'E', 'R', 'F', 'I', 'L', 'E', '2')) {
            return PERF_DATA;
        } else if (startsWith(bytes, length, 0x7f, 'E', 'L', 'F')) {
            return ELF;
        } else if (startsWith(bytes, length, 'P', 'K', 3, 4)) {
            return ZIP;
        } else if (startsWith(bytes, length, 'B', 'Z', 'h')) {
            return BZIP2;
        } else if (startsWith(bytes, length, 0xfd, '7', 'z', 'X', 'Z', 0)) {
            return XZ;
        } else if (isLegacyCpu(bytes, length)) {
            return LEGACY_CPU;
        } else if (isGoTrace(bytes, length)) {
            return GO_TRACE;
        }
        boolean tar = length > TAR_MAGIC_AT + 5
                && "ustar".equals(new String(bytes, TAR_MAGIC_AT, 5, StandardCharsets.ISO_8859_1));
        return tar ? TAR : UNKNOWN;
    }

    /** Five words 0, 3, version 0 or 1, period, 0; of 32 or 64 bits in either byte order. */
    private static boolean isLegacyCpu(byte[] bytes, int length) {
        return isLegacyCpu(bytes, length, 4) || isLegacyCpu(bytes, length, 8);
    }

    private static boolean isLegacyCpu(byte[] bytes, int length, int width) {
        if (length < 5 * width) {
            return false;
        }
        for (int low = 0; low < width; low += width - 1) {
            if (word(bytes, 0, width, low) == 0
                    && word(bytes, 1, width, low) == 3
                    && word(bytes, 2, width, low) <= 1
                    && word(bytes, 3, width, low) > 0
                    && word(bytes, 4, width, low) == 0) {
                return true;
            }
        }
        return false;
    }

    /** A word, unsigned and saturated; {@code low} is 0 for little endian and the last byte's place for big endian. */
    private static long word(byte[] bytes, int index, int width, int low) {
        long word = 0;
        for (int i = width - 1; i >= 0; i--) {
            int at = low == 0 ? i : width - 1 - i;
            word = word << 8 | (bytes[index * width + at] & 0xff);
        }
        return word < 0 ? Long.MAX_VALUE : word;
    }

    private static boolean isGoTrace(byte[] bytes, int length) {
        String head = new String(bytes, 0, Math.min(length, 16), StandardCharsets.ISO_8859_1);
        return head.startsWith("go 1.") && head.contains(" trace");
    }

    private static boolean startsWith(byte[] bytes, int length, int... magic) {
        if (length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((bytes[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isText(String head) {
        return head.chars().noneMatch(c -> c < ' ' && c != '\n' && c != '\t' && c != '\r' && c != 0x1b);
    }

    private static Format text(String head) {
        String start = head.stripLeading();
        String lower = start.substring(0, Math.min(start.length(), 16)).toLowerCase(Locale.ROOT);
        if (start.startsWith("GO PREPROFILE ")) {
            return PREPROFILE;
        } else if (start.startsWith("heap profile:")
                || start.startsWith("growthz")
                || start.startsWith("fragmentationz")) {
            return HEAP_TEXT;
        } else if (start.startsWith("--- ")) {
            return CONTENTION_TEXT;
        } else if (start.matches("(?s)(goroutine \\d+ .*|\\w+ profile: total \\d+.*)")) {
            return COUNT_TEXT;
        } else if (lower.startsWith("<!doctype html") || lower.startsWith("<html")) {
            return HTML;
        } else if (start.startsWith("{") || start.startsWith("[")) {
            return JSON;
        }
        return stacks(head);
    }

    private static Format stacks(String head) {
        int cut = head.lastIndexOf('\n');
        String lines = cut < 0 ? head : head.substring(0, cut);
        if (lines.lines().anyMatch(line -> line.matches("\\s+[0-9a-f]{4,16} .+ \\(.*\\)"))) {
            return PERF_SCRIPT;
        }
        boolean folded = !lines.isBlank()
                && lines.lines().filter(line -> !line.isBlank()).allMatch(line -> line.matches(".*\\S \\d+"))
                && lines.contains(";");
        return folded ? FOLDED : TEXT;
    }
}
