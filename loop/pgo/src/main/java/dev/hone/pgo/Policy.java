package dev.hone.pgo;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.hone.base.ByteSize;
import dev.hone.gopgo.EdgeRules;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What an app wants: how its uploads are weighed, when a profile is published, and what is kept.
 *
 * <p>As JSON the keys of all parts stand side by side: {@code {"format": 1, "window": "30d", "recipe": {"web": 3}}}.
 * Immutable; {@link #parse} is where values are held to their limits.
 */
public record Policy(
        Aging aging,
        Publishing publishing,
        Readying readying,
        Shaping shaping,
        Fallback fallback,
        Trust trust,
        Keeping keeping) {
    static final int FORMAT = 1;
    private static final long MINIMUM_SAMPLES = 3_000;
    private static final Duration COOL_DOWN = Duration.ofHours(6);
    private static final int GENERATIONS_KEPT = 20;

    /** What is usual. */
    public static final Policy USUAL = new Policy(
            new Aging(Duration.ofDays(30), Duration.ofDays(7), 0.5),
            new Publishing(MINIMUM_SAMPLES, COOL_DOWN, Duration.ofDays(7), 0.05, 0.97, 1.25, Promotion.AUTO),
            new Readying(10_000, 8, 2, 0.97),
            new Shaping(List.of(), List.of(), new TreeMap<>()),
            new Fallback(List.of(), ""),
            new Trust(0.95, 0.2, 0.5, false),
            new Keeping(GENERATIONS_KEPT, ByteSize.ofMebibytes(1024)));

    /**
     * How uploads lose weight.
     *
     * @param window older uploads do not count
     * @param halfLife after which an upload counts half; zero for never
     * @param versionStep what a version of the program counts of what the next one counts
     */
    public record Aging(Duration window, Duration halfLife, double versionStep) {}

    /**
     * When a profile is published.
     *
     * @param minimumSamples with fewer the first profile is {@code weak}, and no other follows
     * @param coolDown how long a published profile stays at least
     * @param maxAge after which small differences count too
     * @param minDrift a smaller part of all weight elsewhere does not count as change
     * @param minKept as long as more of the hot weight is hot already, that does not count as change
     * @param noise how many times chance a difference must be
     * @param promote which channels follow
     */
    public record Publishing(
            long minimumSamples,
            Duration coolDown,
            Duration maxAge,
            double minDrift,
            double minKept,
            double noise,
            Promotion promote) {}

    /** What publishing moves. */
    public enum Promotion {
        /** {@code candidate} and {@code stable}. */
        AUTO,
        /** {@code candidate}; somebody moves {@code stable}. */
        MANUAL
    }

    /**
     * When there is enough of an app to rely on; nothing depends on it but what is told to people and to scrapers.
     *
     * @param samples so many at least
     * @param instances so many at least
     * @param dayParts quarters of the day, so many at least
     * @param coverage the share of hot weight that is known to be hot, at least
     */
    public record Readying(long samples, int instances, int dayParts, double coverage) {}

    /**
     * What is changed about profiles.
     *
     * @param rules lines as {@link EdgeRules} reads them
     * @param prune what is cut off uploads
     * @param recipe workloads with their shares; empty for all as they come
     */
    public record Shaping(List<String> rules, List<PruneRule> prune, SortedMap<String, Integer> recipe) {
        public Shaping {
            rules = List.copyOf(rules);
            prune = List.copyOf(prune);
            recipe = Collections.unmodifiableSortedMap(new TreeMap<>(recipe));
        }

        /** The rules about edges. */
        public EdgeRules edgeRules() {
            return new EdgeRules(EdgeRules.parse(String.join("\n", rules)));
        }
    }

    /**
     * Whose profile is used as long as the app has none.
     *
     * @param family apps, the best first
     * @param fleet one for all; empty for none
     */
    public record Fallback(List<AppName> family, String fleet) {
        public Fallback {
            family = List.copyOf(family);
        }
    }

    /**
     * What is believed.
     *
     * @param minimumStartLines a profile that knows the start of fewer calls is flagged
     * @param staleFlag with a larger share on functions that the program lacks it is flagged
     * @param staleBlock with a larger share it is not published
     * @param unsigned whether a generation without a signature is used
     */
    public record Trust(double minimumStartLines, double staleFlag, double staleBlock, boolean unsigned) {}

    /**
     * What is kept.
     *
     * @param keep how many generations
     * @param uploadBytes how many bytes of uploads as they were received
     */
    public record Keeping(int keep, ByteSize uploadBytes) {}

    /**
     * Reads a policy; a key that is not given has its usual value.
     *
     * @throws PgoException that tells all that is wrong with it
     */
    public static Policy parse(String json) {
        return USUAL.with(json);
    }

    /**
     * This policy with some keys changed.
     *
     * @throws PgoException that tells all that is wrong with the change
     */
    public Policy with(String json) {
        return PolicyForm.read(json, this);
    }

    /** Every key with its value, in one form. */
    public String json() {
        return PolicyForm.text(this);
    }

    /** What differs between policies that differ, for {@code ETag}. */
    public String digest() {
        return Sha256.of(json().getBytes(StandardCharsets.UTF_8));
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Policy of(JsonNode tree) {
        return PolicyForm.read(tree, USUAL);
    }

    @JsonValue
    JsonNode tree() {
        return PolicyForm.tree(this);
    }
}
