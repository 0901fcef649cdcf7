package dev.hone.server;

import dev.hone.collect.CollectBudget;
import dev.hone.collect.CollectSettings;
import dev.hone.collect.QuietHours;
import dev.hone.command.Arguments;
import dev.hone.command.Declaration;
import dev.hone.command.UsageException;
import java.time.Duration;

/** What profiling may cost a fleet, and when: the options that {@code scrape} and {@code up} share. */
final class CollectOptions {
    private static final double PERCENT = 100;
    private static final Duration FILE = Duration.ofSeconds(5);
    private static final Duration ELSEWHERE = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(15);

    private CollectOptions() {}

    static void declare(Declaration declaration) {
        declaration
                .decimal(
                        "--overhead",
                        "PERCENT",
                        "The share of the fleet's CPU time that profiling may cost (default: 0.1).")
                .decimal(
                        "--at-once",
                        "PERCENT",
                        "The share of all instances that may be profiled at once; one always may (default: 1).")
                .option(
                        "--quiet-hours",
                        "SPANS",
                        "When nothing is profiled, in UTC: 22:00-06:00, or several with commas.")
                .flag("--allow-link-local", "Ask link-local addresses too, where clouds tell their metadata.");
    }

    /**
     * The settings.
     *
     * @param most targets of an app in an interval
     */
    static CollectSettings settings(
            Arguments arguments, int most, Duration duration, Duration interval, TargetSources.Mode mode) {
        return new CollectSettings(
                most,
                duration,
                interval,
                new CollectBudget(
                        share(arguments, "--at-once", CollectBudget.USUAL.atOnce()),
                        share(arguments, "--overhead", CollectBudget.USUAL.overhead())),
                quiet(arguments),
                new CollectSettings.Reach(
                        mode == TargetSources.Mode.FILE ? FILE : ELSEWHERE,
                        GRACE,
                        arguments.flag("--allow-link-local")));
    }

    /** A duration that is worth it. */
    static Duration positive(Arguments arguments, String name, Duration usual) {
        Duration given = arguments.duration(name, usual);
        if (!given.isPositive()) {
            throw new UsageException(name + " takes more than 0s");
        }
        return given;
    }

    private static double share(Arguments arguments, String name, double usual) {
        double percent = arguments.decimal(name, usual * PERCENT);
        if (!(percent > 0 && percent <= PERCENT)) {
            throw new UsageException(name + " takes a share in percent, above 0 and at most 100");
        }
        return percent / PERCENT;
    }

    private static QuietHours quiet(Arguments arguments) {
        try {
            return arguments.value("--quiet-hours").map(QuietHours::parse).orElse(QuietHours.NONE);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--quiet-hours: " + e.getMessage());
        }
    }
}
