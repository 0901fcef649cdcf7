package dev.hone.collect;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Notices profiles of another program than those of the app's other targets: an address that was given to somebody else.
 *
 * <p>The last program of each target is known. One whose executable has another name than those of two thirds of the targets,
 * and at least three, is another program. So a release under another name is refused until it runs on a third of the targets,
 * and what it replaces is refused when that is left on less than a third.
 */
final class Programs {
    private static final int FEWEST = 3;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Map<TargetKey, String>> seen = new HashMap<>();

    /** Ends the attempt when the program is another. */
    void check(TargetKey target, String program) {
        if (program.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            Map<TargetKey, String> others = seen.computeIfAbsent(target.app(), any -> new HashMap<>());
            others.put(target, program);
            String usual = usual(others);
            if (!usual.isEmpty() && !usual.equals(program)) {
                throw new Missed(
                        Outcome.OTHER_PROGRAM,
                        "it is a profile of " + program + ", and those of the app's other targets are of " + usual);
            }
        } finally {
            lock.unlock();
        }
    }

    private static String usual(Map<TargetKey, String> programs) {
        Map<String, Integer> counts = new HashMap<>();
        programs.values().forEach(program -> counts.merge(program, 1, Integer::sum));
        return counts.entrySet().stream()
                .filter(count -> count.getValue() >= FEWEST && 3 * count.getValue() > 2 * programs.size())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    /** Forgets targets that are gone. */
    void keep(Fleet fleet) {
        Map<TargetKey, Boolean> known = new HashMap<>();
        fleet.all().forEach(candidate -> known.put(candidate.key(), true));
        lock.lock();
        try {
            seen.values().forEach(targets -> targets.keySet().retainAll(known.keySet()));
            seen.values().removeIf(Map::isEmpty);
        } finally {
            lock.unlock();
        }
    }
}
