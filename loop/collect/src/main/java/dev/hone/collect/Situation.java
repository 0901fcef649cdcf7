package dev.hone.collect;

import dev.hone.intake.Wants;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that the schedule decides by.
 *
 * @param memory of targets that were tried or are being profiled
 * @param wants of apps whose receiver can tell
 * @param rounds the last round of each series
 * @param running the processes that are being profiled, also of targets that are gone from the list
 * @param paused until when nothing is begun, because nobody takes in profiles; null when somebody does
 */
record Situation(
        Instant now,
        Fleet fleet,
        Map<TargetKey, Memory> memory,
        Map<String, Wants> wants,
        Map<Candidate.Series, Round> rounds,
        Set<String> running,
        Credit credit,
        @Nullable Instant paused) {

    Memory memory(Candidate candidate) {
        return memory.getOrDefault(candidate.key(), Memory.NONE);
    }

    Wants wants(String app) {
        return wants.getOrDefault(app, Wants.UNKNOWN);
    }
}
