package dev.hone.collect;

import dev.hone.intake.Wants;
import dev.hone.targets.Targets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps what is known of a fleet from one decision to the next. Time is passed in. For one thread at a time. */
final class Book {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final int MOST_DOUBLINGS = 5;
    private static final int STRANGERS = 1_000;

    private final CollectSettings settings;
    private final Schedule schedule;
    private final Map<TargetKey, Memory> memory = new HashMap<>();
    private final Map<Candidate.Series, Round> rounds = new HashMap<>();
    private final Set<String> running = new HashSet<>();
    private Map<String, Wants> wants = Map.of();
    private Fleet fleet = Fleet.EMPTY;
    private List<Targets.LeftOut> left = List.of();
    private Credit credit = Credit.FULL;
    private int pauses;
    private @Nullable Instant paused;

    Book(CollectSettings settings) {
        this.settings = settings;
        this.schedule = new Schedule(settings.budget(), settings.quiet());
    }

    /** Takes over what a source says now. */
    void look(Targets targets) {
        fleet = Fleet.of(targets.found(), settings);
        left = targets.left();
        rounds.keySet().retainAll(fleet.series().keySet());
        // A target that is missing for one look is remembered; fleets that come and go must not fill the memory.
        if (memory.size() > 2 * fleet.size() + STRANGERS) {
            Set<TargetKey> known = new HashSet<>();
            fleet.all().forEach(candidate -> known.add(candidate.key()));
            memory.entrySet()
                    .removeIf(entry ->
                            !known.contains(entry.getKey()) && entry.getValue().running() == null);
        }
    }

    void wants(Map<String, Wants> now) {
        wants = Map.copyOf(now);
    }

    Fleet fleet() {
        return fleet;
    }

    /** Decides, and writes down what is begun. */
    Plan plan(Instant now) {
        Plan plan = schedule.plan(new Situation(now, fleet, memory, wants, rounds, running, credit, paused));
        credit = plan.credit();
        for (Candidate candidate : plan.start()) {
            memory.merge(candidate.key(), Memory.NONE.started(now), (before, any) -> before.started(now));
            running.add(candidate.key().process());
        }
        return plan;
    }

    /**
     * Writes down how an attempt ended.
     *
     * @return whether that stopped the round of its app
     */
    boolean ended(Candidate candidate, Memory.Attempt attempt) {
        Memory before = memory.getOrDefault(candidate.key(), Memory.NONE);
        memory.put(candidate.key(), before.ended(attempt, candidate));
        running.remove(candidate.key().process());
        pause(attempt);
        Candidate.Series series = candidate.series();
        Instant slot = Schedule.slot(series, wants.getOrDefault(series.app(), Wants.UNKNOWN), attempt.at());
        Round round = rounds.get(series);
        Round current = round == null || !round.start().equals(slot) ? Round.of(slot) : round;
        Round after = current.with(before, attempt.outcome());
        rounds.put(series, after);
        return after.isStopped() && !current.isStopped();
    }

    /** While nobody takes in profiles, taking them would be for nothing. */
    private void pause(Memory.Attempt attempt) {
        boolean isPaused = paused != null && paused.isAfter(attempt.at());
        if (attempt.outcome() == Outcome.NOT_HANDED_IN && !isPaused) {
            paused = attempt.at().plus(FIRST_PAUSE.multipliedBy(1L << Math.min(pauses++, MOST_DOUBLINGS)));
        } else if (attempt.outcome() == Outcome.DELIVERED) {
            paused = null;
            pauses = 0;
        }
    }

    /**
     * How the fleet fares.
     *
     * @param trouble with the list
     */
    Snapshot snapshot(String trouble) {
        List<TargetStatus> all = new ArrayList<>();
        fleet.all()
                .forEach(candidate ->
                        all.add(TargetStatus.of(candidate, memory.getOrDefault(candidate.key(), Memory.NONE))));
        return new Snapshot(all, left, trouble);
    }
}
