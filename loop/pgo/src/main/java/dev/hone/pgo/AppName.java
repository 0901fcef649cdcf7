package dev.hone.pgo;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The name of a program under improvement: 1 to 100 of the characters {@code a-z}, {@code 0-9} and {@code -}. */
public record AppName(@JsonValue String value) implements Comparable<AppName> {
    private static final int LONGEST = 100;

    public AppName {
        if (!isName(value)) {
            throw new PgoException(PgoError.BAD_APP_NAME, "invalid app name");
        }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static AppName of(String value) {
        return new AppName(value);
    }

    public static boolean isName(String value) {
        return !value.isEmpty() && value.length() <= LONGEST && value.chars().allMatch(AppName::isPart);
    }

    private static boolean isPart(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    }

    @Override
    public int compareTo(AppName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
