package dev.hone.cache;

import dev.hone.cache.Manifest.Entry;
import dev.hone.cache.Manifest.Form;
import dev.hone.cache.Manifest.Pack;
import dev.hone.cache.Manifest.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    private static final int INLINED = 1024;
    private static final int MOST_KEPT = 48;

    private final List<Pack> kept = new ArrayList<>();
    private final Map<Integer, Place> old = new HashMap<>();
    private final List<List<Integer>> fresh = new ArrayList<>();
    private final List<Integer> inlined = new ArrayList<>();

    private PackLayout() {}

    /** For what a build used, in order; numbers below are those of this list. */
    static PackLayout of(List<Entry> used, @Nullable Manifest before) {
        PackLayout layout = new PackLayout();
        if (before != null) {
            layout.keep(used, before);
        }
        layout.place(used);
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

    private void keep(List<Entry> used, Manifest before) {
        Map<ActionId, Entry> stored = new HashMap<>();
        for (Entry entry : before.entries()) {
            if (entry.place().form() != Form.NOT && entry.place().isInPack()) {
                stored.putIfAbsent(entry.action(), entry);
            }
        }
        Map<Integer, Long> live = new HashMap<>();
        Map<Integer, Place> places = new HashMap<>();
        for (int i = 0; i < used.size(); i++) {
            Entry was = stored.get(used.get(i).action());
            if (was != null && was.output().equals(used.get(i).output())) {
                places.put(i, was.place());
                live.merge(was.place().pack(), was.place().stored(), Long::sum);
            }
        }
        Set<Integer> worthy = worthy(before.packs(), live);
        Map<Integer, Integer> numbers = new HashMap<>();
        for (int i = 0; i < used.size(); i++) {
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

    private void place(List<Entry> used) {
        List<Integer> group = new ArrayList<>();
        long size = 0;
        for (int i = 0; i < used.size(); i++) {
            Entry entry = used.get(i);
            if (entry.place().form() == Form.NOT || entry.size() == 0 || old.containsKey(i)) {
                continue;
            }
            if (entry.size() <= INLINED) {
                inlined.add(i);
                continue;
            }
            group.add(i);
            size += entry.size();
            if (size >= PACK) {
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
