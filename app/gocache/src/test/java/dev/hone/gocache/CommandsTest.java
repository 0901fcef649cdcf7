package dev.hone.gocache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.command.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    private static final Path REPOSITORY = Path.of("..", "..");
    /** Those that this program has; the others are only listed. */
    private static final List<Catalog.Entry> ENTRIES = Commands.catalog(Main.surroundings()).entries().stream()
            .filter(entry -> entry.group().equals(Commands.GROUP))
            .toList();

    @TempDir
    Path folder;

    @Test
    void commands_areDocumentedAsTheyAre() throws IOException {
        StringBuilder page = new StringBuilder("# Commands of the build cache\n\nWritten by the program itself.\n");
        for (Catalog.Entry entry : ENTRIES) {
            page.append("\n## hone ").append(entry.name()).append("\n\n```\n");
            Run help = Run.of("help " + entry.name());
            assertThat(help.exitCode()).as(help.err()).isZero();
            page.append(help.out()).append("```\n");
        }
        Path file = REPOSITORY.resolve("docs/reference/cache.md");
        if (Boolean.getBoolean("hone.reference.write")) {
            Files.writeString(file, page);
        }
        assertThat(file).content().as("write it anew, as CONTRIBUTING.md says").isEqualTo(page.toString());
    }

    /** The command line may not know this program, so it has a list of its own; its help page is a file that is held to it. */
    @Test
    void commandLine_listsTheSameCommands() throws IOException {
        String help = Files.readString(REPOSITORY.resolve("docs/reference/commands.md"));
        int start = help.indexOf("\n" + Commands.GROUP + ":\n");
        assertThat(start).as("the group").isPositive();
        String ours = help.substring(start + Commands.GROUP.length() + 3, help.indexOf("\n\n", start));
        assertThat(ours.lines())
                .containsExactlyElementsOf(ENTRIES.stream()
                        .map(entry -> String.format("  %-20s %s", entry.name(), entry.summary()))
                        .toList());
    }

    @Test
    void cache_withOptionsOnly_servesGo() {
        Run run = Run.of(Map.of(), "cache", "--root-directory=" + folder);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("{\"ID\":0,\"KnownCommands\":[\"get\",\"put\",\"close\"]}\n");
    }

    @Test
    void status_whenNothingRuns_saysSo() {
        Run run = Run.of(Map.of("HONE_CACHE_DIR", folder.toString()), "cache", "status");
        assertThat(run.exitCode()).isOne();
        assertThat(run.out()).contains("no daemon is running for " + folder);
    }

    @Test
    void prefetch_whereThereIsNothingToBring_saysWhy() {
        Run nowhere = Run.of(Map.of("HONE_CACHE_DIR", folder.toString()), "cache", "prefetch", "--", "make");
        assertThat(nowhere.exitCode()).isZero();
        assertThat(nowhere.out()).startsWith("nothing is brought: no shared store is set");
        Map<String, String> shared = Map.of(
                "HONE_CACHE_DIR", folder.toString(),
                "CACHEPROG_REMOTE_STORAGE_TYPE", "http",
                "CACHEPROG_HTTP_STORAGE_BASE_URL", "http://127.0.0.1:9/");
        assertThat(Run.of(shared, "cache", "prefetch", "--", "make").out())
                .startsWith("nothing is brought: there is no hone-porter");
        assertThat(Run.of(shared, "cache", "prefetch", "--json", "--", "make").out())
                .contains("\"results\" : 0");
    }

    @Test
    void gc_ofAnEmptyFolder_removesNothing() {
        Run run = Run.of(Map.of("HONE_CACHE_DIR", folder.toString()), "cache", "gc");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("removed 0 of 0 files, 0B of 0B\n");
    }

    /** go ends a build whose helper ends. */
    @Test
    void direct_inAFolderThatCannotBeUsed_servesWithAFolderOfItsOwn() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Run run = Run.told(HelloStep.putByGo(1), Map.of("HONE_CACHE_DIR", file.toString()), "cache", "direct");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("\"DiskPath\"");
        assertThat(run.err()).containsOnlyOnce("hone cache: ").contains(file.toString(), "this build goes on");
        String path = run.out().replaceFirst("(?s).*\"DiskPath\":\"([^\"]*)\".*", "$1");
        assertThat(Path.of(path)).as("it is gone with the build").doesNotExist();
    }

    @Test
    void folder_thatCannotBeUsed_isNamedWithTheReason() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Run run = Run.of(Map.of("HONE_CACHE_DIR", file.toString()), "cache", "gc");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains(file.toString());
    }
}
