package dev.hone.gopgo;

import dev.hone.base.ErrorCode;
import dev.hone.base.HoneException;
import dev.hone.profile.Check;
import dev.hone.profile.Profile;
import dev.hone.profile.ProfileException;
import dev.hone.profile.ProfileFile;
import dev.hone.profile.Samples;
import dev.hone.profile.Text;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether builds should use a profile. What the Go toolchain refuses is refused; what is not refused it accepts.
 *
 * @param release the Go release to answer for
 * @param symbols the functions of the program that is to be built; null when they are not known
 * @param seed where randomness begins; the same seed gives the same answer
 */
public record QualityCheck(
        GoRelease release, QualityPolicy policy, @Nullable SymbolList symbols, long seed) {
    /** Names from here on the compiler drops, or stops reading at. */
    private static final int TOO_LONG = (1 << 16) - 1;

    private static final Text DASH = Text.of("-");
    private static final String RENAMED = "DO NOT INLINE: ";

    /**
     * Judges a profile as it is stored.
     *
     * @param file reads the file unchecked
     * @throws ProfileException when it could not be got at; one that is broken is a refused one
     */
    public Quality judge(Supplier<ProfileFile> file) {
        try {
            return judge(file.get().profile());
        } catch (ProfileException e) {
            if (e.code().kind() == ErrorCode.Kind.INPUT || e.code().kind() == ErrorCode.Kind.LIMIT) {
                return refused(e);
            }
            throw e;
        }
    }

    private static Quality refused(HoneException e) {
        return Quality.refused(e.code().name(), String.valueOf(e.getMessage()));
    }

    /** Judges a profile that was read and not checked. */
    public Quality judge(Profile profile) {
        return judge(profile, edges -> {});
    }

    /**
     * Judges a profile that was read and not checked, and hands over its edges, if it gets as far as to have them.
     *
     * @param edges takes what the compiler sees, for who needs that too
     */
    public Quality judge(Profile profile, Consumer<EdgeMap> edges) {
        try {
            Check.GO_TOOLCHAIN.verify(profile);
            CpuColumn column = CpuColumn.of(profile)
                    .orElseThrow(() -> new Refusal(QualityProblem.NOT_CPU, CpuColumn.refusal(profile)));
            values(profile);
            long sum = sum(profile.samples(), column.index());
            if (profile.samples().size() == 0) {
                throw new Refusal(
                        QualityProblem.NO_SAMPLES,
                        "there are no samples in it: the program did nothing while it was taken; take it under load");
            } else if (sum == 0) {
                throw new Refusal(
                        QualityProblem.NO_WEIGHT, "all its samples count nothing; the tool that wrote it is at fault");
            }
            return Quality.of(figures(profile, column, sum, edges), policy);
        } catch (Refusal e) {
            return Quality.refused(e.problem.name(), e.message);
        } catch (ProfileException | GoProfileException e) {
            return refused(e);
        }
    }

    /** Ends the judgement early. */
    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final QualityProblem problem;
        private final String message;

        Refusal(QualityProblem problem, String message) {
            super(message, null, false, false);
            this.problem = problem;
            this.message = message;
        }
    }

    /** Holds the values of every column to what can be added up: they will be merged with others. */
    private static void values(Profile profile) {
        for (int type = 0; type < profile.sampleTypes().size(); type++) {
            sum(profile.samples(), type);
        }
    }

    private static long sum(Samples samples, int type) {
        long sum = 0;
        for (int sample = 0; sample < samples.size(); sample++) {
            long value = samples.value(sample, type);
            if (value < 0) {
                throw new Refusal(
                        QualityProblem.NEGATIVE,
                        "a value in it is negative, so it is the difference of two profiles; take a profile itself");
            } else if (value > SoundWeights.MOST - sum) {
                throw overflow();
            }
            sum += value;
        }
        return sum;
    }

    private static Refusal overflow() {
        return new Refusal(
                QualityProblem.OVERFLOW, "its values add up to more than can be calculated with; scale it down");
    }

    private QualityFigures figures(Profile profile, CpuColumn column, long sum, Consumer<EdgeMap> edges) {
        EdgeMap map = ProfileEdges.of(profile, release);
        edges.accept(map);
        CallCensus census = CallCensus.of(profile, column.index(), symbols);
        if (census.calls() > (double) SoundWeights.MOST) {
            throw overflow();
        } else if (map.size() == 0) {
            throw new Refusal(
                    QualityProblem.NO_CALLS,
                    "no sample shows who called whom: all stacks are one frame deep; the profiler could not walk them");
        }
        return new QualityFigures(
                sum / column.unit(),
                map.size(),
                HotEdges.of(map).count(),
                Coverage.of(map, policy.coverage(), seed),
                census.startLineShare(),
                symbolShare(map),
                census.goCodeShare(),
                census.idleShare(),
                census.labelBloat(),
                symbols == null ? null : census.staleShare(),
                times(profile, column, sum),
                names(map.names()),
                column.isSaid());
    }

    private static QualityFigures.Times times(Profile profile, CpuColumn column, long sum) {
        Profile.Header header = profile.header();
        long period = column.unit() == 1 ? header.period() : 1;
        boolean known = header.durationNanos() > 0 && period > 0 && column.isSaid();
        return new QualityFigures.Times(
                header.timeNanos(),
                header.durationNanos(),
                known ? (double) sum * period / header.durationNanos() : null);
    }

    private static QualityFigures.Names names(List<Text> names) {
        return new QualityFigures.Names(
                first(names.stream().filter(Text::hasHidden).toList()),
                first(names.stream().filter(name -> name.length() >= TOO_LONG).toList()),
                first(names.stream().filter(name -> name.startsWith(RENAMED)).toList()));
    }

    private static @Nullable Text first(List<Text> names) {
        return names.isEmpty() ? null : names.getFirst();
    }

    private static double symbolShare(EdgeMap map) {
        boolean[] isSymbol = new boolean[map.names().size()];
        for (int name = 0; name < isSymbol.length; name++) {
            isSymbol[name] = isSymbol(map.names().get(name));
        }
        double named = 0;
        for (int edge = 0; edge < map.size(); edge++) {
            named += isSymbol[map.caller(edge)] && isSymbol[map.callee(edge)] ? map.weight(edge) : 0;
        }
        return named / (double) map.total();
    }

    /** Whether a name is one: profilers write addresses, marks or the file for what they could not look up. */
    private static boolean isSymbol(Text name) {
        return !name.isEmpty()
                && !name.startsWith("0x")
                && !name.startsWith("[")
                && !name.startsWith("<")
                && !name.startsWith("?")
                && !name.equals(DASH);
    }
}
