package dev.hone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.base.Configuration;
import dev.hone.command.Catalog;
import dev.hone.profile.ProfileLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Holds the reference pages against the program that they describe.
 *
 * <p>With {@code -Dhone.reference.write=true} it writes them instead.
 */
final class ReferenceTest {
    private static final Path PAGES = Path.of("..", "..", "docs", "reference");

    @Test
    void commands_areDocumentedAsTheyAre() throws IOException {
        StringBuilder page = new StringBuilder(
                "# Commands\n\nWritten by the program itself: what `hone help` says. Those under Servers are on"
                        + " [a page of their own](servers.md).\n\n");
        page.append("```\n").append(Run.of("help").out()).append("```\n");
        for (Catalog.Entry entry : Run.CATALOG.entries()) {
            if (entry.group().equals("Servers")) {
                continue;
            }
            page.append("\n## hone ").append(entry.name()).append("\n\n```\n");
            page.append(Run.of(("help " + entry.name()).split(" ", -1)).out()).append("```\n");
        }
        compare("commands.md", page.toString());
    }

    @Test
    void limits_areDocumentedAsTheyAre() throws IOException {
        compare("limits.md", """
                # Limits on profiles

                A file that goes over one of these is refused, with the limit's name. Raise one for a command with
                `--limit NAME=VALUE`, or for a shell with `HONE_LIMITS=NAME=VALUE,NAME=VALUE`.

                """ + Configuration.of(ProfileLimits.class).reference());
    }

    private static void compare(String name, String page) throws IOException {
        Path file = PAGES.resolve(name);
        if (Boolean.getBoolean("hone.reference.write")) {
            Files.createDirectories(PAGES);
            Files.writeString(file, page);
        }
        assertThat(file).content().as("write it anew, as CONTRIBUTING.md says").isEqualTo(page);
    }
}
