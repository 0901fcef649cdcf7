package dev.hone.cache;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Whose results a caller may see and change: those of a namespace, and in it the trusted ones or those of one pull request or
 * the like, whose code nobody has looked at yet.
 *
 * <p>What an untrusted caller brings is seen by callers of the same scope only. It sees what is trusted too.
 *
 * @param namespace a name, or empty for what is in no namespace
 * @param untrusted tells untrusted scopes apart; empty for the trusted one
 */
public record CacheScope(String namespace, String untrusted) {
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9-]{0,100}");
    private static final Pattern PLAIN = Pattern.compile("[a-z0-9-]{0,63}");
    private static final Pattern RESULT =
            Pattern.compile("([a-z0-9-]{1,100}/)?(_untrusted/[a-z0-9-]{1,64}/)?[0-9a-f]{64}");

    /** Trusted, in no namespace: where cacheprog has its objects. */
    public static final CacheScope USUAL = new CacheScope("", "");

    public CacheScope {
        if (!NAMESPACE.matcher(namespace).matches()) {
            throw new CacheException(
                    CacheError.BAD_REQUEST, "'" + namespace + "' is no namespace: 1 to 100 of a-z, 0-9 and -");
        }
    }

    /** Whether a key is that of a result of some scope: a store may hold other things that are named by digests, such as profiles. */
    static boolean isResult(String key) {
        return RESULT.matcher(key).matches();
    }

    public boolean isTrusted() {
        return untrusted.isEmpty();
    }

    CacheScope trusted() {
        return new CacheScope(namespace, "");
    }

    /** What stands before the keys of its results. Names of others come from outside, so most are there by their digest. */
    String prefix() {
        String before = namespace.isEmpty() ? "" : namespace + "/";
        return isTrusted() ? before : before + "_untrusted/" + name() + "/";
    }

    private String name() {
        return PLAIN.matcher(untrusted).matches()
                ? untrusted
                : OutputId.ofBytes(Digests.sha256().digest(untrusted.getBytes(StandardCharsets.UTF_8)))
                        .hex();
    }
}
