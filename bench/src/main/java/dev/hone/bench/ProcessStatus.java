package dev.hone.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What Linux tells of a process that runs: the processor time that it took so far, and the memory that it holds.
 *
 * @param name what the process is called in a report
 * @param folder its folder in {@code /proc}
 */
record ProcessStatus(String name, Path folder) {
    /** Linux counts in hundredths of a second for everybody, whatever the kernel does. */
    private static final long MILLIS_PER_TICK = 10;

    /** User and system time stand at these places behind the name, which may hold blanks and parentheses. */
    private static final int USER = 11;

    private static final int SYSTEM = 12;

    /** From {@code NAME=PID}. */
    static ProcessStatus named(String word) {
        int at = word.indexOf('=');
        if (at < 1 || !word.substring(at + 1).matches("[0-9]{1,10}")) {
            throw new BenchException(BenchException.Code.WRONG_USE, "'" + word + "' is not NAME=PID");
        }
        return new ProcessStatus(word.substring(0, at), Path.of("/proc", word.substring(at + 1)));
    }

    long cpuMillis() {
        String stat = lines("stat").getFirst();
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) * MILLIS_PER_TICK;
    }

    long residentBytes() {
        return lines("status").stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .findFirst()
                .orElseThrow(() -> new BenchException(BenchException.Code.COMMAND_FAILED, name + " has ended"));
    }

    int threads() {
        return lines("status").stream()
                .filter(line -> line.startsWith("Threads:"))
                .mapToInt(line -> Integer.parseInt(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow(() -> new BenchException(BenchException.Code.COMMAND_FAILED, name + " has ended"));
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(name + " has ended", e);
        }
    }
}
