package dev.hone.gocache;

import dev.hone.cache.Brought;
import dev.hone.cache.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What one go command asked of the cache and what it was told, as it is kept and shown.
 *
 * @param answers how many answers came from where, or why there were none
 * @param served the bytes of the results that go was given
 * @param received what came over the network for them, and for what was brought before go asked
 * @param brought what that was
 * @param waits how long requests waited
 * @param made the results that go handed in, and {@code madeBytes} their bytes
 * @param shared the results of this build that the shared store has been brought, and {@code sent} the bytes that took
 * @param waiting the results of this build that wait to be brought there
 */
record BuildReport(
        Facts facts,
        Duration took,
        Map<Source, Long> answers,
        long served,
        long received,
        Brought brought,
        Waits waits,
        long made,
        long madeBytes,
        long shared,
        long sent,
        long waiting) {

    BuildReport {
        answers = Map.copyOf(answers);
    }

    /**
     * Which build it was.
     *
     * @param command what ran, such as {@code go build}; empty where that is not known
     * @param folder where it ran
     * @param by {@code daemon} or {@code direct}
     * @param store the shared store without its secrets; empty for none
     * @param mode what it was allowed to do with it
     */
    record Facts(Instant begun, String command, String folder, String by, String store, String mode) {}

    /**
     * How long requests waited.
     *
     * @param here those that were answered by this machine, added up
     * @param shared the same for those that were asked of the shared store
     * @param half what half of all waited at most, and {@code nearlyAll} what 99 in a hundred did
     */
    record Waits(Duration here, Duration shared, Duration half, Duration nearlyAll) {}

    long count(Source source) {
        return answers.getOrDefault(source, 0L);
    }

    long asked() {
        return answers.values().stream().mapToLong(Long::longValue).sum();
    }

    long hits() {
        return answers.entrySet().stream()
                .filter(entry -> entry.getKey().isHit())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    long misses() {
        return asked() - hits();
    }

    /** What came from other machines, whoever fetched it. */
    long fetched() {
        return count(Source.FETCHED) + count(Source.FORESEEN) + count(Source.TOGETHER);
    }
}
