package dev.hone.targets;

import dev.hone.base.GoDuration;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the owners of an instance wrote on it: labels, annotations or tags by name. Immutable.
 *
 * <p>{@code autopgo.scrape=true} and {@code autopgo.scrape.app}, {@code .port}, {@code .path}, {@code .scheme} are autopgo's.
 * Ours are {@code hone.scrape=false}, which opts out, {@code hone.scrape.most}, {@code hone.scrape.duration},
 * {@code hone.scrape.interval}, {@code hone.version}, {@code hone.revision} and {@code hone.workload}.
 */
public final class Marks {
    public static final String SCRAPE = "autopgo.scrape";
    public static final String APP = "autopgo.scrape.app";
    public static final String PORT = "autopgo.scrape.port";
    public static final String PATH = "autopgo.scrape.path";
    public static final String SCHEME = "autopgo.scrape.scheme";
    public static final String VERSION = "hone.version";

    private static final String OPT = "hone.scrape";
    private static final String MOST = "hone.scrape.most";
    private static final String DURATION = "hone.scrape.duration";
    private static final String INTERVAL = "hone.scrape.interval";
    private static final String REVISION = "hone.revision";
    private static final String WORKLOAD = "hone.workload";
    private static final Pattern GRAMMAR = Pattern.compile("[a-z0-9-]{1,100}");

    private final Map<String, String> marks;

    private Marks(Map<String, String> marks) {
        this.marks = Map.copyOf(marks);
    }

    public static Marks of(Map<String, String> marks) {
        return new Marks(marks);
    }

    /** Tags of the form {@code name=value}; of two with one name the later counts. */
    public static Marks ofTags(Collection<String> tags) {
        Map<String, String> marks = new LinkedHashMap<>();
        for (String tag : tags) {
            int equals = tag.indexOf('=');
            if (equals > 0) {
                marks.put(tag.substring(0, equals), tag.substring(equals + 1));
            }
        }
        return new Marks(marks);
    }

    /** With the marks of another, which count where both have one. */
    public Marks and(Marks other) {
        Map<String, String> both = new LinkedHashMap<>(marks);
        both.putAll(other.marks);
        return new Marks(both);
    }

    /** The value, which is {@code usual} when there is none or an empty one. */
    public String value(String name, String usual) {
        String value = marks.getOrDefault(name, "");
        return value.isEmpty() ? usual : value;
    }

    /** Whether this can be the name of an app. */
    public static boolean isApp(String name) {
        return GRAMMAR.matcher(name).matches();
    }

    static String noApp(String name) {
        return "'" + name + "' is no app: small letters, digits and hyphens, at most 100";
    }

    boolean optsOut() {
        return value(OPT, "true").equals("false");
    }

    String app() {
        return value(APP, "");
    }

    String version() {
        return value(VERSION, "");
    }

    String revision() {
        return value(REVISION, "");
    }

    String workload() {
        return value(WORKLOAD, "");
    }

    /** How the instance wants to be sampled. */
    Pace pace() {
        return new Pace(number(MOST), duration(DURATION), duration(INTERVAL));
    }

    private @Nullable Integer number(String name) {
        String value = value(name, "");
        try {
            return value.isEmpty() ? null : Integer.valueOf(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is a number, not '" + value + "'", e);
        }
    }

    private @Nullable Duration duration(String name) {
        String value = value(name, "");
        try {
            return value.isEmpty() ? null : GoDuration.parse(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }
}
