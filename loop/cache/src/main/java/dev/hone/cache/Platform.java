package dev.hone.cache;

import java.util.Locale;
import java.util.Properties;

/**
 * The machine this runs on, in Go's words.
 *
 * @param os as in GOOS
 * @param architecture as in GOARCH
 */
public record Platform(String os, String architecture) {
    public static Platform of(Properties properties) {
        String os = properties.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String architecture = properties.getProperty("os.arch", "");
        return new Platform(
                os.startsWith("mac") ? "darwin" : os.startsWith("windows") ? "windows" : os,
                switch (architecture) {
                    case "x86_64" -> "amd64";
                    case "aarch64" -> "arm64";
                    default -> architecture;
                });
    }
}
