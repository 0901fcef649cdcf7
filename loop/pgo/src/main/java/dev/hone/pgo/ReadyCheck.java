package dev.hone.pgo;

import dev.hone.gopgo.Coverage;
import dev.hone.pgo.Readiness.Code;
import dev.hone.pgo.Readiness.Figures;
import dev.hone.pgo.Readiness.Lack;
import dev.hone.pgo.Readiness.Verdict;
import dev.hone.pgo.Readiness.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Judges once whether what was uploaded of an app is enough. */
final class ReadyCheck {
    private static final int HOURS = 24;
    private static final double MOSTLY = 0.5;
    private static final Duration SILENCE = Duration.ofDays(2);

    private final Survey survey;
    private final Policy policy;
    private final Policy.Readying wanted;
    private final Instant now;
    private final Evidence evidence;
    private final Coverage coverage;
    private final long samples;
    private final double rate;
    private final List<Lack> lacks = new ArrayList<>();

    ReadyCheck(Survey survey, Policy policy, Instant now, long seed) {
        this.survey = survey;
        this.policy = policy;
        this.wanted = policy.readying();
        this.now = now;
        evidence = survey.evidence();
        coverage = Coverage.of(survey.weighed().inSamples(), wanted.coverage(), seed);
        samples = survey.weighed().samples();
        rate = isSilent() ? 0 : survey.samplesADay(now);
    }

    private boolean isSilent() {
        return Duration.between(Instant.ofEpochSecond(evidence.last()), now).compareTo(SILENCE) > 0;
    }

    Readiness readiness() {
        judgeStartLines();
        judgeStaleness();
        judgeSamples();
        judgeInstances();
        judgeDay();
        judgeCoverage();
        judgeIdleness();
        if (!lacks.isEmpty() && rate == 0) {
            lack(
                    Code.NOTHING_NEW,
                    "nothing has come for " + DayDuration.format(SILENCE) + ", so it stays as it is",
                    true);
        }
        boolean hopeless = lacks.stream().anyMatch(Lack::hopeless);
        Verdict verdict = lacks.isEmpty() ? Verdict.READY : hopeless ? Verdict.NEVER : Verdict.NOT_YET;
        return new Readiness(verdict, lacks, timeToReady(verdict), figures(), wanted, wants());
    }

    private @Nullable Duration timeToReady(Verdict verdict) {
        boolean unknown = lacks.stream().anyMatch(lack -> lack.comes() == null);
        return verdict != Verdict.NOT_YET || unknown
                ? null
                : lacks.stream().map(Lack::comes).max(Comparator.naturalOrder()).orElse(null);
    }

    private void lack(Code code, String message, boolean hopeless) {
        lacks.add(new Lack(code, message, null, hopeless));
    }

    private void judgeStartLines() {
        if (survey.startLines() < policy.trust().minimumStartLines()) {
            lack(
                    Code.START_LINES,
                    percent(1 - survey.startLines()) + " of the weight does not say where functions start, so Go "
                            + "cannot find those calls again; take profiles with Go 1.20 or newer, and do not "
                            + "symbolise them afterwards",
                    true);
        }
    }

    private void judgeStaleness() {
        if (survey.symbolsKnown()
                && survey.weighed().staleShare() > policy.trust().staleBlock()) {
            lack(
                    Code.STALE,
                    percent(survey.weighed().staleShare()) + " of the weight is on functions that the program "
                            + "lacks; take profiles of the version that is built",
                    true);
        }
    }

    private void judgeSamples() {
        long more = wanted.samples() - samples;
        if (more > 0) {
            lacks.add(new Lack(Code.SAMPLES, more + " more samples; there are " + samples, in((double) more), false));
        }
    }

    /** How long so many samples take to come; null when none come. */
    private @Nullable Duration in(double more) {
        double days = more / rate;
        return rate == 0 || days > policy.aging().window().toDays()
                ? null
                : Duration.ofMinutes(Math.round(days * Duration.ofDays(1).toMinutes()));
    }

    private void judgeInstances() {
        int more = wanted.instances() - evidence.instanceCount();
        if (more > 0) {
            boolean unnamed = evidence.instances().containsKey("");
            lack(
                    Code.INSTANCES,
                    more + " more instance" + (more == 1 ? "" : "s") + "; there "
                            + (evidence.instanceCount() == 1 ? "is " : "are ") + evidence.instanceCount()
                            + (unnamed ? "; uploads that name none count as one, name them with ?instance=" : "")
                            + "; if the fleet is smaller, set readyInstances in the policy",
                    false);
        }
    }

    private void judgeDay() {
        List<DayPart> covered = new ArrayList<>();
        List<DayPart> open = new ArrayList<>();
        for (DayPart part : DayPart.values()) {
            boolean enough = part.of(evidence.hours()) >= wanted.samples() / (HOURS - 4);
            (enough ? covered : open).add(part);
        }
        int more = wanted.dayParts() - covered.size();
        if (more > 0) {
            open.sort(Comparator.comparing(part -> part.until(now)));
            String parts = String.join(" or ", open.stream().map(this::told).toList());
            lacks.add(new Lack(
                    Code.DAY_PARTS,
                    (more == 1 ? "another part" : more + " more parts") + " of the day: " + parts,
                    rate == 0 ? null : open.get(more - 1).until(now),
                    false));
        }
    }

    private String told(DayPart part) {
        long there = part.of(evidence.hours());
        return part.name().toLowerCase(Locale.ROOT) + " (" + part.from() + " to " + part.to() + " h UTC, "
                + (there == 0 ? "empty" : there + " samples") + ")";
    }

    private void judgeCoverage() {
        if (samples > 0 && coverage.share() < wanted.coverage()) {
            Duration comes = coverage.factor() == Coverage.UNKNOWN ? null : in(samples * (coverage.factor() - 1));
            lacks.add(new Lack(
                    Code.COVERAGE,
                    percent(coverage.share()) + " of what is hot is known to be, " + percent(wanted.coverage())
                            + " are wanted; more samples tell",
                    comes,
                    false));
        }
    }

    private void judgeIdleness() {
        if (idle() > MOSTLY || evidence.quietShare() > MOSTLY) {
            Map.Entry<String, Double> busiest = evidence.busiest();
            String from = busiest.getValue() > MOSTLY && !busiest.getKey().isEmpty()
                    ? "; " + percent(busiest.getValue()) + " of the samples are of " + busiest.getKey()
                    : "";
            lack(
                    Code.IDLE,
                    "profiles of busier instances: in " + percent(Math.max(idle(), evidence.quietShare()))
                            + " of the time next to nothing ran" + from,
                    false);
        }
    }

    private double idle() {
        return samples == 0 ? 0 : Math.min(1, evidence.idleSamples() / (double) samples);
    }

    private Figures figures() {
        SortedMap<DayPart, Long> parts = new TreeMap<>();
        for (DayPart part : DayPart.values()) {
            parts.put(part, part.of(evidence.hours()));
        }
        SortedMap<String, Long> versions = new TreeMap<>();
        survey.weighed().versions().forEach((version, share) -> versions.put(version, share.samples()));
        return new Figures(
                samples,
                rate,
                evidence.instanceCount(),
                parts,
                versions,
                coverage.share(),
                survey.startLines(),
                idle(),
                evidence.quietShare(),
                survey.symbolsKnown() ? survey.weighed().staleShare() : null);
    }

    private Wanted wants() {
        Set<Integer> hours = new TreeSet<>();
        evidence.hours().forEach((hour, there) -> {
            if (there >= wanted.samples() / HOURS) {
                hours.add(hour);
            }
        });
        return new Wanted(new TreeSet<>(evidence.instances().keySet()), hours, lacks.isEmpty());
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }
}
