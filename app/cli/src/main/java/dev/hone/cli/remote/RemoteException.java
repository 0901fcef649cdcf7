package dev.hone.cli.remote;

import dev.hone.base.HoneException;

/** A server could not be asked, or did not do what it was asked. */
public final class RemoteException extends HoneException {
    private static final long serialVersionUID = 1;

    private final RemoteError error;

    public RemoteException(RemoteError error, String message) {
        super(error, message);
        this.error = error;
    }

    public RemoteException(RemoteError error, String message, Throwable cause) {
        super(error, message, cause);
        this.error = error;
    }

    /** What went wrong, as this package names it. */
    public RemoteError error() {
        return error;
    }
}
