package dev.hone.server.keys;

/** Who may use a route. */
public sealed interface Access {
    /** Everybody: health, readiness, metrics. */
    record Open() implements Access {}

    /** Who has a key with a role. */
    record Keyed(Role role) implements Access {}

    /** The same, unless the process stands in for a tool that has this route and knows no keys. */
    record Original(Role role) implements Access {}

    /** As {@link Original}, and untrusted keys may use it too: what builds share. */
    record Shared(Role role) implements Access {}

    static Access shared(Role role) {
        return new Shared(role);
    }

    static Access open() {
        return new Open();
    }

    static Access keyed(Role role) {
        return new Keyed(role);
    }

    static Access original(Role role) {
        return new Original(role);
    }
}
