package dev.hone.gocache.pgo;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How often packages that several programs use are compiled, since go compiles them once for each profile, and once for the programs
 * that have none. Programs that go does not build do not count.
 *
 * @param profiles how many different ones there are
 * @param without how many programs have none
 * @param shared the packages that two programs or more use
 * @param compiles how often those are compiled, all added up
 */
public record Variants(int programs, int profiles, int without, int shared, int compiles) {
    public static Variants of(List<Program> programs) {
        Map<String, Set<String>> keys = new HashMap<>();
        Map<String, Integer> uses = new HashMap<>();
        Set<String> profiles = new HashSet<>();
        int built = 0;
        int without = 0;
        for (Program program : programs) {
            String key;
            switch (program.now()) {
                case Guidance.Refused _ -> {
                    continue;
                }
                case Guidance.None _ -> {
                    key = "";
                    without++;
                }
                case Guidance.By by -> {
                    key = by.key();
                    profiles.add(key);
                }
            }
            built++;
            for (String name : program.packages()) {
                keys.computeIfAbsent(name, _ -> new HashSet<>()).add(key);
                uses.merge(name, 1, Integer::sum);
            }
        }
        keys.keySet().removeIf(name -> uses.getOrDefault(name, 0) < 2);
        int compiles = keys.values().stream().mapToInt(Set::size).sum();
        return new Variants(built, profiles.size(), without, keys.size(), compiles);
    }

    /** Whether something is compiled more than once. */
    public boolean isDear() {
        return compiles > shared;
    }

    /** How often each is compiled; 0 where that is not the same for all. */
    public int times() {
        int all = profiles + (without > 0 ? 1 : 0);
        return compiles == shared * all ? all : 0;
    }
}
