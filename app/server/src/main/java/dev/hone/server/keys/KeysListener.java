package dev.hone.server.keys;

/** Hears when the key file was read again. */
public interface KeysListener {
    KeysListener NONE = new KeysListener() {
        @Override
        public void loaded(int keys) {}

        @Override
        public void refused(String reason) {}
    };

    /** There are so many keys now. */
    void loaded(int keys);

    /** The file cannot be used; the keys of before stay. */
    void refused(String reason);
}
