package dev.hone.server.reload;

/** Hears when a file was read again. */
public interface ReloadListener<T> {
    /** This is what it says now. */
    void loaded(T content);

    /** It cannot be used; what it said before stays. */
    void refused(String reason);
}
