package dev.hone.server.oidc;

import dev.hone.cache.CacheScope;
import dev.hone.server.keys.Admission;
import dev.hone.server.keys.Caller;
import dev.hone.server.keys.Role;
import dev.hone.server.keys.Tokens;
import dev.hone.server.reload.ReloadListener;
import dev.hone.server.reload.Reloaded;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the tokens that a CI system gives its jobs: signed by a key of a known issuer, for us, and now. What it claims is mapped to
 * a namespace of the build cache and to trust by the rules of a file.
 */
public final class OidcTokens implements Tokens {
    private static final Logger LOG = LoggerFactory.getLogger("oidc");

    /** How far clocks may be apart. */
    private static final long SKEW = 60;

    private static final int LONGEST_NAME = 100;

    private final Supplier<List<Issuer>> issuers;
    private final InstantSource clock;
    private final LongSupplier nanoClock;
    private final Map<String, KeySource> sources = new ConcurrentHashMap<>();

    private OidcTokens(Supplier<List<Issuer>> issuers, InstantSource clock, LongSupplier nanoClock) {
        this.issuers = issuers;
        this.clock = clock;
        this.nanoClock = nanoClock;
    }

    /**
     * By the rules of a file, which must be readable now and is read again when it changes.
     *
     * @throws OidcException when it is not, or says what cannot be
     */
    public static OidcTokens of(Path file, InstantSource clock, LongSupplier nanoClock) {
        Reloaded<List<Issuer>> reloaded = Reloaded.of(file, OidcFile::read, nanoClock, new ReloadListener<>() {
            @Override
            public void loaded(List<Issuer> issuers) {}

            @Override
            public void refused(String reason) {
                LOG.warn("{}; what it said before goes on counting", reason);
            }
        });
        return new OidcTokens(reloaded, clock, nanoClock);
    }

    @Override
    public boolean areTaken() {
        return true;
    }

    @Override
    public boolean mayBe(String presented) {
        return Jwt.looksSo(presented);
    }

    @Override
    public Admission admit(String presented, Role role) {
        Optional<Jwt> parsed = Jwt.parse(presented);
        if (parsed.isEmpty()) {
            return new Admission.Unknown("that is no token");
        }
        Jwt token = parsed.get();
        Optional<Issuer> found = issuers.get().stream()
                .filter(issuer -> issuer.name().equals(token.text("iss")))
                .findFirst();
        if (found.isEmpty()) {
            return new Admission.Unknown("the token is of an issuer that is not known here");
        }
        Issuer issuer = found.get();
        KeySource source = sources.computeIfAbsent(issuer.keys(), place -> new KeySource(place, nanoClock));
        if (!source.keys(token.keyId()).signed(token)) {
            return new Admission.Unknown("the token is not signed by a key of its issuer");
        }
        return now(token, issuer).orElseGet(() -> decide(token, issuer, role));
    }

    /** Why a sound token is not one for us and now; empty when it is. */
    private Optional<Admission> now(Jwt token, Issuer issuer) {
        long now = clock.instant().getEpochSecond();
        if (!token.isFor(issuer.audience())) {
            return Optional.of(new Admission.Unknown("the token is for another audience"));
        }
        if (token.seconds("exp").map(end -> end + SKEW <= now).orElse(true)) {
            return Optional.of(new Admission.Unknown("the token is over, or does not say until when it counts"));
        }
        boolean early = token.seconds("nbf").map(begin -> begin - SKEW > now).orElse(false)
                || token.seconds("iat").map(made -> made - SKEW > now).orElse(false);
        return early ? Optional.of(new Admission.Unknown("the token does not count yet")) : Optional.empty();
    }

    private static Admission decide(Jwt token, Issuer issuer, Role role) {
        Optional<Issuer.Rule> found =
                issuer.rules().stream().filter(rule -> rule.fits(token)).findFirst();
        if (found.isEmpty()) {
            return new Admission.Forbidden("no rule says what such a token is good for");
        }
        Issuer.Rule rule = found.get();
        if (!rule.roles().contains(role)) {
            return new Admission.Forbidden("such a token does not have the role " + role.word());
        }
        String scope = rule.trusted() ? "" : token.text(rule.scope());
        if (!rule.trusted() && scope.isEmpty()) {
            return new Admission.Forbidden("the token does not have the claim that tells untrusted jobs apart");
        }
        return new Admission.Admitted(
                new Caller(name(token), null, true, new CacheScope(rule.namespace(), untrusted(rule, scope))));
    }

    /** Not what a key may be called, so that a job never has the scope of one. */
    private static String untrusted(Issuer.Rule rule, String scope) {
        return rule.trusted() ? "" : rule.scope() + "=" + scope;
    }

    /** For logs: what others wrote, without what would break a line. */
    private static String name(Jwt token) {
        String name = token.text("sub").replaceAll("[^\\x21-\\x7e]", "?");
        return "oidc:" + name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }
}
