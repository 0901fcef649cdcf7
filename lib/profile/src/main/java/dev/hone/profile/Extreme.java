package dev.hone.profile;

/** The earliest time or the longest period of several profiles, as google/pprof finds it: a 0 makes it begin anew. */
/*
 * google/pprof goes over the profiles with `if now == 0 || x < now { now = x }` (for periods `x > now`), and 0 also stands
 * for nothing found yet. So a later profile without a time makes the earlier times forgotten, and the result depends on
 * the order. To merge a list in stretches, a stretch must tell what it makes of any number that comes before it:
 *
 *  - of 0: `now`, what it makes of nothing.
 *  - of one beyond 0 (negative, for times): no 0 replaces that one, so the extreme of it and all of the stretch.
 *  - of one on this side of 0: the first of the stretch that is not on this side decides. If it is 0, all begins anew
 *    there, and it is `now` again. If it is beyond 0, or there is none, the extreme of both.
 *
 * So three facts say everything, and those of two stretches give those of both.
 */
final class Extreme {
    private final boolean largest;
    private long now;
    private long outermost;
    private boolean any;
    private boolean beginsAnew;

    private Extreme(boolean largest) {
        this.largest = largest;
    }

    static Extreme smallest() {
        return new Extreme(false);
    }

    static Extreme largest() {
        return new Extreme(true);
    }

    /** What was found; 0 when there was nothing. */
    long value() {
        return now;
    }

    void add(long value) {
        now = now == 0 || isBeyond(value, now) ? value : now;
        beginsAnew |= value == 0 && !(any && isBeyond(outermost, 0));
        outermost = any ? outer(outermost, value) : value;
        any = true;
    }

    /** Adds all that was added to another one, in its order. */
    void addAll(Extreme later) {
        if (!later.any) {
            return;
        }
        if (now == 0 || (isBeyond(0, now) && later.beginsAnew)) {
            now = later.now;
        } else {
            now = outer(now, later.outermost);
        }
        beginsAnew |= later.beginsAnew && !(any && isBeyond(outermost, 0));
        outermost = any ? outer(outermost, later.outermost) : later.outermost;
        any = true;
    }

    private boolean isBeyond(long a, long b) {
        return largest ? a > b : a < b;
    }

    private long outer(long a, long b) {
        return isBeyond(b, a) ? b : a;
    }
}
