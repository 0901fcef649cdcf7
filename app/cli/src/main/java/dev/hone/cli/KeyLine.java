package dev.hone.cli;

import dev.hone.base.Nearest;
import dev.hone.command.UsageException;
import dev.hone.profile.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One key in a key file: {@code sha256:<hex of the key> name=ci roles=submit,read app=web}. The key itself is not in it.
 *
 * @param app that it is bound to; empty for all
 */
record KeyLine(String sha256, String name, List<String> roles, String app) {
    static final List<String> ROLES = List.of("submit", "read", "promote", "admin");
    private static final String DIGEST = "sha256:";

    KeyLine {
        roles = List.copyOf(roles);
        if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new UsageException(
                    "'" + Text.of(name) + "' is no name for a key; write 1 to 64 letters, digits, dots, _ and -");
        } else if (roles.isEmpty()) {
            throw new UsageException("a key without roles may do nothing; give some of " + String.join(", ", ROLES));
        } else if (!app.isEmpty()) {
            AppArgument.check(app);
        }
        for (String role : roles) {
            if (!ROLES.contains(role)) {
                throw new UsageException("there is no role '" + Text.of(role) + "'; the roles are "
                        + String.join(", ", ROLES) + Nearest.hint(role, ROLES));
            }
        }
    }

    /** Whether a line of a key file holds a key, and not a comment or nothing. */
    static boolean isKey(String line) {
        return !line.isBlank() && !line.strip().startsWith("#");
    }

    /** Reads a line. */
    static KeyLine parse(String line) {
        List<String> words = new ArrayList<>(Arrays.asList(line.strip().split("\\s+")));
        String digest = words.removeFirst();
        if (!digest.matches(DIGEST + "[0-9a-f]{64}")) {
            throw new UsageException("a key begins with sha256: and 64 hexadecimal digits");
        }
        return new KeyLine(
                        digest.substring(DIGEST.length()),
                        value(words, "name="),
                        Arrays.asList(value(words, "roles=").split(",")),
                        value(words, "app="))
                .withNothingElse(words);
    }

    private static String value(List<String> words, String name) {
        for (String word : words) {
            if (word.startsWith(name)) {
                words.remove(word);
                return word.substring(name.length());
            }
        }
        return "";
    }

    private KeyLine withNothingElse(List<String> words) {
        if (!words.isEmpty()) {
            throw new UsageException(
                    "'" + Text.of(words.getFirst()) + "' means nothing here; a key has name=, roles= and app=");
        }
        return this;
    }

    String text() {
        return DIGEST + sha256 + " name=" + name + " roles=" + String.join(",", roles)
                + (app.isEmpty() ? "" : " app=" + app);
    }
}
