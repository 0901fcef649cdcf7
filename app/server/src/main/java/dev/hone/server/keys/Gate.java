package dev.hone.server.keys;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides who may use a route. */
public final class Gate {
    private static final String BEARER = "bearer ";
    private static final String BASIC = "basic ";

    private final Keys keys;
    private final Tokens tokens;
    private final Openness openness;

    public Gate(Keys keys, Openness openness) {
        this(keys, Tokens.NONE, openness);
    }

    /** One that also takes what somebody else signed. */
    public Gate(Keys keys, Tokens tokens, Openness openness) {
        this.keys = keys;
        this.tokens = tokens;
        this.openness = openness;
    }

    /** How open a process is when nobody shows a key. */
    public enum Openness {
        /** Without keys, only callers on this machine may do anything. */
        LOOPBACK,
        /** Without keys, everybody may do everything. */
        EVERYBODY,
        /** As open as the tool it stands in for, on that tool's routes; elsewhere as {@link #LOOPBACK}. */
        AS_ORIGINAL
    }

    /**
     * Whether a request may go ahead.
     *
     * @param authorization the header of that name
     * @param fromHere whether the caller is on this machine
     * @param app the app in the path of the request
     */
    public Admission admit(Access access, @Nullable String authorization, boolean fromHere, @Nullable String app) {
        return switch (access) {
            case Access.Open() -> new Admission.Admitted(Caller.ANONYMOUS);
            case Access.Keyed(Role role) -> trusted(admit(role, authorization, fromHere, app));
            case Access.Original(Role role) -> originally(trusted(admit(role, authorization, fromHere, app)));
            case Access.Shared(Role role) -> originally(shared(role, authorization, fromHere, app));
        };
    }

    private Admission shared(Role role, @Nullable String authorization, boolean fromHere, @Nullable String app) {
        String presented = presented(authorization);
        return presented != null && tokens.mayBe(presented)
                ? tokens.admit(presented, role)
                : admit(role, authorization, fromHere, app);
    }

    private Admission originally(Admission admission) {
        return openness == Openness.AS_ORIGINAL && !(admission instanceof Admission.Admitted)
                ? new Admission.Admitted(Caller.ANONYMOUS)
                : admission;
    }

    private static Admission trusted(Admission admission) {
        return admission instanceof Admission.Admitted(Caller caller)
                        && !caller.scope().isTrusted()
                ? new Admission.Forbidden(
                        "the key '" + caller.name() + "' is not trusted, and is for the build cache only")
                : admission;
    }

    private Admission admit(Role role, @Nullable String authorization, boolean fromHere, @Nullable String app) {
        if (!keys.areUsed() && !tokens.areTaken()) {
            return fromHere || openness == Openness.EVERYBODY
                    ? new Admission.Admitted(Caller.ANONYMOUS)
                    : new Admission.Forbidden(
                            "no keys are configured, so only callers on the server's own machine may do "
                                    + "this; start the server with --keys FILE");
        }
        String presented = presented(authorization);
        if (presented == null) {
            return new Admission.Unknown("this needs a key: send it as 'Authorization: Bearer KEY'");
        }
        Optional<Key> key = keys.find(presented);
        if (key.isEmpty()) {
            return new Admission.Unknown("the key is not known");
        }
        return decide(key.get(), role, app);
    }

    private static Admission decide(Key key, Role role, @Nullable String app) {
        if (!key.may(role)) {
            return new Admission.Forbidden("the key '" + key.name() + "' does not have the role " + role.word());
        }
        return key.isFor(app)
                ? new Admission.Admitted(Caller.of(key))
                : new Admission.Forbidden("the key '" + key.name() + "' is not for the app '" + app + "'");
    }

    /** The key in a header: what a bearer shows, or a password, whatever the user's name; some clients know only these. */
    private static @Nullable String presented(@Nullable String authorization) {
        if (authorization == null) {
            return null;
        }
        String lower = authorization.toLowerCase(Locale.ROOT);
        if (lower.startsWith(BEARER)) {
            return authorization.substring(BEARER.length());
        }
        return lower.startsWith(BASIC) ? password(authorization.substring(BASIC.length())) : null;
    }

    private static @Nullable String password(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded.strip()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? null : pair.substring(colon + 1);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
