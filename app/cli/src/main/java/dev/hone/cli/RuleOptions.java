package dev.hone.cli;

import dev.hone.command.Arguments;
import dev.hone.command.UsageException;
import dev.hone.gopgo.EdgeRule;
import dev.hone.gopgo.EdgeRules;
import dev.hone.gopgo.GoProfileException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The rules that {@code --rules}, {@code --rename} and {@code --deny} name, and what came of them. */
final class RuleOptions {
    private static final long LARGEST = 1 << 20;

    private RuleOptions() {}

    static EdgeRules of(Arguments arguments) {
        List<EdgeRule> rules = new ArrayList<>();
        arguments.values("--rename").forEach(rule -> rules.add(EdgeRule.rename(rule)));
        arguments.values("--deny").forEach(rule -> rules.add(EdgeRule.deny(rule)));
        arguments.value("--rules").ifPresent(file -> rules.addAll(read(file)));
        return new EdgeRules(rules);
    }

    private static List<EdgeRule> read(String file) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > LARGEST) {
                throw new UsageException("--rules " + file + ": it is larger than 1 MiB");
            }
            return EdgeRules.parse(Files.readString(path));
        } catch (GoProfileException e) {
            throw new FileRefused(file, e);
        } catch (NoSuchFileException | InvalidPathException e) {
            throw new UsageException("--rules " + file + ": there is no such file");
        } catch (CharacterCodingException e) {
            throw new UsageException("--rules " + file + ": it is not text in UTF-8");
        } catch (IOException e) {
            throw new UsageException("--rules " + file + ": reading it failed: " + e.getMessage());
        }
    }

    /** What each rule did. */
    static List<String> effects(EdgeRules.Applied applied) {
        return applied.effects().stream()
                .map(effect -> effect.rule() + ": " + what(effect))
                .toList();
    }

    private static String what(EdgeRules.Effect effect) {
        if (effect.functions() == 0) {
            return "no function";
        }
        String functions = effect.functions() == 1 ? "1 function" : Quantity.count(effect.functions()) + " functions";
        return functions + ", " + Quantity.share(effect.share()) + " of all weight, "
                + Quantity.share(effect.hotShare()) + " by hot calls";
    }
}
