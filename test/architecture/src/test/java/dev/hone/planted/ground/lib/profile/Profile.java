package dev.hone.planted.ground.lib.profile;

/** There to be used. */
public final class Profile {
    public static final Profile IT = new Profile();

    private Profile() {}
}
