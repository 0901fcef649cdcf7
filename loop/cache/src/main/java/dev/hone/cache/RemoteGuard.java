package dev.hone.cache;

/** A remote cache around another one, which decides what reaches that, and when. */
abstract class RemoteGuard implements RemoteCache {
    private final RemoteCache guarded;

    RemoteGuard(RemoteCache guarded) {
        this.guarded = guarded;
    }

    @Override
    public final Health check() {
        return guarded.check();
    }

    @Override
    public final void close() {
        guarded.close();
    }
}
