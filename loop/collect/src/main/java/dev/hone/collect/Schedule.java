package dev.hone.collect;

import dev.hone.intake.Wants;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides who is profiled when: a pure function of what is known.
 *
 * <p>Time is cut into the intervals of each app, shifted by a hash of its name. In each of them every target has a turn, or, when
 * fewer are to be profiled, those whose turn it is: first those of which the receiver has nothing, then those that waited
 * longest. A target's turn comes at a time within the interval that a hash of the target says, so that the profiles of an app
 * are spread over it; a target that is new is profiled at once. What is due begins in order of need, while the budget lasts.
 */
final class Schedule {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Comparator<Due> IN_TURN = Comparator.comparingInt(Due::need)
            .thenComparingLong(Due::taken)
            .thenComparing(Due::lot, Long::compareUnsigned);

    private final CollectBudget budget;
    private final QuietHours quiet;

    Schedule(CollectBudget budget, QuietHours quiet) {
        this.budget = budget;
        this.quiet = quiet;
    }

    /**
     * A target that may be profiled in this interval.
     *
     * @param need how much its profile would tell; less is more
     * @param taken when it was profiled last, in milliseconds
     * @param lot decides between equals, differently in each interval
     * @param at when its turn comes
     */
    private record Due(Candidate candidate, int need, long taken, long lot, Instant at) {}

    /**
     * The present interval of a series.
     *
     * @param all whether every target has a turn in it; then each has it at the same time of every interval
     */
    private record Interval(Instant start, Duration length, boolean all, Wants wants) {}

    Plan plan(Situation situation) {
        Instant now = situation.now();
        double rate = budget.rate(situation.fleet().size());
        double ceiling = Math.max(1, rate) * situation.fleet().longest().toSeconds();
        Credit credit = situation.credit().at(now, rate, ceiling);
        Duration rest = quiet.left(now);
        if (rest.isPositive()) {
            return new Plan(List.of(), now.plus(rest), credit);
        }
        if (situation.paused() != null && situation.paused().isAfter(now)) {
            return new Plan(List.of(), situation.paused(), credit);
        }
        Turns turns = new Turns(situation);
        situation.fleet().series().forEach(turns::look);
        return turns.begin(credit, rate);
    }

    /** The interval of a series that a time is in; those of an app of which there is enough are longer. */
    static Instant slot(Candidate.Series series, Wants wants, Instant now) {
        return Phase.start(now, effective(series, wants).interval(), series.hash());
    }

    private static Candidate.Series effective(Candidate.Series series, Wants wants) {
        return wants.enough() ? series.slowly() : series;
    }

    /** Goes through the series, and gathers who is due. */
    private final class Turns {
        private final Situation situation;
        private final Instant now;
        private final List<Due> ready = new ArrayList<>();
        private Instant next;

        Turns(Situation situation) {
            this.situation = situation;
            this.now = situation.now();
            this.next = now.plus(LONGEST_WAIT);
        }

        void look(Candidate.Series series, List<Candidate> members) {
            Wants wants = situation.wants(series.app());
            Instant slot = slot(series, wants, now);
            Interval interval =
                    new Interval(slot, effective(series, wants).interval(), members.size() <= series.most(), wants);
            List<Due> open = new ArrayList<>();
            int room = series.most();
            for (Candidate candidate : members) {
                Memory memory = situation.memory(candidate);
                Instant blocked = memory.blockedAt(now);
                if (memory.running() != null || isIn(memory, slot)) {
                    room--;
                } else if (blocked != null) {
                    comeBack(blocked);
                } else {
                    open.add(due(candidate, memory, interval));
                }
            }
            Round round = situation.rounds().get(series);
            boolean stopped = round != null && round.start().equals(slot) && round.isStopped();
            if (room <= 0 || stopped) {
                comeBack(slot.plus(interval.length()));
                return;
            }
            if (open.size() > room) {
                open.sort(IN_TURN);
            }
            open.subList(0, Math.min(room, open.size())).forEach(this::take);
        }

        /** A time that has not come is of a clock that was set back since, and says nothing. */
        private boolean isIn(Memory memory, Instant slot) {
            Instant taken = memory.taken();
            return taken != null && !taken.isBefore(slot) && !taken.isAfter(now);
        }

        private Due due(Candidate candidate, Memory memory, Interval interval) {
            Instant taken = memory.taken();
            long lot = Phase.mixed(candidate.hash() ^ interval.start().toEpochMilli());
            return new Due(
                    candidate,
                    need(candidate, memory, interval.wants()),
                    taken == null ? Long.MIN_VALUE : taken.toEpochMilli(),
                    lot,
                    turn(candidate, memory, lot, interval));
        }

        private Instant turn(Candidate candidate, Memory memory, long lot, Interval interval) {
            Duration phase = Phase.within(interval.length(), interval.all() ? candidate.hash() : lot);
            Instant turn = interval.start().plus(phase);
            Instant taken = memory.taken();
            boolean isKnown =
                    interval.wants().known() && interval.wants().instances().contains(candidate.instance());
            if ((memory.isNew() && !isKnown) || memory.turnedAway() > 0) {
                return interval.start();
            }
            if (taken == null || taken.isAfter(now)) {
                return turn;
            }
            // Who was kept waiting to the end of the last interval does not wait for the same time of this one.
            boolean isLate = interval.all() && taken.isBefore(interval.start().minus(interval.length()));
            Instant wanted = isLate ? interval.start() : turn;
            Instant rested = taken.plus(interval.length().dividedBy(2));
            return wanted.isBefore(rested) ? rested : wanted;
        }

        private int need(Candidate candidate, Memory memory, Wants wants) {
            if (!wants.known()) {
                return 2;
            }
            // What was delivered and is still not counted will not be by more of the same.
            if (memory.delivered() == 0 && !wants.instances().contains(candidate.instance())) {
                return 0;
            }
            int hour = now.atOffset(ZoneOffset.UTC).getHour();
            return wants.enough() ? 3 : wants.hours().contains(hour) ? 2 : 1;
        }

        private void take(Due due) {
            if (due.at().isAfter(now)) {
                comeBack(due.at());
            } else {
                ready.add(due);
            }
        }

        private void comeBack(Instant at) {
            if (at.isBefore(next)) {
                next = at;
            }
        }

        Plan begin(Credit before, double rate) {
            ready.sort(IN_TURN);
            Set<String> running = new HashSet<>(situation.running());
            int most = budget.most(situation.fleet().size());
            List<Candidate> start = new ArrayList<>();
            Credit credit = before;
            for (Due due : ready) {
                Candidate candidate = due.candidate();
                Duration duration = candidate.duration();
                if (running.size() >= most) {
                    break;
                }
                if (running.contains(candidate.key().process()) || quiet.isQuiet(now.plus(duration))) {
                    continue;
                }
                if (!credit.pays(duration)) {
                    comeBack(now.plus(credit.until(duration, rate)));
                    break;
                }
                credit = credit.without(duration);
                running.add(candidate.key().process());
                start.add(candidate);
            }
            return new Plan(start, next, credit);
        }
    }
}
