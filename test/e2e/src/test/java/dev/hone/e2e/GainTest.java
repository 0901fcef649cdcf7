package dev.hone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.kit.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a published profile gains: processor time of a request, of a service that is built with it beside one without. */
@Tag("server")
@Tag("go")
@Tag("soak")
class GainTest {
    private static final int ROUNDS = 25;
    private static final int WARM = 100;
    private static final int REQUESTS = 400;

    @TempDir
    Path folder;

    private Path without;
    private Path with;

    @BeforeEach
    void programs() {
        without = folder.resolve("shop");
        with = folder.resolve("better");
        Shop.build(without, "-pgo=off");
        Shop.build(with, "-pgo=" + published());
    }

    /** The profile that a server publishes of what one busy instance pushes. */
    private Path published() {
        Path profile = folder.resolve("default.pgo");
        try (ServerProcess up = HoneProcess.up(folder)) {
            URI server = HoneProcess.address(up);
            String[] often = {"-interval", "8s", "-duration", "6s", "-budget", "1"};
            try (Shop shop =
                    Shop.start(without, Shop.options(server, "busy", often)).under(Duration.ofMillis(1))) {
                Call download = Call.of(
                        HoneProcess.program(), "download", "-u", server.toString(), "shop", "-o", profile.toString());
                for (int i = 0; i < 600 && download.run().exit() != 0; i++) {
                    WireReplay.pause();
                }
                assertThat(profile).as("of " + shop.address()).isNotEmptyFile();
            }
        }
        return profile;
    }

    @Test
    void request_ofAServiceBuiltWithTheProfile_costsNoMore() throws Exception {
        List<Double> plain = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            boolean first = round % 2 == 0;
            double one = micros(first ? without : with);
            double other = micros(first ? with : without);
            plain.add(first ? one : other);
            ratios.add(first ? other / one : one / other);
        }
        MeanRatio ratio = MeanRatio.of(ratios, 7);

        System.out.printf(
                Locale.ROOT,
                "%d rounds of %d requests: %.0f µs of processor a request without a profile; with it %s as much%n",
                ROUNDS,
                REQUESTS,
                plain.stream().sorted().skip(ROUNDS / 2).findFirst().orElseThrow(),
                ratio);
        assertThat(ratio.low()).as("%s", ratio).isLessThan(ratio.high()).isLessThanOrEqualTo(1);
    }

    /** In a process of its own, so that neither memory nor addresses are those of the round before. */
    private static double micros(Path program) throws IOException, InterruptedException {
        try (Shop shop = Shop.start(program)) {
            shop.answer(WARM);
            Shop.Cost before = shop.cost();
            shop.answer(REQUESTS);
            return shop.cost().micros(before);
        }
    }
}
