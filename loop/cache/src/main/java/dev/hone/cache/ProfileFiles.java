package dev.hone.cache;

import dev.hone.command.Arguments;
import dev.hone.command.Declaration;
import java.util.List;

/**
 * Where cacheprog's flags want profiles of the process; what is empty is not wanted.
 *
 * @param cpu a pprof profile
 * @param memory a recording of what is allocated
 * @param trace a recording of all there is
 * @param time a recording of where time passes, with waiting
 */
public record ProfileFiles(String cpu, String memory, String trace, String time) {
    public static void declare(Declaration declaration) {
        option(declaration, "--cpu-profile", "CPU_PROFILE_PATH", "Write a CPU profile (pprof) of this process there.");
        option(
                declaration,
                "--mem-profile",
                "MEM_PROFILE_PATH",
                "Write there what this process allocates, as a recording of Java's flight recorder (JFR).");
        option(declaration, "--trace-profile", "TRACE_PROFILE_PATH", "The same of all there is to record.");
        option(declaration, "--fgprof", "FGPROF_PATH", "The same of where time passes, with waiting.");
    }

    private static void option(Declaration declaration, String option, String variable, String what) {
        declaration.variables(List.of("CACHEPROG_" + variable), d -> d.option(option, "FILE", what));
    }

    public static ProfileFiles of(Arguments arguments) {
        return new ProfileFiles(
                arguments.value("--cpu-profile").orElse(""),
                arguments.value("--mem-profile").orElse(""),
                arguments.value("--trace-profile").orElse(""),
                arguments.value("--fgprof").orElse(""));
    }

    public boolean areWanted() {
        return !(cpu + memory + trace + time).isEmpty();
    }
}
