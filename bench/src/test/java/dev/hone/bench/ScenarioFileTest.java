package dev.hone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioFileTest {
    @TempDir
    private Path root;

    private Scenario parse(Map<String, String> environment, String... lines) {
        return new ScenarioFile(root, new Rivals(environment)).parse("top", List.of(lines));
    }

    @Test
    void parse_sidesAndComments_areReadInOrder() {
        Scenario scenario = parse(Map.of(), "# What it is.", "", "hone: ./hone profile top 'a b'", "other: cat a");
        assertThat(scenario.warm()).isFalse();
        assertThat(scenario.skipped()).isEmpty();
        assertThat(scenario.sides())
                .containsExactly(
                        new Side("hone", List.of("./hone", "profile", "top", "a b"), root),
                        new Side("other", List.of("cat", "a"), root));
    }

    @Test
    void parse_warmMode_isSeen() {
        assertThat(parse(Map.of(), "mode: warm", "a: b").warm()).isTrue();
        assertThatThrownBy(() -> parse(Map.of(), "mode: hot"))
                .hasMessage("top: the mode is 'warm' or 'process', not 'hot'");
    }

    @Test
    void parse_rivalNamedByTheEnvironment_isUsedWithItsWords() {
        assertThat(parse(Map.of("HONE_BENCH_PPROF", "go tool pprof"), "pprof: @pprof -top x")
                        .sides())
                .containsExactly(new Side("pprof", List.of("go", "tool", "pprof", "-top", "x"), root));
    }

    @Test
    void parse_filesOfAFolder_areNamedInOrder() throws IOException {
        Path folder = Files.createDirectories(root.resolve("profiles/two"));
        Files.writeString(folder.resolve("b"), "");
        Files.writeString(folder.resolve("a"), "");

        assertThat(parse(Map.of(), "all: cat -u profiles/two/* end").sides())
                .extracting(Side::command)
                .containsExactly(List.of("cat", "-u", "profiles/two/a", "profiles/two/b", "end"));
        assertThatThrownBy(() -> parse(Map.of(), "all: cat profiles/three/*"))
                .hasMessageStartingWith("there are no files in profiles/three");
    }

    @Test
    void parse_rivalOnThePath_isUsed() throws IOException {
        Path bin = Files.createDirectories(root.resolve("bin"));
        Path pprof = Files.writeString(bin.resolve("pprof"), "");
        assertThat(pprof.toFile().setExecutable(true)).isTrue();
        assertThat(parse(Map.of("PATH", "/nowhere::" + bin), "pprof: @pprof -top")
                        .sides())
                .containsExactly(new Side("pprof", List.of(pprof.toString(), "-top"), root));
    }

    @Test
    void parse_rivalThatIsNotHere_isLeftOutWithTheReason() {
        Scenario scenario = parse(Map.of("PATH", "/nowhere"), "hone: ./hone", "flame: @stackcollapse-perf x");
        assertThat(scenario.sides()).extracting(Side::name).containsExactly("hone");
        assertThat(scenario.skipped())
                .containsExactly("'flame' is left out: there is no stackcollapse-perf on the PATH, and"
                        + " HONE_BENCH_STACKCOLLAPSE_PERF does not name one");
    }

    @Test
    void parse_whatIsNoLine_isRefused() {
        assertThatThrownBy(() -> parse(Map.of(), "hone")).hasMessageContaining("neither 'name: command' nor '#': hone");
        assertThatThrownBy(() -> parse(Map.of(), "hone:")).hasMessage("the side 'hone' has no command");
        assertThatThrownBy(() -> parse(Map.of(), "a: b", "a: c")).hasMessage("two sides of top have the same name");
    }

    @Test
    void read_unknownName_listsTheKnownOnes() throws IOException {
        Path folder = Files.createDirectories(root.resolve("bench/scenarios"));
        Files.writeString(folder.resolve("top"), "a: b\n");
        Files.writeString(folder.resolve("info"), "a: b\n");
        ScenarioFile files = new ScenarioFile(root, new Rivals(Map.of()));
        assertThat(files.read("top").sides()).hasSize(1);
        assertThatThrownBy(() -> files.read("../top")).hasMessage("there is no scenario '../top'; there are info, top");
    }

    @Test
    void scenarios_thatAreCommitted_canAllBeRead() {
        ScenarioFile files = new ScenarioFile(Path.of("..").toAbsolutePath().normalize(), new Rivals(Map.of()));
        assertThat(files.names())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(files.read(name).sides()).isNotEmpty());
    }
}
