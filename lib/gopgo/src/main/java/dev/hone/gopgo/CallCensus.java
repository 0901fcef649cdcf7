package dev.hone.gopgo;

import dev.hone.profile.Functions;
import dev.hone.profile.Locations;
import dev.hone.profile.Profile;
import dev.hone.profile.Samples;
import dev.hone.profile.Text;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Goes through the calls of a profile as {@link ProfileEdges} does, and counts what edges do not tell. */
/*
 * An edge has names and an offset, but not the file, nor whether the offset is one from a start line, nor which function's
 * machine code it was in. A pair that a sample shows twice is counted twice here, once there; shares hardly differ.
 *
 * A symbol list names functions that have machine code of their own. One that is always inlined is not in it, and yet it
 * is there. So of each location the function is looked up that contains the address: its last line.
 *
 * Idle is where the scheduler looks for something to run (runtime/proc.go): below schedule and findRunnable, in sysmon,
 * and in their system calls where the stack could not be walked further. A futex call that wakes another thread is work.
 */
final class CallCensus {
    private static final Set<String> SCHEDULER =
            Set.of("runtime.schedule", "runtime.findRunnable", "runtime.findrunnable", "runtime.sysmon");
    private static final Set<String> WAITS = Set.of(
            "runtime.futex",
            "runtime.epollwait",
            "runtime.netpoll",
            "runtime.usleep",
            "runtime.osyield",
            "runtime.kevent",
            "runtime.pthread_cond_wait",
            "runtime.mcall",
            "runtime/internal/syscall.Syscall6",
            "internal/runtime/syscall.Syscall6",
            "internal/runtime/syscall.EpollWait");

    private static final byte IN_NONE = 1;
    private static final byte IN_GO = 2;
    private static final byte IN_OTHER = 3;

    private final Samples samples;
    private final Locations locations;
    private final Functions functions;
    private final @Nullable SymbolList symbols;
    private final byte[] idleness;
    private final byte[] files;
    private double calls;
    private double inGoFile;
    private double inOtherFile;
    private double withStartLine;
    private double stale;
    private double all;
    private double idle;

    private CallCensus(Profile profile, @Nullable SymbolList symbols) {
        this.samples = profile.samples();
        this.locations = profile.locations();
        this.functions = profile.functions();
        this.symbols = symbols;
        this.idleness = new byte[functions.size()];
        this.files = new byte[functions.size()];
        for (int i = 0; i < idleness.length; i++) {
            String name = functions.name(i).toString();
            idleness[i] = (byte) (SCHEDULER.contains(name) ? 2 : WAITS.contains(name) ? 1 : 0);
        }
    }

    /** Counts a profile from which edges could be taken. */
    static CallCensus of(Profile profile, int column, @Nullable SymbolList symbols) {
        CallCensus census = new CallCensus(profile, symbols);
        for (int sample = 0; sample < census.samples.size(); sample++) {
            long weight = census.samples.value(sample, column);
            if (weight != 0) {
                census.walk(sample, (double) weight);
                census.all += (double) weight;
                census.idle += census.isIdle(sample) ? weight : 0;
            }
        }
        return census;
    }

    private void walk(int sample, double weight) {
        int callerLocation = -1;
        int callerLine = -1;
        for (int frame = Math.min(samples.depth(sample), 2) - 1; frame >= 0; frame--) {
            int location = samples.location(sample, frame);
            for (int line = Math.max(1, locations.lineCount(location)) - 1; line >= 0; line--) {
                if (callerLocation >= 0 && !isSame(callerLocation, callerLine, location, line)) {
                    call(callerLocation, callerLine, location, weight);
                }
                callerLocation = location;
                callerLine = line;
            }
        }
    }

    private boolean isSame(int location, int line, int otherLocation, int otherLine) {
        return function(location, line) == function(otherLocation, otherLine)
                && locations.address(location) == locations.address(otherLocation)
                && sourceLine(location, line) == sourceLine(otherLocation, otherLine);
    }

    private int function(int location, int line) {
        return locations.lineCount(location) == 0 ? -1 : locations.function(location, line);
    }

    private long sourceLine(int location, int line) {
        return locations.lineCount(location) == 0 ? 0 : locations.line(location, line);
    }

    private void call(int callerLocation, int callerLine, int calleeLocation, double weight) {
        calls += weight;
        int caller = function(callerLocation, callerLine);
        if (caller >= 0) {
            withStartLine += functions.startLine(caller) != 0 ? weight : 0;
            byte file = file(caller);
            inGoFile += file == IN_GO ? weight : 0;
            inOtherFile += file == IN_OTHER ? weight : 0;
        }
        if (symbols != null && (isStale(symbols, callerLocation) || isStale(symbols, calleeLocation))) {
            stale += weight;
        }
    }

    /** In what kind of file a function is; looked at once. */
    private byte file(int function) {
        if (files[function] == 0) {
            Text file = functions.file(function);
            files[function] = file.isEmpty() ? IN_NONE : isGo(file) ? IN_GO : IN_OTHER;
        }
        return files[function];
    }

    private static boolean isGo(Text file) {
        String name = file.toString();
        return name.endsWith(".go") || name.endsWith(".s") || name.equals("<autogenerated>");
    }

    private boolean isStale(SymbolList symbols, int location) {
        int physical = function(location, Math.max(1, locations.lineCount(location)) - 1);
        return physical < 0 || !symbols.contains(functions.name(physical));
    }

    private boolean isIdle(int sample) {
        for (int frame = 0; frame < samples.depth(sample); frame++) {
            int location = samples.location(sample, frame);
            for (int line = 0; location >= 0 && line < locations.lineCount(location); line++) {
                int function = locations.function(location, line);
                if (function >= 0
                        && (idleness[function] == 2 || (idleness[function] == 1 && samples.depth(sample) == 1))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The weight of all calls; not less than that of the edges. */
    double calls() {
        return calls;
    }

    double startLineShare() {
        return calls == 0 ? 0 : withStartLine / calls;
    }

    double goCodeShare() {
        return inGoFile + inOtherFile == 0 ? 1 : inGoFile / (inGoFile + inOtherFile);
    }

    double staleShare() {
        return calls == 0 ? 0 : stale / calls;
    }

    double idleShare() {
        return all == 0 ? 0 : idle / all;
    }

    /** How many times as many samples there are as there are different stacks; 1 without labels. */
    double labelBloat() {
        if (IntStream.range(0, samples.size()).allMatch(sample -> samples.labelCount(sample) == 0)) {
            return 1;
        }
        Integer[] order = new Integer[samples.size()];
        Arrays.setAll(order, sample -> sample);
        Arrays.sort(order, this::compareStacks);
        int stacks = 1;
        for (int i = 1; i < order.length; i++) {
            stacks += compareStacks(order[i - 1], order[i]) == 0 ? 0 : 1;
        }
        return (double) order.length / stacks;
    }

    private int compareStacks(int a, int b) {
        int result = Integer.compare(samples.depth(a), samples.depth(b));
        for (int frame = 0; result == 0 && frame < samples.depth(a); frame++) {
            result = Integer.compare(samples.location(a, frame), samples.location(b, frame));
        }
        return result;
    }
}
