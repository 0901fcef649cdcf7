package dev.hone.server.keys;

import java.util.Locale;

/** What a key may be used for. */
public enum Role {
    /** Hand in profiles. */
    SUBMIT,
    /** Read profiles and what is known about them. */
    READ,
    /** Move channels: publish, promote, roll back, pin. */
    PROMOTE,
    /** Everything, for every app that the key is for. */
    ADMIN;

    /** The name in a key file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
