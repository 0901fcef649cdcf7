package dev.hone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportTest {
    private static Series series(String name, double millis) {
        Side side = new Side(name, List.of(name, "x y"), Path.of("."));
        Sample sample = new Sample(millis * 1e6, millis * 5e5);
        return new Series(side, List.of(sample, sample, sample), 10 << 20);
    }

    private static Comparison comparison(boolean warm, Series... series) {
        List<Series> all = List.of(series);
        Scenario scenario =
                new Scenario("top", warm, all.stream().map(Series::side).toList(), List.of());
        return Comparison.of(scenario, all, List.of("'b' is left out"), new Random(1));
    }

    @Test
    void of_wholeProcesses_hasALinePerSideAndPair() {
        Comparison comparison =
                comparison(false, series("/bin/true", 1.234), series("hone", 40), series("pprof", 100), series("x", 4));
        assertThat(Report.of(comparison, new Rounds(2, 3))).isEqualTo("""
                top: 3 rounds after 2 discarded, whole processes

                  side         median   minimum       p90   user+sys   peak memory
                  /bin/true   1.23 ms   1.23 ms   1.23 ms     617 µs      10.0 MiB
                  hone        40.0 ms   40.0 ms   40.0 ms    20.0 ms      10.0 MiB
                  pprof        100 ms    100 ms    100 ms    50.0 ms      10.0 MiB
                  x           4.00 ms   4.00 ms   4.00 ms    2.00 ms      10.0 MiB

                pprof takes 2.50 times as long as hone (95 %: 2.50 to 2.50)
                x takes 0.10 times as long as hone (95 %: 0.10 to 0.10)
                x takes 0.04 times as long as pprof (95 %: 0.04 to 0.04)
                note: 'b' is left out
                """);
    }

    @Test
    void of_whatWasNotMeasured_isADash() {
        Series bare =
                new Series(new Side("hone", List.of("hone"), Path.of(".")), List.of(new Sample(512, Double.NaN)), 0);
        assertThat(Report.of(comparison(true, bare), new Rounds(2, 3)))
                .contains("one iteration in a warm process")
                .contains("  hone   512 ns    512 ns   512 ns          -             -\n");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 ns",
        "999.4, 999 ns",
        "999.6, 1.00 µs",
        "9994, 9.99 µs",
        "9996, 10.0 µs",
        "99960, 100 µs",
        "1234567, 1.23 ms",
        "999600000, 1.00 s",
        "12345678900, 12.3 s",
        "1234567890000, 1235 s",
    })
    void time_hasThreeDigits(double nanos, String text) {
        assertThat(Report.time(nanos)).isEqualTo(text);
    }

    @Test
    void json_hasEverySampleAndPair() {
        String json =
                JsonReport.of(List.of(comparison(false, series("/bin/true", 1), series("hone", 4), series("go", 2))));
        assertThat(json)
                .startsWith(
                        "[{\"scenario\":\"top\",\"mode\":\"process\",\"sides\":[{\"name\":\"/bin/true\",\"command\":"
                                + "[\"/bin/true\",\"x y\"],\"medianNanos\":1000000.0,\"minimumNanos\":1000000.0,\"p90Nanos\":"
                                + "1000000.0,\"medianCpuNanos\":500000.0,\"peakBytes\":1.048576E7,\"nanos\":[1000000.0,")
                .endsWith("\"pairs\":[{\"of\":\"go\",\"to\":\"hone\",\"ratio\":0.5,\"low\":0.5,\"high\":0.5}],"
                        + "\"notes\":[\"'b' is left out\"]}]\n");
    }
}
