package dev.hone.gopgo;

/** Finds the numbers of names that come in order, most of them without hashing, copying or comparing them. */
/*
 * The names known so far are sorted now and then, and for each it is noted how many bytes it shares with the one before it. A map's
 * names come sorted too, each with the bytes it shares with the one before. So both lists are walked side by side, and mostly
 * these lengths alone decide (Ng and Kakehi, "Merging String Sequences by Longest Common Prefixes", 2008). Let s be what the
 * name that is looked for shares with the last one, and m what the next known name shares with the last one:
 *
 *   m > s   the known name is smaller: go on to the next one
 *   m < s   the known name is larger: the name is not among those that were sorted
 *   m = s   they have to be compared, from byte s on
 *
 * A name that is not among them is looked up by its hash, and so is one that is too far ahead, so that a small map does
 * not pay for a large sum. What the lengths say of a map's names is true because the decoder checks that they are in order
 * and share no more.
 */
final class NameWalk {
    /** When so many more names are known than were sorted last, they are sorted again. */
    private static final double GROWTH = 1.25;

    private static final int MOST_STEPS = 256;
    private static final int LOST = -1;

    private final NameNumbers names;
    private int[] sorted = {};
    /** For each name that is sorted how much it shares with the one before; one more, which is 0. */
    private int[] shares = {0};

    private int[] places = {};
    /** The place of the smallest known name that is larger than the last one, or that this is not known. */
    private int next;
    /** What that name shares with the last one. */
    private int nextShares;

    NameWalk(NameNumbers names) {
        this.names = names;
    }

    /** Begins with the names of another map. */
    void begin() {
        if (names.size() > GROWTH * sorted.length) {
            sort();
        }
        next = 0;
        nextShares = 0;
    }

    private void sort() {
        sorted = names.sorted();
        places = new int[sorted.length];
        shares = new int[sorted.length + 1];
        for (int place = 0; place < sorted.length; place++) {
            places[sorted[place]] = place;
            shares[place] = place == 0 ? 0 : names.shared(sorted[place - 1], sorted[place]);
        }
    }

    /**
     * The number of the next name; it gets one if it has none.
     *
     * @param shared how many of its first bytes are those of the name before it, and no more are
     */
    int number(byte[] name, int length, int shared) {
        if (next == LOST) {
            return lookUp(name, length);
        }
        int same = shared;
        int placeShares = nextShares;
        int last = Math.min(sorted.length, next + MOST_STEPS);
        for (int place = next; place < last; place++) {
            if (placeShares == same) {
                int mismatch = names.mismatch(sorted[place], name, length, same);
                if (mismatch < 0) {
                    standBehind(place);
                    return sorted[place];
                }
                if (names.isLarger(sorted[place], name, length, mismatch)) {
                    return stranger(name, length, place, mismatch);
                }
                same = mismatch;
                placeShares = shares[place + 1];
            } else if (placeShares < same) {
                return stranger(name, length, place, placeShares);
            } else {
                placeShares = Math.min(placeShares, shares[place + 1]);
            }
        }
        return last == sorted.length ? stranger(name, length, last, 0) : lookUp(name, length);
    }

    private void standBehind(int place) {
        next = place + 1;
        nextShares = shares[place + 1];
    }

    /** A name that would stand before a place, if it had been known when the names were sorted. */
    private int stranger(byte[] name, int length, int place, int placeShares) {
        next = place;
        nextShares = placeShares;
        return names.number(name, 0, length);
    }

    private int lookUp(byte[] name, int length) {
        int number = names.number(name, 0, length);
        if (number < places.length) {
            standBehind(places[number]);
        } else {
            next = LOST;
        }
        return number;
    }
}
