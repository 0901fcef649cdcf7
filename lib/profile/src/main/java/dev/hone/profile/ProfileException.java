package dev.hone.profile;

import dev.hone.base.HoneException;

/** A profile could not be read, or is not one. */
public final class ProfileException extends HoneException {
    private static final long serialVersionUID = 1;

    public ProfileException(ProfileError code, String message) {
        super(code, message);
    }

    public ProfileException(ProfileError code, String message, Throwable cause) {
        super(code, message, cause);
    }

    /** The same refusal, with the name of what was refused. */
    ProfileException of(String name) {
        return code() instanceof ProfileError error
                ? new ProfileException(error, name + ": " + getMessage(), this)
                : this;
    }

    static ProfileException malformed(String message) {
        return new ProfileException(ProfileError.MALFORMED, message);
    }

    /** A breach of the limit {@code name}: what was found, and how to allow it. */
    static ProfileException limit(String name, String limit, String found) {
        return new ProfileException(
                ProfileError.TOO_LARGE,
                found + ": the limit '" + name + "' is " + limit + "; if you trust the file, raise it (--limit " + name
                        + "=…)");
    }
}
