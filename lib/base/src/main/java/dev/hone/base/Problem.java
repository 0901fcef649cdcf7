package dev.hone.base;

/**
 * One thing that is wrong with a configuration.
 *
 * @param key the key as it was written
 * @param place where it was written: a flag, a variable, a file with its line
 * @param message what is wrong and what would be right
 */
public record Problem(String key, String place, String message) {
    @Override
    public String toString() {
        return key + " (" + place + "): " + message;
    }
}
