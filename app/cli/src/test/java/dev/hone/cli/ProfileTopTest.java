package dev.hone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProfileTopTest {
    @Test
    void top_showsTheBiggestFirst() {
        Run run = Run.of("profile", "top", "-n", "5", Run.EXAMPLE);

        assertThat(run.exitCode()).isZero();
        List<String> lines = run.out().lines().toList();
        assertThat(lines.getFirst())
                .startsWith("cpu/nanoseconds, ")
                .endsWith(" functions")
                .contains("; 5 of ");
        assertThat(lines.get(2).strip().split("\\s+"))
                .containsExactly("FLAT", "FLAT%", "SUM%", "CUM", "CUM%", "FUNCTION");
        assertThat(lines).hasSize(8);
        assertThat(flat(lines.get(3))).isGreaterThanOrEqualTo(flat(lines.get(4)));
    }

    private static double flat(String line) {
        return Double.parseDouble(line.strip().replaceFirst("s .*", ""));
    }

    @Test
    void top_byCumulative_sortsByThat() {
        Run run = Run.of("profile", "top", "--cum", "-n", "1", Run.EXAMPLE);

        assertThat(run.out().lines().toList().getLast()).contains("%  ").doesNotContain(" 0.0%  runtime.memclr");
        assertThat(run.out().lines().toList().getLast().strip()).startsWith("0.00s");
    }

    @Test
    void top_ofAll_addsUpToTheTotal() {
        Run run = Run.of("profile", "top", "-n", "0", Run.EXAMPLE);

        assertThat(run.out().lines().toList().getLast()).contains("100.0%");
    }

    @Test
    void top_ofAnotherType_countsThat() {
        assertThat(Run.of("profile", "top", "--type", "samples", Run.EXAMPLE).out())
                .startsWith("samples/count, ");
        Run wrong = Run.of("profile", "top", "--type", "cpus", Run.EXAMPLE);
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("did you mean 'cpu'?").contains("it has samples, cpu");
    }

    @Test
    void top_asJson_hasTheExactFigures() {
        assertThat(Run.of("profile", "top", "--json", "-n", "2", Run.EXAMPLE).out())
                .containsPattern("\"total\" : [1-9][0-9]*0000000,")
                .containsPattern("\"flat\" : [1-9][0-9]*0000000,")
                .contains("\"rows\" : [");
    }

    @Test
    void top_ofStandardInput_works() throws IOException {
        assertThat(Run.withInput(Files.readAllBytes(Path.of(Run.EXAMPLE)), "profile", "top", "-")
                        .exitCode())
                .isZero();
        assertThat(Run.withInput(new byte[0], "profile", "top", "-").err())
                .isEqualTo("hone: -: there is nothing in it: no profile was written\n");
    }

    @Test
    void top_ofSomethingElse_saysWhatItIs() {
        Run run = Run.of("profile", "top", "pom.xml");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).startsWith("hone: pom.xml: this is text, not a pprof profile");
        assertThat(Run.of("profile", "top", "src/main").exitCode()).isEqualTo(2);
        assertThat(Run.of("profile", "top", "-n", "-1", Run.EXAMPLE).exitCode()).isEqualTo(2);
    }
}
