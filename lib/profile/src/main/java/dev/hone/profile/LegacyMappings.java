package dev.hone.profile;

import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The mappings of a legacy profile: the regions of its memory map in order, and which of them an address belongs to. */
/*
 * Follows massageMappings and remapMappingIDs of google/pprof (profile/profile.go, profile/legacy_profile.go): what was
 * split is joined, what looks like the program goes first, huge pages give way to what they stand for, and an address that
 * is nowhere belongs to a mapping of everything. Each address is compared with each mapping, as there, because both the
 * order and what earlier addresses changed matter; so their product has a bound.
 */
final class LegacyMappings {
    private static final long MOST_COMPARISONS = 4_000_000_000L;
    private static final long USUAL_START = 0x400000;
    private static final Pattern LIBRARY = Pattern.compile("[.]so$|[.]so[._][0-9]+");

    private final List<MappedRegion> regions;
    private boolean everything;

    LegacyMappings(List<MappedRegion> found, int addresses) {
        this.regions = joined(found);
        if ((long) regions.size() * addresses > MOST_COMPARISONS) {
            throw MemoryMap.tooLarge("has " + regions.size() + " mappings for " + addresses + " addresses");
        }
        putProgramFirst();
        if (regions.size() > 1
                && regions.getFirst().file.startsWith("/anon_hugepage")
                && regions.getFirst().limit == regions.get(1).start) {
            regions.removeFirst();
        }
        if (!regions.isEmpty() && regions.getFirst().start - regions.getFirst().offset == USUAL_START) {
            regions.getFirst().startAtFile();
        }
    }

    private static List<MappedRegion> joined(List<MappedRegion> found) {
        List<MappedRegion> joined = new ArrayList<>();
        for (MappedRegion region : found) {
            if (!joined.isEmpty() && joined.getLast().continuesIn(region)) {
                joined.getLast().take(region);
            } else {
                joined.add(region);
            }
        }
        return joined;
    }

    private void putProgramFirst() {
        for (int i = 0; i < regions.size(); i++) {
            String path = new String(regions.get(i).file.bytes(), StandardCharsets.ISO_8859_1);
            String file = MapVariables.trim(path.replace("(deleted)", ""));
            if (!file.isEmpty()
                    && !file.startsWith("[")
                    && !LIBRARY.matcher(file).find()) {
                Collections.swap(regions, 0, i);
                return;
            }
        }
    }

    /** The index of the mapping of an address; -1 for address 0. */
    int of(long address) {
        if (address == 0) {
            return -1;
        }
        for (int i = 0; i < regions.size(); i++) {
            if (regions.get(i).holds(address)) {
                return i;
            }
        }
        for (int i = 0; i < regions.size(); i++) {
            if (regions.get(i).follows(address)) {
                regions.get(i).startAtFile();
                return i;
            }
        }
        if (!everything) {
            everything = true;
            regions.add(new MappedRegion(0, -1, 0, Text.EMPTY, Text.EMPTY));
        }
        return regions.size() - 1;
    }

    List<Mapping> list() {
        List<Mapping> mappings = new ArrayList<>();
        for (MappedRegion region : regions) {
            mappings.add(region.mapping(mappings.size() + 1L));
        }
        return mappings;
    }
}
