package dev.hone.cli;

import dev.hone.base.Nearest;
import dev.hone.command.UsageException;
import dev.hone.profile.Text;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds the function that people mean by a part of its name; never guesses among several. */
final class FunctionName {
    private static final int TOLD = 8;

    private FunctionName() {}

    /**
     * The name that is exactly this, else the only one that ends in it behind a slash or dot, else the only one that holds it;
     * empty when none does.
     */
    static Optional<Text> find(String wanted, List<Text> names) {
        Text exact = Text.of(wanted);
        if (names.contains(exact)) {
            return Optional.of(exact);
        }
        List<Text> endings = matching(names, name -> name.endsWith("." + wanted) || name.endsWith("/" + wanted));
        List<Text> found = endings.isEmpty() ? matching(names, name -> name.contains(wanted)) : endings;
        if (found.size() > 1) {
            throw new UsageException("'" + exact + "' may be any of " + Quantity.count(found.size())
                    + " functions; write more of the name:\n  "
                    + String.join(
                            "\n  ",
                            found.stream().limit(TOLD).map(Text::toString).toList())
                    + (found.size() > TOLD ? "\n  …" : ""));
        }
        return found.stream().findFirst();
    }

    private static List<Text> matching(List<Text> names, Predicate<String> condition) {
        return names.stream().filter(name -> condition.test(name.toString())).toList();
    }

    /** A question to put behind an error, when a name is close to what was written. */
    static String hint(String wanted, List<Text> names) {
        List<String> all = names.stream().map(Text::toString).toList();
        String hint = Nearest.hint(wanted, all);
        if (!hint.isEmpty()) {
            return hint;
        }
        // Most people write the last part of a name; a slip in it is small against the whole.
        return Nearest.to(wanted, all.stream().map(FunctionName::lastPart).toList())
                .flatMap(part ->
                        all.stream().filter(name -> lastPart(name).equals(part)).findFirst())
                .map(name -> "; did you mean '" + name + "'?")
                .orElse("");
    }

    private static String lastPart(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
