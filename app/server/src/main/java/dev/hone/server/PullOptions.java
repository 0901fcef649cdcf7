package dev.hone.server;

import dev.hone.collect.ProfileStore;
import dev.hone.collect.PullSettings;
import dev.hone.collect.PushException;
import dev.hone.collect.StoreLogin;
import dev.hone.command.Arguments;
import dev.hone.command.Declaration;
import dev.hone.command.Terminal;
import dev.hone.command.UsageException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Set;

/** What is pulled of another store of profiles: {@code hone scrape --mode pyroscope|parca URL QUERY}. */
final class PullOptions {
    private static final Set<String> MODES = Set.of("pyroscope", "parca");
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final Duration SETTLE = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String EXAMPLE =
            "as in hone scrape --mode pyroscope http://pyroscope:4040 '{service_name=\"web\"}'";

    private PullOptions() {}

    static void declare(Declaration declaration) {
        declaration
                .duration(
                        "--settle",
                        "DURATION",
                        "With --mode pyroscope or parca: how long after the end of a window it is asked for, so that late "
                                + "profiles are in it (default: 1m).")
                .flag("--once", "With --mode pyroscope or parca: hand in the last window that is over, and end.");
        SourceKey.declare(declaration);
    }

    /** Whether a mode is one of these. */
    static boolean isMode(String word) {
        return MODES.contains(word);
    }

    static Pulling.Wanted of(String mode, Arguments arguments, String app, Terminal terminal) {
        ProfileStore store = store(mode, arguments, SourceKey.of(arguments, terminal));
        String named = app.isEmpty() ? store.app() : app;
        if (named.isEmpty()) {
            throw new UsageException(
                    "the query says no service_name=\"…\" to call the app by; name the app with --app");
        }
        if (arguments.flag("--list") || arguments.flag("--json")) {
            throw new UsageException(
                    "--list is for modes that list targets; --mode " + mode + " --once shows one window");
        }
        Duration window = CollectOptions.positive(arguments, "--frequency", WINDOW);
        if (window.compareTo(PullSettings.SHORTEST) < 0) {
            throw new UsageException("--frequency takes at least 1s with --mode " + mode);
        }
        Duration settle = arguments.duration("--settle", SETTLE);
        if (settle.isNegative()) {
            throw new UsageException("--settle takes 0s or more");
        }
        return new Pulling.Wanted(store, new PullSettings(named, window, settle, PATIENCE));
    }

    private static ProfileStore store(String mode, Arguments arguments, StoreLogin login) {
        URI url = url(
                arguments.argument(0).orElseThrow(() -> new UsageException("name the URL of the store, " + EXAMPLE)));
        String query = arguments
                .argument(1)
                .orElseThrow(() -> new UsageException("say which profiles are wanted, " + EXAMPLE));
        try {
            return mode.equals("parca")
                    ? ProfileStore.parca(url, login, query)
                    : ProfileStore.pyroscope(url, login, query);
        } catch (PushException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static URI url(String text) {
        try {
            URI url = new URI(text);
            if (url.getRawUserInfo() != null) {
                throw new UsageException(
                        "leave user and password out of the URL, where others can see them: say --source-user, and put the "
                                + "password into HONE_SOURCE_KEY");
            }
            boolean isPlain = url.getRawQuery() == null && url.getRawFragment() == null;
            if (isPlain
                    && url.getHost() != null
                    && String.valueOf(url.getScheme()).matches("https?")) {
                return url;
            }
        } catch (URISyntaxException ignored) {
            // Said below.
        }
        throw new UsageException("'" + Terminal.visible(text) + "' is no URL such as http://pyroscope:4040");
    }
}
