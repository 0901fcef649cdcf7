package dev.hone.collect;

import dev.hone.intake.Wants;
import dev.hone.targets.Target;
import dev.hone.targets.Targets;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.BiFunction;

/** A fleet whose time is passed in: does what the schedule says, and writes down who was profiled when. */
final class SimulatedFleet {
    static final Instant MIDNIGHT = Instant.parse("2026-11-21T00:00:00Z");

    private final List<Target> targets;
    private final Book book;
    private final BiFunction<Target, Instant, Outcome> answers;
    private final PriorityQueue<End> ends = new PriorityQueue<>(
            (one, other) -> one.attempt().at().compareTo(other.attempt().at()));
    private final Map<String, List<Instant>> starts = new HashMap<>();
    private final Map<String, List<Instant>> delivered = new HashMap<>();
    private Instant now = MIDNIGHT;
    private int mostAtOnce;
    private int stopped;
    private int decisions;

    private record End(Candidate candidate, Memory.Attempt attempt) {}

    SimulatedFleet(List<Target> targets, CollectSettings settings, BiFunction<Target, Instant, Outcome> answers) {
        this.targets = targets;
        this.answers = answers;
        book = new Book(settings);
        book.look(new Targets(targets, List.of()));
    }

    /** Targets of an app with healthy names. */
    static List<Target> targets(String app, int count) {
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            targets.add(Target.of(
                    app, app + "-" + i, URI.create("http://10.0." + i / 250 + "." + i % 250 + ":6060/" + app)));
        }
        return targets;
    }

    static Outcome healthy(Target target, Instant at) {
        return Outcome.DELIVERED;
    }

    SimulatedFleet wanting(Map<String, Wants> wants) {
        book.wants(wants);
        return this;
    }

    /** Lets time pass. */
    SimulatedFleet run(Duration time) {
        Instant until = now.plus(time);
        while (now.isBefore(until)) {
            while (!ends.isEmpty() && !ends.peek().attempt().at().isAfter(now)) {
                End end = ends.remove();
                note(delivered, end);
                stopped += book.ended(end.candidate(), end.attempt()) ? 1 : 0;
            }
            Plan plan = book.plan(now);
            decisions++;
            plan.start().forEach(this::begin);
            mostAtOnce = Math.max(mostAtOnce, ends.size());
            Instant next = plan.next();
            if (!ends.isEmpty() && ends.peek().attempt().at().isBefore(next)) {
                next = ends.peek().attempt().at();
            }
            now = next.isAfter(now) ? next : now.plusMillis(20);
        }
        return this;
    }

    private void begin(Candidate candidate) {
        Target target = candidate.target();
        Outcome outcome = answers.apply(target, now);
        starts.computeIfAbsent(target.instance(), any -> new ArrayList<>()).add(now);
        Duration lasts = outcome == Outcome.DELIVERED ? candidate.duration() : Duration.ofMillis(50);
        ends.add(new End(candidate, new Memory.Attempt(outcome, now.plus(lasts), "")));
    }

    private static void note(Map<String, List<Instant>> delivered, End end) {
        if (end.attempt().outcome() == Outcome.DELIVERED) {
            delivered
                    .computeIfAbsent(end.candidate().target().instance(), any -> new ArrayList<>())
                    .add(end.attempt().at().minus(end.candidate().duration()));
        }
    }

    /** When attempts on a target began. */
    List<Instant> starts(String instance) {
        return starts.getOrDefault(instance, List.of());
    }

    /** When the profiles of it that were taken in began. */
    List<Instant> delivered(String instance) {
        return delivered.getOrDefault(instance, List.of());
    }

    List<Instant> allDelivered() {
        return delivered.values().stream().flatMap(List::stream).sorted().toList();
    }

    /** The longest that a target had no profile taken, from the beginning to now. */
    Duration worstWait(String instance) {
        Duration worst = Duration.ZERO;
        Instant before = MIDNIGHT;
        for (Instant each : delivered(instance)) {
            Duration wait = Duration.between(before, each);
            worst = wait.compareTo(worst) > 0 ? wait : worst;
            before = each;
        }
        Duration last = Duration.between(before, now);
        return last.compareTo(worst) > 0 ? last : worst;
    }

    List<Target> targets() {
        return targets;
    }

    int mostAtOnce() {
        return mostAtOnce;
    }

    int stopped() {
        return stopped;
    }

    int decisions() {
        return decisions;
    }

    Snapshot snapshot() {
        return book.snapshot("");
    }
}
