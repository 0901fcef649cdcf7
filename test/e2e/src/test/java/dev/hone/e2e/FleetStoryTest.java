package dev.hone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.kit.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a fleet under load to a build that is better by it: the whole way, with real processes and the real Go. */
@Tag("server")
@Tag("go")
class FleetStoryTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration OFTEN = Duration.ofMillis(1);
    private static final Duration SELDOM = Duration.ofMillis(4);
    /** Not never: nothing is learned from what does nothing, and on a busy machine the others do little, too. */
    private static final Duration HARDLY = Duration.ofMillis(40);

    private static final String INLINED = "inlining call to quoteOf";
    private static final String DEVIRTUALIZED = "PGO devirtualizing interface call t.tax to inland.tax";

    @TempDir
    Path folder;

    private final List<Shop> shops = new ArrayList<>();
    private Path list;
    private Path program;
    private String without;

    @BeforeEach
    void program() throws IOException {
        list = Files.writeString(folder.resolve("targets.json"), "[]");
        program = folder.resolve("shop");
        without = Shop.build(program, "-pgo=off");
    }

    @AfterEach
    void stop() {
        shops.forEach(Shop::close);
    }

    @Test
    void fleet_scrapedAndPushedAtOnce_makesItsNextBuildInline() throws IOException {
        try (ServerProcess up = up()) {
            URI server = HoneProcess.address(up);
            whatIsEnough(server);

            listed(start(server, "busy").under(OFTEN));
            await(() -> ready(server).out().contains("shop is not ready yet"));
            assertThat(ready(server).exit()).isEqualTo(1);
            assertThat(ready(server).out()).contains("2 more instances");

            Shop calm = start(server, "calm").under(SELDOM);
            listed(shops.getFirst(), calm, start(server, "idle").under(HARDLY));
            restartInMidProfile(calm, server);
            await(() -> ready(server).exit() == 0, () -> ready(server).out() + targets(server));
            assertThat(ready(server).out()).contains("shop is ready");
            assertThat(fine(hone(server, "pgo", "status", "shop"))).contains("scraped", "pushed");

            // A tax takes so little that a profile that is good enough for the rest may not have met it yet.
            await(
                    () -> published(server, "main.inland.tax").contains("main.total:"),
                    () -> hone(server, "pgo", "publish", "shop").run()
                            + explained(server, "main.inland.tax").toString());
            Path profile = folder.resolve("default.pgo");
            fine(hone(server, "download", "shop", "-o", profile.toString()));
            assertThat(explained(server, "main.quoteOf").out()).contains("main.total:8, a hot site");
            assertThat(without).doesNotContain(INLINED, DEVIRTUALIZED);
            assertThat(Shop.build(folder.resolve("better"), "-pgo=" + profile)).contains(INLINED, DEVIRTUALIZED);
        }
    }

    private ServerProcess up() {
        return HoneProcess.up(
                folder,
                List.of(
                        "--targets",
                        list.toString(),
                        "--scrape-for",
                        "2s",
                        "--scrape-every",
                        "4s",
                        "--overhead",
                        "100",
                        "--at-once",
                        "100"));
    }

    /** For a fleet of three that runs for less than a minute: what was published of the first hundred samples is soon better known. */
    private void whatIsEnough(URI server) {
        Call policy = hone(server, "pgo", "policy", "shop");
        List<String> words = new ArrayList<>(policy.words());
        for (String setting : List.of(
                "readySamples=500",
                "readyInstances=3",
                "readyDayParts=1",
                "readyCoverage=0.5",
                "minimumSamples=100",
                "coolDown=0s",
                "maxAge=1s")) {
            words.addAll(List.of("--set", setting));
        }
        fine(new Call(words, policy.folder(), policy.environment()));
    }

    /**
     * An instance that profiles itself, too, as the same one and the same version that it is listed as; not as often as it is scraped, since
     * only one of both can be done at a time.
     */
    private Shop start(URI server, String instance, String... more) {
        List<String> options =
                new ArrayList<>(List.of("-workload", "pushed", "-interval", "7s", "-duration", "1s", "-budget", "0.5"));
        options.addAll(List.of(more));
        Shop shop = Shop.start(program, Shop.options(server, instance, options.toArray(String[]::new)));
        shops.add(shop);
        return shop;
    }

    private void listed(Shop... instances) throws IOException {
        List<String> names = List.of("busy", "calm", "idle");
        StringBuilder targets = new StringBuilder();
        for (int i = 0; i < instances.length; i++) {
            targets.append(i == 0 ? "" : ",\n")
                    .append("{\"app\": \"shop\", \"version\": \"v1\", \"workload\": \"scraped\", \"instance\": \"")
                    .append(names.get(i))
                    .append("\", \"address\": \"")
                    .append(instances[i].address())
                    .append("\"}");
        }
        Files.writeString(list, "[" + targets + "]");
    }

    /** Ends the instance while the server waits for a profile of it; who comes in its place is profiled as before. */
    private void restartInMidProfile(Shop calm, URI server) {
        await(() -> target(server, "calm").contains("\"state\":\"profiling\""));
        calm.close();
        await(() -> target(server, "calm").contains("\"outcome\":\"unreachable\""));
        int port = calm.address().getPort();
        start(server, "calm", "-listen", "127.0.0.1:" + port).under(SELDOM);
        await(() -> target(server, "calm").contains("\"outcome\":\"delivered\""));
    }

    private static String targets(URI server) {
        return HoneProcess.get(server.resolve("/api/hone/v1/targets?app=shop"));
    }

    /** What the server says of one of its targets. */
    private static String target(URI server, String instance) {
        return targets(server)
                .lines()
                .flatMap(line -> List.of(line.split("\\{", -1)).stream())
                .filter(target -> target.contains("\"instance\":\"" + instance + "\""))
                .collect(Collectors.joining());
    }

    private Call.Outcome ready(URI server) {
        return hone(server, "pgo", "ready", "shop").run();
    }

    /** What a profile that is published now knows of the calls of a function. */
    private String published(URI server, String callee) {
        hone(server, "pgo", "publish", "shop").run();
        return explained(server, callee).out();
    }

    private Call.Outcome explained(URI server, String callee) {
        return hone(server, "pgo", "explain", "shop", "main.total", callee).run();
    }

    private Call hone(URI server, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("-u", server.toString()));
        return Call.of(HoneProcess.program(), all.toArray(String[]::new)).in(folder);
    }

    private static String fine(Call call) {
        Call.Outcome outcome = call.run();
        assertThat(outcome.exit()).as(call.words() + ": " + outcome.err()).isZero();
        return outcome.out();
    }

    private static void await(BooleanSupplier done) {
        await(done, () -> "");
    }

    private static void await(BooleanSupplier done, Supplier<String> instead) {
        long begun = System.nanoTime();
        while (!done.getAsBoolean() && System.nanoTime() - begun < PATIENCE.toNanos()) {
            WireReplay.pause();
        }
        assertThat(done.getAsBoolean())
                .as(() -> "within five minutes: " + instead.get())
                .isTrue();
    }
}
