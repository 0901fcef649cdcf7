package dev.hone.gopgo;

import dev.hone.profile.Check;
import dev.hone.profile.Profile;
import dev.hone.profile.ProfileError;
import dev.hone.profile.ProfileException;
import dev.hone.profile.ProfileFile;
import dev.hone.profile.Samples;
import dev.hone.profile.Text;
import dev.hone.profile.ValueType;
import java.util.List;
import java.util.function.Supplier;

/** Takes from a profile the edges that the Go toolchain takes from it. */
/*
 * Follows cmd/preprofile, cmd/internal/pgo (pprof.go) and internal/profile (graph.go) of Go 1.23 to 1.27. Held byte for
 * byte against `go tool preprofile` of 1.24.11, 1.25.5, 1.26.8 and 1.27.1 by test/oracle.
 *
 * Of each stack only the two locations nearest the leaf count. Their lines, caller first and within a location the
 * physical function first, make a short walk over nodes. A node is a line of a function at an address: name, address,
 * start line and line, and nothing else. Each pair of neighbours in the walk that are different nodes is a call; within
 * one sample a pair counts once. Weights are those of the first value column that counts CPU samples or nanoseconds;
 * samples of weight 0 leave no trace. Calls of nodes whose weights cancelled are dropped. In the end nodes become names
 * and lines become offsets from the caller's start. All sums wrap, as Go's do.
 */
public final class ProfileEdges {
    private static final List<ValueType> COLUMNS = List.of(
            new ValueType(Text.of("samples"), Text.of("count")), new ValueType(Text.of("cpu"), Text.of("nanoseconds")));

    private final Profile profile;
    private final Samples samples;
    private final NodeTable nodes;
    private final PairSums calls;

    private ProfileEdges(Profile profile) {
        this.profile = profile;
        this.samples = profile.samples();
        this.nodes = new NodeTable(profile);
        this.calls = new PairSums(nodes.size());
    }

    /**
     * The edges of a profile that passed {@link Check#GO_TOOLCHAIN}; none if the toolchain would find
     * nothing to apply.
     *
     * @throws GoProfileException when the toolchain would refuse it
     */
    public static EdgeMap of(Profile profile, GoRelease release) {
        return profile.samples().size() == 0 ? EdgeMap.EMPTY : new ProfileEdges(profile).edges(release);
    }

    /**
     * The edges of a profile as it is stored, read as the toolchain reads it: nothing at all is an empty profile, and what
     * google/pprof would mind but the toolchain does not is let through.
     *
     * @param file reads the file unchecked
     * @throws ProfileException when it cannot be read
     * @throws GoProfileException when the toolchain would refuse it
     */
    public static EdgeMap read(Supplier<ProfileFile> file, GoRelease release) {
        try {
            return of(Check.GO_TOOLCHAIN.verify(file.get().profile()), release);
        } catch (ProfileException e) {
            if (e.code() == ProfileError.EMPTY) {
                return EdgeMap.EMPTY;
            }
            throw e;
        }
    }

    private EdgeMap edges(GoRelease release) {
        int column = column();
        for (int sample = 0; sample < samples.size(); sample++) {
            long weight = samples.value(sample, column);
            if (weight != 0) {
                add(sample, weight);
            }
        }
        if (release == GoRelease.GO_1_27 && !nodes.anyKept()) {
            return EdgeMap.EMPTY;
        }
        if (!nodes.anyKeptWithStartLine()) {
            throw new GoProfileException(
                    GoProfileError.NO_START_LINES,
                    "no function in it says on which line it starts, so go cannot find its calls in the source; "
                            + "take the profile of a program built with Go 1.20 or newer, and do not re-symbolise it");
        }
        EdgeMap map = named();
        return map.total() == 0 ? EdgeMap.EMPTY : map;
    }

    private int column() {
        List<ValueType> types = profile.sampleTypes();
        for (int i = 0; i < types.size(); i++) {
            if (COLUMNS.contains(types.get(i))) {
                return i;
            }
        }
        throw new GoProfileException(
                GoProfileError.NOT_CPU,
                "it measures " + types + "; go takes only CPU profiles (samples/count or cpu/nanoseconds)");
    }

    private void add(int sample, long weight) {
        nodes.startWalk(weight);
        int previous = -1;
        for (int frame = Math.min(samples.depth(sample), 2) - 1; frame >= 0; frame--) {
            int location = samples.location(sample, frame);
            if (location < 0) {
                throw new GoProfileException(
                        GoProfileError.UNKNOWN_LOCATION,
                        "sample number " + sample + " names a location that is not in the profile; go crashes on it");
            }
            for (int place = nodes.end(location) - 1; place >= nodes.start(location); place--) {
                int node = nodes.node(place);
                nodes.visit(node);
                if (previous >= 0 && previous != node) {
                    calls.addOnce(previous, node, weight, sample);
                }
                previous = node;
            }
        }
        if (previous >= 0) {
            nodes.endWalk(previous);
        }
    }

    private EdgeMap named() {
        EdgeColumns columns = new EdgeColumns();
        columns.reserve(calls.size());
        calls.forEach((caller, callee, weight) -> {
            if (nodes.isKept(caller)) {
                columns.add(nodes.name(caller), nodes.name(callee), nodes.offset(caller), weight);
            }
        });
        return columns.toMap(nodes.names());
    }
}
