package dev.hone.profile;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the text of a process's memory map, as {@code /proc/self/maps} has it or one of several briefer forms. */
/*
 * Follows parseProcMapsFromScanner and parseMappingEntry of google/pprof (profile/legacy_profile.go), with its regular
 * expressions. Text is taken as Latin-1, so that bytes stay what they are. Lines that are none of a map are skipped, but
 * name=value makes $name stand for value in the lines below. A line of 64 KiB or more is an error, as there; so is one
 * that becomes as long by such names, and more than a thousand of them: there they cost what an attacker likes.
 */
final class MemoryMap {
    private static final int LONGEST_LINE = (64 << 10) - 1;
    private static final int LARGEST = 16 << 20;
    private static final int PER_REGION = 256;

    private static final String HEX = "(?:0x)?([[:xdigit:]]+)";
    private static final String RANGE = "\\s*" + HEX + "[\\s-]?\\s*" + HEX + ":?(?:\\s+([-rwxp]+))?";
    private static final Pattern PROC_MAPS = Pattern.compile(
            "^" + RANGE + "(?:\\s+([[:xdigit:]]+))?\\s+[[:xdigit:]]+:[[:xdigit:]]+\\s+[[:digit:]]+(?:\\s+(\\S+))?");
    private static final Pattern BRIEF =
            Pattern.compile("^" + RANGE + "(?:\\s+(\\S+))?(?:\\s+\\(@([[:xdigit:]]+)\\))?(?:\\s+([[:xdigit:]]+))?");
    private static final Pattern LOG_PREFIX = Pattern.compile("^[^\\[\\]]+:[0-9]+]\\s");

    private final ProfileLimits limits;
    private final Budget budget;
    private final MapVariables variables = new MapVariables(LONGEST_LINE);
    private final List<MappedRegion> regions = new ArrayList<>();

    MemoryMap(ProfileLimits limits, Budget budget) {
        this.limits = limits;
        this.budget = budget;
    }

    /** The regions that hold code, in the order of the text. */
    List<MappedRegion> read(byte[] bytes, int start, int length) {
        if (length - start > LARGEST) {
            throw tooLarge("has more than " + (LARGEST >> 20) + " MiB");
        }
        int at = start;
        while (at < length) {
            int end = Lines.end(bytes, at, length);
            if (end - at > LONGEST_LINE) {
                throw tooLarge("has a line of more than 64 KiB");
            }
            int last = end > at && bytes[end - 1] == '\r' ? end - 1 : end;
            addLine(new String(bytes, at, last - at, StandardCharsets.ISO_8859_1));
            at = end + 1;
        }
        return regions;
    }

    static ProfileException tooLarge(String what) {
        return new ProfileException(
                ProfileError.TOO_LARGE, "the memory map at the end of the legacy CPU profile " + what);
    }

    private void addLine(String text) {
        Matcher log = LOG_PREFIX.matcher(text);
        String line = variables.replaceIn(log.find() ? text.substring(log.end()) : text);
        Matcher full = PROC_MAPS.matcher(line);
        if (full.find()) {
            addRegion(line, full, full.group(4), full.group(5), null);
            return;
        }
        Matcher brief = BRIEF.matcher(line);
        if (brief.find()) {
            addRegion(line, brief, brief.group(5), brief.group(4), brief.group(6));
        } else {
            variables.assign(line);
        }
    }

    private void addRegion(
            String line, Matcher matcher, @Nullable String offset, @Nullable String file, @Nullable String buildId) {
        String permissions = matcher.group(3);
        if (permissions != null && permissions.indexOf('x') < 0) {
            return;
        }
        try {
            MappedRegion region = new MappedRegion(
                    hex(matcher.group(1)),
                    hex(matcher.group(2)),
                    offset == null ? 0 : hex(offset),
                    text(file),
                    text(buildId));
            PprofDecoder.limit("mappings", limits.mappings(), regions.size() + 1, "there are more mappings");
            budget.charge(PER_REGION + region.file.length() + region.buildId.length());
            regions.add(region);
        } catch (NumberFormatException e) {
            // A number of more than 64 bits makes it a line of another kind.
            variables.assign(line);
        }
    }

    private static long hex(String digits) {
        return Long.parseUnsignedLong(digits, 16);
    }

    private static Text text(@Nullable String latin1) {
        byte[] bytes = latin1 == null ? new byte[0] : latin1.getBytes(StandardCharsets.ISO_8859_1);
        return new Text(bytes, 0, bytes.length);
    }
}
