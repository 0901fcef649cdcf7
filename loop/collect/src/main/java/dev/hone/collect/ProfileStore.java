package dev.hone.collect;

import dev.hone.intake.Origin;
import java.net.URI;
import java.net.http.HttpRequest;

/** Where others keep their profiles: it is asked for all CPU profiles of a window, merged into one. */
public abstract sealed class ProfileStore permits PyroscopeStore, ParcaStore {
    private final StoreAddress address;
    private final StoreQuery query;

    ProfileStore(StoreAddress address, StoreQuery query) {
        this.address = address;
        this.query = query;
    }

    /**
     * A Pyroscope.
     *
     * @param address its scheme, host and port; a path is put before every request's
     * @param query a selector of labels, such as {@code {service_name="web"}}, with a type of profile before it or not
     * @throws PushException when the query is none
     */
    public static ProfileStore pyroscope(URI address, StoreLogin login, String query) {
        return new PyroscopeStore(new StoreAddress(address, login), StoreQuery.of(query, PyroscopeStore.TYPE));
    }

    /** A Parca, with the same. */
    public static ProfileStore parca(URI address, StoreLogin login, String query) {
        return new ParcaStore(new StoreAddress(address, login), StoreQuery.of(query, ParcaStore.TYPE));
    }

    /** What people call it. */
    public final String name() {
        return address.name();
    }

    /** The app that the query names, in the grammar of app names; empty when it names none. */
    public final String app() {
        return query.app();
    }

    /** What the query says of where the profiles come from. */
    final Origin origin() {
        return query.origin();
    }

    final StoreAddress address() {
        return address;
    }

    final StoreQuery query() {
        return query;
    }

    /** The question for the profiles of a window. */
    abstract HttpRequest request(Window window);

    /**
     * The profile in an answer, empty when there is nothing in the window.
     *
     * @throws PushException when it is no answer
     */
    abstract byte[] profile(byte[] answer);
}
