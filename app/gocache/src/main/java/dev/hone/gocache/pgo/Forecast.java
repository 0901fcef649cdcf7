package dev.hone.gocache.pgo;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What go does when programs get a new profile in the place of what they have, and nobody has built with it yet.
 *
 * @param again how many packages are compiled that would not be with what is there, and {@code packages} how many there are in all
 * @param preprocessed whether go has to make its list of calls of it
 */
public record Forecast(List<Line> lines, int again, int packages, boolean preprocessed) {
    public Forecast {
        lines = List.copyOf(lines);
    }

    /**
     * The same for one program. What programs share stands with each of them.
     *
     * @param linked whether it may have to be linked once more
     */
    public record Line(Program program, int again, boolean linked) {}

    public static Forecast of(List<Program> programs, Guidance.By next) {
        Set<String> there = new HashSet<>();
        boolean preprocessed = true;
        for (Program program : programs) {
            if (program.now() instanceof Guidance.By by) {
                preprocessed &= !by.content().equals(next.content());
                if (by.key().equals(next.key())) {
                    there.addAll(program.packages());
                }
            }
        }
        Set<String> all = new HashSet<>();
        programs.forEach(program -> all.addAll(program.packages()));
        List<Line> lines = programs.stream()
                .map(program -> new Line(program, missing(program.packages(), there), !isSame(program.now(), next)))
                .toList();
        return new Forecast(lines, missing(all, there), all.size(), preprocessed);
    }

    private static int missing(Set<String> packages, Set<String> there) {
        return (int) packages.stream().filter(name -> !there.contains(name)).count();
    }

    /** How many programs may have to be linked once more. */
    public int links() {
        return (int) lines.stream().filter(Line::linked).count();
    }

    private static boolean isSame(Guidance now, Guidance.By next) {
        return now instanceof Guidance.By by && by.content().equals(next.content());
    }
}
