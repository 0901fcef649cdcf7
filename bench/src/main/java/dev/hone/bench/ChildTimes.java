package dev.hone.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Reads how much processor time the processes that we started and that have ended took, from {@code getrusage}.
 *
 * <p>Exact to the microsecond, where {@code time} and {@code /proc} count hundredths of a second. It cannot tell the peak of
 * memory: a child of a JVM begins its count with the JVM's own.
 */
final class ChildTimes {
    private static final int CHILDREN = -1;
    /** More than any system's {@code struct rusage}. */
    private static final long ROOM = 512;
    /** User time, then system time; each is a long of seconds and an int of microseconds in eight bytes. */
    private static final long[] TIMES = {0, 16};

    private final MethodHandle getrusage;

    @SuppressWarnings("restricted") // a call of C is; this one is given its own room and takes one number
    ChildTimes() {
        Linker linker = Linker.nativeLinker();
        this.getrusage = linker.downcallHandle(
                linker.defaultLookup().find("getrusage").orElseThrow(),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    }

    /** User and system time of all of them so far. */
    long nanos() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment usage = arena.allocate(ROOM, Long.BYTES);
            if ((int) getrusage.invokeExact(CHILDREN, usage) != 0) {
                throw new IllegalStateException("getrusage refused");
            }
            long nanos = 0;
            for (long at : TIMES) {
                nanos += usage.get(ValueLayout.JAVA_LONG, at) * 1_000_000_000L;
                nanos += usage.get(ValueLayout.JAVA_INT, at + Long.BYTES) * 1_000L;
            }
            return nanos;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("getrusage cannot be called", e);
        }
    }
}
