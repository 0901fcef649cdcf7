package dev.hone.cli;

import dev.hone.profile.ProfileError;
import dev.hone.profile.ProfileException;
import dev.hone.profile.Text;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;

/** The address of a profile that a running program hands out. */
/*
 * Completed as go tool pprof does: without a path it is the CPU profile of net/http/pprof, and the option for the time takes
 * the place of what the address says.
 */
final class ProfileUrl {
    private static final String CPU_PROFILE = "/debug/pprof/profile";
    private static final String SECONDS = "seconds=";

    private final URI uri;
    private final int seconds;

    private ProfileUrl(URI uri, int seconds) {
        this.uri = uri;
        this.seconds = seconds;
    }

    /** Whether an argument is meant as an address rather than as a file. */
    static boolean isMeant(String argument) {
        return argument.regionMatches(true, 0, "http://", 0, 7) || argument.regionMatches(true, 0, "https://", 0, 8);
    }

    /** An address with so many seconds; 0 leaves it as it is. */
    static ProfileUrl of(String address, int seconds) {
        URI uri = parse(address);
        if (uri.getHost() == null) {
            throw refused("there is no host in this address; write http://HOST:PORT/debug/pprof/profile");
        } else if (uri.getRawUserInfo() != null) {
            throw refused("hone sends no user and password from an address, where others can see them");
        }
        String path = uri.getRawPath().isEmpty() || uri.getRawPath().equals("/") ? CPU_PROFILE : uri.getRawPath();
        String query = query(uri.getRawQuery() == null ? "" : uri.getRawQuery(), seconds);
        URI completed =
                parse(uri.getScheme() + "://" + uri.getRawAuthority() + path + (query.isEmpty() ? "" : "?" + query));
        return new ProfileUrl(completed, seconds(query));
    }

    private static URI parse(String address) {
        try {
            return new URI(address);
        } catch (URISyntaxException e) {
            throw new ProfileException(ProfileError.NOT_FOUND, "this is no address: " + e.getReason(), e);
        }
    }

    private static ProfileException refused(String message) {
        return new ProfileException(ProfileError.NOT_FOUND, message);
    }

    private static String query(String query, int seconds) {
        List<String> kept = new ArrayList<>();
        for (String parameter : query.split("&", -1)) {
            if (!parameter.isEmpty() && (seconds == 0 || !parameter.startsWith(SECONDS))) {
                kept.add(parameter);
            }
        }
        if (seconds > 0) {
            kept.add(SECONDS + seconds);
        }
        return String.join("&", kept);
    }

    private static int seconds(String query) {
        for (String parameter : query.split("&", -1)) {
            if (parameter.matches(SECONDS + "[0-9]{1,6}")) {
                return Integer.parseInt(parameter.substring(SECONDS.length()));
            }
        }
        return 0;
    }

    URI uri() {
        return uri;
    }

    String path() {
        return uri.getPath();
    }

    /** For how long the program is asked to profile; 0 when that is left to it. */
    int seconds() {
        return seconds;
    }

    /** How to call it in output. */
    String name() {
        return Text.of(uri.toString()).toString();
    }
}
