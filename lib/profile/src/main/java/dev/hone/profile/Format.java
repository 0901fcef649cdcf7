package dev.hone.profile;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a file is, judged by its first bytes: so that a refusal can say what was handed in and what to do instead. */
enum Format {
    GZIP("gzip data", ""),
    ZSTD("zstd data", ""),
    JFR("a JFR recording", "convert it with async-profiler's converter: jfrconv -o pb.gz FILE NEW.pb.gz"),
    PERF_DATA(
            "a perf.data file",
            "convert it: perf_to_profile -i FILE -o NEW.pb, or perf script -i FILE | stackcollapse-perf.pl > NEW.folded"),
    PERF_SCRIPT("the text of perf script", "fold its stacks: stackcollapse-perf.pl FILE > NEW.folded"),
    LEGACY_CPU(
            "a CPU profile in the legacy binary format",
            "go takes none since 1.23, and there are no start lines in it; take it anew with a program built with "
                    + "Go 1.20 or newer"),
    LEGACY_JAVA_CPU(
            "a CPU profile of a Java program in the legacy binary format",
            "convert it first: go tool pprof -proto FILE > NEW"),
    HEAP_TEXT("a heap profile as text", "fetch it without debug=1, or convert it: go tool pprof -proto FILE > NEW"),
    COUNT_TEXT("a goroutine or count profile as text", "fetch it without debug=1 or debug=2"),
    CONTENTION_TEXT("a mutex or block profile as text", "fetch it without debug=1"),
    GO_TRACE("a Go execution trace", "look at it with go tool trace; for a CPU profile fetch /debug/pprof/profile"),
    PREPROFILE("the output of go tool preprofile", "hand in the profile it was made from"),
    FOLDED("folded stacks", "go cannot use them: they do not say on which lines the calls are"),
    HTML("a web page", "the URL it came from most likely answered with an error or a login page"),
    JSON("JSON", "hand in the profile in pprof format"),
    ELF("an executable", "hand in the profile, not the program it was taken of"),
    ZIP("a zip archive", "unpack it first"),
    TAR("a tar archive", "unpack it first"),
    BZIP2("bzip2 data", "unpack it first"),
    XZ("xz data", "unpack it first"),
    UTF16("text in UTF-16", "write it in UTF-8: iconv -f UTF-16 -t UTF-8 FILE > NEW"),
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

    /** The refusal of data of this format, whose reading as pprof ended with {@code malformed}. */
    ProfileException refusal(ProfileException malformed) {
        if (this == UNKNOWN) {
            return malformed;
        }
        String hint = advice.isEmpty() ? "" : "; " + advice;
        return new ProfileException(
                ProfileError.NOT_A_PROFILE, "this is " + description + ", not a pprof profile" + hint);
    }

    /** Whether it is packed, and how; {@link #UNKNOWN} when it is not. */
    static Format packing(byte[] bytes, int length) {
        if (startsWith(bytes, length, 0x1f, 0x8b)) {
            return GZIP;
        }
        return startsWith(bytes, length, 0x28, 0xb5, 0x2f, 0xfd) ? ZSTD : UNKNOWN;
    }

    static Format of(byte[] bytes, int length) {
        Format binary = binary(bytes, length);
        if (binary != UNKNOWN) {
            return binary;
        }
        String head = new String(bytes, 0, Math.min(length, LOOK_AT), StandardCharsets.ISO_8859_1);
        Format known = isText(head) ? knownText(head) : UNKNOWN;
        if (known != UNKNOWN) {
            return known;
        }
        // Before JSON, because a frame may begin with a bracket: [kernel];schedule 3
        return FoldedLine.isTypicalOf(bytes, length) ? FOLDED : isText(head) ? otherText(head) : UNKNOWN;
    }

    private static Format binary(byte[] bytes, int length) {
        Format packing = packing(bytes, length);
        if (packing != UNKNOWN) {
            return packing;
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
        } else if (startsWith(bytes, length, 0xff, 0xfe) || startsWith(bytes, length, 0xfe, 0xff)) {
            return UTF16;
        } else if (isGoTrace(bytes, length)) {
            return GO_TRACE;
        }
        LegacyHeader legacy = LegacyHeader.of(bytes, length);
        if (legacy != null) {
            return legacy.isJava() ? LEGACY_JAVA_CPU : LEGACY_CPU;
        }
        boolean tar = length > TAR_MAGIC_AT + 5
                && "ustar".equals(new String(bytes, TAR_MAGIC_AT, 5, StandardCharsets.ISO_8859_1));
        return tar ? TAR : UNKNOWN;
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

    private static Format knownText(String head) {
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
        }
        return lower.startsWith("<!doctype html") || lower.startsWith("<html") ? HTML : UNKNOWN;
    }

    private static Format otherText(String head) {
        String start = head.stripLeading();
        if (start.startsWith("{") || start.startsWith("[")) {
            return JSON;
        }
        int cut = head.lastIndexOf('\n');
        String lines = cut < 0 ? head : head.substring(0, cut);
        return lines.lines().anyMatch(line -> line.matches("\\s+[0-9a-f]{4,16} .+ \\(.*\\)")) ? PERF_SCRIPT : TEXT;
    }
}
