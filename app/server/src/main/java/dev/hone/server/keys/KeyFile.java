package dev.hone.server.keys;

import dev.hone.base.Nearest;
import dev.hone.cache.CacheException;
import dev.hone.cache.CacheScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the text of a key file: {@code sha256:<hex of the key> name=ci roles=submit,read app=web}, a line for each key. */
final class KeyFile {
    private static final Pattern DIGEST = Pattern.compile("sha256:([0-9a-fA-F]{64})");
    private static final Pattern APP = Pattern.compile("[a-z0-9-]{1,100}");
    private static final Pattern BLANKS = Pattern.compile("[ \t]+");
    private static final List<String> WORDS = List.of("name", "roles", "app", "cache", "trust");

    private KeyFile() {}

    /** All keys, or a refusal that names every line with a fault. */
    static List<Key> parse(String place, String text) {
        List<Key> keys = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String words = line.replaceFirst("#.*", "").strip();
            if (words.isEmpty()) {
                continue;
            }
            try {
                Key key = key(words);
                if (!seen.add(key.digest())) {
                    throw new IllegalArgumentException("the same key as in a line before");
                }
                keys.add(key);
            } catch (IllegalArgumentException e) {
                faults.add("line " + number + ": " + e.getMessage());
            }
        }
        if (!faults.isEmpty()) {
            throw new KeysException(
                    KeysException.Code.BAD_KEY_FILE, place + " is no key file: " + String.join("; ", faults));
        }
        return keys;
    }

    private static Key key(String line) {
        String[] words = BLANKS.split(line, -1);
        var digest = DIGEST.matcher(words[0]);
        if (!digest.matches()) {
            // What stands there may be a key itself: it is not repeated.
            throw new IllegalArgumentException("begins with sha256: and 64 hexadecimal digits, the digest of the key");
        }
        String name = null;
        Set<Role> roles = EnumSet.noneOf(Role.class);
        String app = null;
        String cache = null;
        boolean trusted = true;
        for (String word : words) {
            int equals = word.indexOf('=');
            String value = word.substring(equals + 1);
            switch (equals < 0 ? "" : word.substring(0, equals)) {
                case "name" -> name = value;
                case "roles" -> roles = roles(value);
                case "app" -> app = app(value);
                case "cache" -> cache = value;
                case "trust" -> trusted = trust(value);
                default -> refuseUnlessFirst(word, words[0]);
            }
        }
        if (name == null || name.isEmpty() || roles.isEmpty()) {
            throw new IllegalArgumentException("needs name=… and roles=…");
        }
        return new Key(
                digest.group(1).toLowerCase(java.util.Locale.ROOT), name, roles, app, scope(name, app, cache, trusted));
    }

    /** A key of one app would otherwise reach the builds of all. */
    private static CacheScope scope(String name, @Nullable String app, @Nullable String cache, boolean trusted) {
        String namespace = cache != null ? cache : app != null ? app : "";
        try {
            return new CacheScope(namespace, trusted ? "" : name);
        } catch (CacheException e) {
            throw new IllegalArgumentException("cache: " + e.getMessage(), e);
        }
    }

    private static boolean trust(String word) {
        return switch (word) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw new IllegalArgumentException("trust is yes or no, not '" + word + "'");
        };
    }

    private static void refuseUnlessFirst(String word, String first) {
        if (!word.equals(first)) {
            String name = word.replaceFirst("=.*", "");
            throw new IllegalArgumentException("'" + name + "' is unknown" + Nearest.hint(name, WORDS));
        }
    }

    private static Set<Role> roles(String text) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String word : text.split(",", -1)) {
            roles.add(Arrays.stream(Role.values())
                    .filter(role -> role.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no role '" + word + "'"
                            + Nearest.hint(
                                    word,
                                    Arrays.stream(Role.values()).map(Role::word).toList())
                            + "; there are submit, read, promote and admin")));
        }
        return roles;
    }

    private static @Nullable String app(String text) {
        if (!APP.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is no app: 1 to 100 of a-z, 0-9 and -");
        }
        return text;
    }
}
