package dev.hone.collect;

import java.net.URI;
import java.net.http.HttpRequest;

/** Where a store of profiles is, and who asks it. */
record StoreAddress(URI address, StoreLogin login) {
    /** Its address without what is nobody's business. */
    String name() {
        return address.getScheme() + "://" + address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort())
                + before();
    }

    private String before() {
        return address.getRawPath() == null ? "" : address.getRawPath().replaceFirst("/+$", "");
    }

    /** A request for a path below it. */
    HttpRequest.Builder to(String path) {
        return login.on(HttpRequest.newBuilder(URI.create(name() + path)).header("User-Agent", "hone"));
    }
}
