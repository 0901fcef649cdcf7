package dev.hone.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * One of the commands that are compared.
 *
 * @param folder where it runs
 */
record Side(String name, List<String> command, Path folder) {
    Side {
        command = List.copyOf(command);
        if (command.isEmpty()) {
            throw new BenchException(BenchException.Code.WRONG_USE, "the side '" + name + "' has no command");
        }
    }
}
