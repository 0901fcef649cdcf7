package dev.hone.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.intake.Wants;
import dev.hone.targets.Pace;
import dev.hone.targets.Target;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ScheduleTest {
    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private static CollectSettings settings(int most, Duration duration, Duration interval, CollectBudget budget) {
        return new CollectSettings(most, duration, interval, budget, QuietHours.NONE, CollectSettings.Reach.USUAL);
    }

    /** Scenario 44 of the specification: some are busy now and then, some always, some are down. */
    @Test
    void thousandTargets_overADay_areSparedAndAllHaveTheirTurn() {
        SimulatedFleet fleet = new SimulatedFleet(
                        SimulatedFleet.targets("web", 1000), CollectSettings.USUAL, ScheduleTest::mixed)
                .run(DAY);

        int most = CollectBudget.USUAL.most(1000);
        assertThat(most).isEqualTo(10);
        assertThat(fleet.mostAtOnce()).isEqualTo(most);
        double rate = CollectBudget.USUAL.rate(1000);
        double seconds = fleet.allDelivered().size() * 30.0;
        assertThat(seconds).isLessThanOrEqualTo(rate * DAY.toSeconds() + rate * 30);
        for (int i = 0; i < 1000; i++) {
            String instance = "web-" + i;
            if (i % 100 == 7) {
                assertThat(fleet.starts(instance)).as("down: " + instance).hasSizeLessThan(30);
            } else if (i % 100 == 8) {
                assertThat(fleet.starts(instance)).as("busy: " + instance).hasSizeLessThan(40);
            } else {
                assertThat(fleet.worstWait(instance)).as(instance).isLessThanOrEqualTo(HOUR.multipliedBy(2));
                assertThat(fleet.delivered(instance)).as(instance).hasSizeBetween(22, 25);
                assertSpaced(fleet.starts(instance), i);
            }
        }
        assertThat(fleet.decisions()).isLessThan(120_000);
    }

    private static Outcome mixed(Target target, Instant at) {
        int number = Integer.parseInt(target.instance().replaceFirst(".*-", ""));
        boolean nowAndThen = Math.floorMod(Phase.mixed(number * 31L + at.getEpochSecond() / 60), 20) == 0;
        return switch (number % 100) {
            case 7 -> Outcome.UNREACHABLE;
            case 8 -> Outcome.BUSY;
            default -> nowAndThen ? Outcome.BUSY : Outcome.DELIVERED;
        };
    }

    private static void assertSpaced(List<Instant> starts, int number) {
        for (int i = 1; i < starts.size(); i++) {
            assertThat(Duration.between(starts.get(i - 1), starts.get(i)))
                    .as("pause of " + number)
                    .isGreaterThanOrEqualTo(HALF_A_MINUTE);
        }
    }

    @Test
    void phases_areSpreadOverTheInterval() {
        SimulatedFleet fleet = new SimulatedFleet(
                        SimulatedFleet.targets("web", 1000),
                        settings(1000, HALF_A_MINUTE, HOUR, CollectBudget.ALL),
                        SimulatedFleet::healthy)
                .run(Duration.ofHours(4));

        Instant settled = SimulatedFleet.MIDNIGHT.plus(Duration.ofHours(2));
        Map<Long, Long> perMinute = fleet.allDelivered().stream()
                .filter(start -> start.isAfter(settled))
                .collect(Collectors.groupingBy(start -> start.getEpochSecond() / 60, Collectors.counting()));
        assertThat(perMinute.values())
                .hasSizeGreaterThan(110)
                .allSatisfy(count -> assertThat(count).isLessThan(40));
    }

    @Test
    void sampleSize_isTheMostOfAnInterval_andEveryTargetHasItsTurn() {
        Duration minute = Duration.ofMinutes(1);
        SimulatedFleet fleet = new SimulatedFleet(
                        SimulatedFleet.targets("web", 20),
                        settings(3, Duration.ofSeconds(5), minute, CollectBudget.ALL),
                        SimulatedFleet::healthy)
                .run(minute.multipliedBy(70));

        assertThat(fleet.allDelivered()).hasSizeBetween(3 * 69, 3 * 71);
        for (int i = 0; i < 20; i++) {
            assertThat(fleet.delivered("web-" + i)).as("web-" + i).hasSizeBetween(9, 12);
            assertThat(fleet.worstWait("web-" + i)).isLessThanOrEqualTo(minute.multipliedBy(10));
        }
    }

    /** The old scraper's first profile comes after a whole interval. */
    @Test
    void aNewTarget_isProfiledAtOnce() {
        SimulatedFleet fleet = new SimulatedFleet(
                        SimulatedFleet.targets("web", 1), CollectSettings.USUAL, SimulatedFleet::healthy)
                .run(Duration.ofMinutes(5));

        assertThat(fleet.starts("web-0")).containsExactly(SimulatedFleet.MIDNIGHT);
    }

    @Test
    void aLonelyTarget_isProfiledNoMoreThanItsCpuTimePaysFor() {
        SimulatedFleet fleet = new SimulatedFleet(
                        SimulatedFleet.targets("web", 1),
                        settings(1, HALF_A_MINUTE, Duration.ofMinutes(1), CollectBudget.USUAL),
                        SimulatedFleet::healthy)
                .run(HOUR);

        // 30 s cost 0.3 s of CPU time at most; a thousandth of an instance is that after 300 s.
        assertThat(fleet.starts("web-0")).hasSizeBetween(11, 13);
    }

    @Test
    void gaps_areClosedFirst() {
        List<Target> targets = new ArrayList<>(SimulatedFleet.targets("known", 50));
        targets.addAll(SimulatedFleet.targets("new", 50));
        Set<Integer> allHours = IntStream.range(0, 24).boxed().collect(Collectors.toSet());
        Set<String> half = IntStream.range(0, 25).mapToObj(i -> "new-" + i).collect(Collectors.toSet());
        Set<String> known = IntStream.range(0, 50).mapToObj(i -> "known-" + i).collect(Collectors.toSet());
        SimulatedFleet fleet = new SimulatedFleet(
                        targets,
                        settings(1000, HALF_A_MINUTE, HOUR, new CollectBudget(0.01, 1)),
                        SimulatedFleet::healthy)
                .wanting(Map.of(
                        "known", new Wants(true, known, allHours, false),
                        "new", new Wants(true, half, Set.of(), false)))
                .run(Duration.ofMinutes(13));

        Set<String> profiled = new HashSet<>();
        for (int i = 25; i < 50; i++) {
            assertThat(fleet.starts("new-" + i)).as("not seen before: new-" + i).hasSize(1);
            profiled.add("new-" + i);
        }
        assertThat(profiled).hasSize(25);
        long ofKnown = IntStream.range(0, 50)
                .filter(i -> !fleet.starts("known-" + i).isEmpty())
                .count();
        assertThat(ofKnown).as("profiles that would tell little").isLessThan(3);
    }

    @Test
    void anAppWithEnough_isProfiledSlowly() {
        Set<String> known = Set.of("web-0", "web-1");
        SimulatedFleet fleet = new SimulatedFleet(
                        SimulatedFleet.targets("web", 2),
                        settings(2, Duration.ofSeconds(5), Duration.ofMinutes(10), CollectBudget.ALL),
                        SimulatedFleet::healthy)
                .wanting(Map.of("web", new Wants(true, known, Set.of(), true)))
                .run(DAY);

        assertThat(fleet.starts("web-0")).hasSizeBetween(13, 16);
    }

    @Test
    void aTargetThatFails_isTriedLessAndLess_upToAnHour() {
        SimulatedFleet fleet = new SimulatedFleet(
                        SimulatedFleet.targets("web", 1),
                        settings(1, Duration.ofSeconds(5), Duration.ofMinutes(1), CollectBudget.ALL),
                        (target, at) -> Outcome.UNREACHABLE)
                .run(Duration.ofHours(12));

        List<Instant> starts = fleet.starts("web-0");
        assertThat(Duration.between(starts.get(0), starts.get(1))).isLessThanOrEqualTo(Duration.ofMinutes(3));
        assertThat(starts).hasSizeBetween(14, 20);
        assertThat(Duration.between(starts.get(starts.size() - 2), starts.getLast()))
                .isBetween(HOUR, HOUR.plusMinutes(2));
        assertThat(fleet.snapshot().targets().getFirst().state()).isEqualTo(TargetStatus.State.FAILING);
    }

    @Test
    void aBusyTarget_isTriedAgainSoon_thenLessAndLess_andIsNoFailure() {
        SimulatedFleet fleet = new SimulatedFleet(
                        SimulatedFleet.targets("web", 1),
                        settings(1, HALF_A_MINUTE, HOUR, CollectBudget.ALL),
                        (target, at) -> at.isBefore(SimulatedFleet.MIDNIGHT.plusSeconds(100))
                                ? Outcome.BUSY
                                : Outcome.DELIVERED)
                .run(Duration.ofMinutes(10));

        assertThat(fleet.starts("web-0")).hasSize(4);
        assertThat(fleet.delivered("web-0")).hasSize(1);
        assertThat(fleet.snapshot().targets().getFirst().failures()).isZero();
    }

    @Test
    void aRoundThatFails_isStopped_andTriedAgainInTheNextInterval() {
        Duration minute = Duration.ofMinutes(1);
        SimulatedFleet fleet = new SimulatedFleet(
                        SimulatedFleet.targets("web", 200),
                        settings(200, Duration.ofSeconds(1), minute, new CollectBudget(0.01, 1)),
                        (target, at) -> at.isBefore(SimulatedFleet.MIDNIGHT.plus(minute.multipliedBy(3)))
                                ? Outcome.BAD_STATUS
                                : Outcome.DELIVERED)
                .run(minute.multipliedBy(3));

        assertThat(fleet.stopped()).isBetween(3, 4);
        long tried = IntStream.range(0, 200)
                .filter(i -> !fleet.starts("web-" + i).isEmpty())
                .count();
        assertThat(tried).isBetween(30L, 60L);
        fleet.run(minute.multipliedBy(10));
        assertThat(fleet.allDelivered()).hasSizeGreaterThan(200);
    }

    @Test
    void quietHours_areQuiet_alsoAtTheirEdge() {
        CollectSettings settings = new CollectSettings(
                10,
                HALF_A_MINUTE,
                Duration.ofMinutes(2),
                CollectBudget.ALL,
                QuietHours.parse("22:00-06:00"),
                CollectSettings.Reach.USUAL);
        SimulatedFleet fleet =
                new SimulatedFleet(SimulatedFleet.targets("web", 10), settings, SimulatedFleet::healthy).run(DAY);

        Instant six = SimulatedFleet.MIDNIGHT.plus(Duration.ofHours(6));
        Instant ten = SimulatedFleet.MIDNIGHT.plus(Duration.ofHours(22));
        assertThat(fleet.allDelivered()).hasSizeGreaterThan(4000).allSatisfy(start -> {
            assertThat(start).isAfterOrEqualTo(six);
            assertThat(start.plus(HALF_A_MINUTE)).isBeforeOrEqualTo(ten);
        });
    }

    /** One process can have one CPU profile taken at a time, under whatever names it is listed. */
    @Test
    void twoTargetsInOneProcess_areNotProfiledAtOnce() {
        URI one = URI.create("http://10.0.0.1:6060/debug/pprof/profile");
        SimulatedFleet fleet = new SimulatedFleet(
                        List.of(Target.of("web", "a", one), Target.of("batch", "b", one)),
                        settings(10, HALF_A_MINUTE, Duration.ofMinutes(2), CollectBudget.ALL),
                        SimulatedFleet::healthy)
                .run(HOUR);

        assertThat(fleet.mostAtOnce()).isEqualTo(1);
        for (String instance : List.of("a", "b")) {
            assertThat(fleet.worstWait(instance))
                    .isLessThanOrEqualTo(Duration.ofMinutes(4).plus(HALF_A_MINUTE));
        }
    }

    @Test
    void whatATargetSays_countsForIt() {
        Target own = new Target(
                "web",
                "own",
                URI.create("http://a:1/p"),
                "",
                "",
                "",
                new Pace(1, Duration.ofMillis(1500), Duration.ofMinutes(30)));
        Candidate candidate = Candidate.of(own, CollectSettings.USUAL);

        assertThat(candidate.duration()).as("Go understands whole seconds").isEqualTo(Duration.ofSeconds(2));
        assertThat(candidate.series()).isEqualTo(new Candidate.Series("web", 1, Duration.ofMinutes(30)));
    }

    @Test
    void whenNobodyTakesProfilesIn_noneAreTaken_forLongerAndLonger() {
        SimulatedFleet fleet = new SimulatedFleet(
                        SimulatedFleet.targets("web", 100),
                        settings(100, Duration.ofSeconds(1), Duration.ofMinutes(1), new CollectBudget(0.01, 1)),
                        (target, at) -> Outcome.NOT_HANDED_IN)
                .run(HOUR);

        long attempts = IntStream.range(0, 100)
                .mapToLong(i -> fleet.starts("web-" + i).size())
                .sum();
        assertThat(attempts).isBetween(10L, 20L);
        assertThat(fleet.snapshot().targets())
                .allSatisfy(status -> assertThat(status.failures()).isZero());
    }

    /** Scenario 35: a clock that is set back a day must not leave the fleet alone for a day. */
    @Test
    void aClockThatIsSetBack_stopsNothing() {
        CollectSettings settings = settings(1, Duration.ofSeconds(1), Duration.ofMinutes(1), CollectBudget.ALL);
        Book book = new Book(settings);
        book.look(new dev.hone.targets.Targets(SimulatedFleet.targets("web", 1), List.of()));
        Instant later = SimulatedFleet.MIDNIGHT.plus(DAY);
        Candidate candidate = book.plan(later).start().getFirst();
        book.ended(candidate, new Memory.Attempt(Outcome.DELIVERED, later, ""));

        Instant turn = book.plan(SimulatedFleet.MIDNIGHT).next();
        assertThat(turn).isBeforeOrEqualTo(SimulatedFleet.MIDNIGHT.plus(Duration.ofMinutes(1)));
        assertThat(book.plan(turn).start()).hasSize(1);
    }
}
