package dev.hone.cache;

import dev.hone.cache.Manifest.Entry;
import dev.hone.cache.Manifest.Form;
import dev.hone.cache.Manifest.Pack;
import dev.hone.cache.Manifest.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which body goes where: into a pack of before that is still worth keeping, into a new one, or into the manifest itself. Bodies that
 * are used one after the other lie side by side.
 *
 * <p>A pack of which less than half is still used is given up, and what is used of it goes into a new one; nobody who reads the old one
 * is disturbed.
 */
final class PackLayout {
    /** Small enough that nobody waits long for its last body, large enough that there are few. */
    private static final long PACK = 24L << 20;

    /** More than this is in no pack at all: none may have more than {@link Pack#LARGEST}, and not all gets smaller. */
    private static final long TOO_LARGE = Pack.LARGEST - PACK;
    /** One order to the porter names so many files, and one request to a server so many actions. */
    private static final int MOST_TOGETHER = Contract.MOST_PACKED;

    private static final int INLINED = 1024;
    private static final int MOST_KEPT = 48;

    private final List<Pack> kept = new ArrayList<>();
    private final Map<Integer, Place> old = new HashMap<>();
    private final List<List<Integer>> fresh = new ArrayList<>();
    private final List<Integer> inlined = new ArrayList<>();
    private final Set<Integer> dropped = new HashSet<>();
    private final Predicate<Entry> here;

    private PackLayout(Predicate<Entry> here) {
        this.here = here;
    }

    /**
     * For what a build will ask for, in order; numbers below are those of this list.
     *
     * @param here whether a body can be had on this machine
     */
    static PackLayout of(List<Entry> wanted, @Nullable Manifest before, Predicate<Entry> here) {
        PackLayout layout = new PackLayout(here);
        if (before != null) {
            layout.keep(wanted, before);
        }
        layout.place(wanted);
        return layout;
    }

    /** Packs that stay as they are. */
    List<Pack> kept() {
        return kept;
    }

    /** Where in these packs something is. */
    Map<Integer, Place> old() {
        return old;
    }

    /** What new packs are made of. */
    List<List<Integer>> fresh() {
        return fresh;
    }

    /** What goes into the manifest. */
    List<Integer> inlined() {
        return inlined;
    }

    /** What can be had nowhere, or is too large for any pack. */
    Set<Integer> dropped() {
        return dropped;
    }

    private void keep(List<Entry> wanted, Manifest before) {
        Map<ActionId, Entry> stored = new HashMap<>();
        for (Entry entry : before.entries()) {
            if (entry.place().form() != Form.NOT && entry.place().isInPack()) {
                stored.putIfAbsent(entry.action(), entry);
            }
        }
        Map<Integer, Long> live = new HashMap<>();
        Map<Integer, Place> places = new HashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            Entry was = stored.get(wanted.get(i).action());
            if (was != null && was.output().equals(wanted.get(i).output())) {
                places.put(i, was.place());
                live.merge(was.place().pack(), was.place().stored(), Long::sum);
            }
        }
        Set<Integer> worthy = worthy(before.packs(), live);
        Map<Integer, Integer> numbers = new HashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            Place place = places.get(i);
            if (place != null && worthy.contains(place.pack())) {
                Integer number = numbers.get(place.pack());
                if (number == null) {
                    number = kept.size();
                    kept.add(before.packs().get(place.pack()));
                    numbers.put(place.pack(), number);
                }
                old.put(i, new Place(number, place.form(), place.offset(), place.stored()));
            }
        }
    }

    /** Those of which half is still used; of too many the largest, so that what many builds have added piece by piece comes together. */
    private static Set<Integer> worthy(List<Pack> packs, Map<Integer, Long> live) {
        return live.entrySet().stream()
                .filter(entry ->
                        entry.getValue() * 2 >= packs.get(entry.getKey()).stored())
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparingLong(
                                (Integer number) -> packs.get(number).stored())
                        .reversed())
                .limit(MOST_KEPT)
                .collect(Collectors.toSet());
    }

    private void place(List<Entry> wanted) {
        List<Integer> group = new ArrayList<>();
        long size = 0;
        for (int i = 0; i < wanted.size(); i++) {
            Entry entry = wanted.get(i);
            if (entry.place().form() == Form.NOT || entry.size() == 0 || old.containsKey(i)) {
                continue;
            }
            if (entry.size() > TOO_LARGE || !here.test(entry)) {
                dropped.add(i);
                continue;
            }
            if (entry.size() <= INLINED && inlined.size() < MOST_TOGETHER) {
                inlined.add(i);
                continue;
            }
            group.add(i);
            size += entry.size();
            if (size >= PACK || group.size() == MOST_TOGETHER) {
                fresh.add(group);
                group = new ArrayList<>();
                size = 0;
            }
        }
        if (!group.isEmpty()) {
            fresh.add(group);
        }
    }
}
