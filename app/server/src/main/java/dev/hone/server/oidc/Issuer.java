package dev.hone.server.oidc;

import dev.hone.server.keys.Role;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Somebody whose tokens are taken.
 *
 * @param name what stands in {@code iss}
 * @param audience what has to stand in {@code aud}
 * @param keys where its keys are: a file, or an address
 * @param rules what its tokens are good for; the first that fits counts
 */
record Issuer(String name, String audience, String keys, List<Rule> rules) {
    Issuer {
        rules = List.copyOf(rules);
    }

    /**
     * What tokens with these claims are good for.
     *
     * @param when the claims, each with a value in which a star stands for anything
     * @param namespace of the build cache
     * @param trusted whether trusted builds see what they bring
     * @param scope the claim that tells untrusted scopes apart
     */
    record Rule(Map<String, String> when, Set<Role> roles, String namespace, boolean trusted, String scope) {
        Rule {
            when = Map.copyOf(when);
            roles = Set.copyOf(roles);
        }

        /** A claim that is not there fits nothing, not even a star. */
        boolean fits(Jwt token) {
            return when.entrySet().stream().allMatch(claim -> {
                String said = token.text(claim.getKey());
                return !said.isEmpty() && matches(claim.getValue(), said);
            });
        }

        /** Goes back to the last star only, so that no pattern takes long. */
        static boolean matches(String pattern, String text) {
            int p = 0;
            int t = 0;
            int star = -1;
            int resume = 0;
            while (t < text.length()) {
                if (p < pattern.length() && pattern.charAt(p) == '*') {
                    star = p++;
                    resume = t;
                } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
                    p++;
                    t++;
                } else if (star >= 0) {
                    p = star + 1;
                    t = ++resume;
                } else {
                    return false;
                }
            }
            while (p < pattern.length() && pattern.charAt(p) == '*') {
                p++;
            }
            return p == pattern.length();
        }
    }
}
