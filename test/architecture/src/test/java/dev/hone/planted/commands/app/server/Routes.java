package dev.hone.planted.commands.app.server;

/** There to be used. */
public final class Routes {
    public static final Routes IT = new Routes();

    private Routes() {}
}
