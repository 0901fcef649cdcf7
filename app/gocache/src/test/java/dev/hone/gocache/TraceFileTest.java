package dev.hone.gocache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.cache.ActionId;
import dev.hone.cache.Answered;
import dev.hone.cache.RemoteCall;
import dev.hone.cache.RemoteCall.Operation;
import dev.hone.cache.RemoteCall.Outcome;
import dev.hone.cache.Source;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TraceFileTest {
    private static final ActionId ACTION = new ActionId("fedcba9876543210".repeat(4));
    private static final long BEGINNING = 7_000_000;

    private final TraceLog log = new TraceLog(BEGINNING, BEGINNING + 900_000);

    private static Answered answered(Source source, long begun, Duration waited) {
        return new Answered(source, ACTION, 5678, 0, BEGINNING + begun, waited);
    }

    private static RemoteCall call(Operation operation, Outcome outcome) {
        RemoteCall.Times times = new RemoteCall.Times(
                BEGINNING + 1_300_000, Duration.ofMillis(51), Duration.ofMillis(61), Duration.ofMillis(64));
        return new RemoteCall(operation, ACTION, outcome, 9, 4_100_000, times);
    }

    private static String text(BuildTrace trace) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TraceFile.write(trace, out);
        return out.toString(StandardCharsets.US_ASCII);
    }

    private static Optional<BuildTrace> read(String text) throws IOException {
        return TraceFile.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void trace_isALineForEachEvent() throws IOException {
        log.add(answered(Source.LOCAL, 1_200_999, Duration.ofNanos(85_999)));
        log.add(call(Operation.PACK, Outcome.DONE));
        String text = text(log.end());

        assertThat(text).isEqualTo("""
                        hone trace 1 3 0
                        greeting 900
                        result 1200 85 local 5678 fedcba9876543210
                        pack 1300 64000 51000 61000 done 4100000 fedcba9876543210
                        """);
        assertThat(text(read(text).orElseThrow())).isEqualTo(text);
    }

    @Test
    void trace_ofEveryKindOfEvent_comesBackAsItWas() throws IOException {
        for (Source source : Source.values()) {
            log.add(answered(source, 1_000, Duration.ofHours(2)));
        }
        for (Operation operation : Operation.values()) {
            for (Outcome outcome : Outcome.values()) {
                log.add(call(operation, outcome));
            }
        }
        BuildTrace trace = log.end();
        assertThat(read(text(trace)).orElseThrow().events())
                .hasSize(1 + Source.values().length + Operation.values().length * Outcome.values().length)
                .containsExactlyElementsOf(trace.events().toList());
        assertThat(trace.events().map(TraceEvent::took))
                .contains(Duration.ofHours(2).toMillis() * 1000);
    }

    @Test
    void times_thatCannotBe_areTheLeastOrTheMost() {
        log.add(answered(Source.LOCAL, -5_000_000, Duration.ofNanos(-1)));
        log.add(answered(Source.LOCAL, Long.MAX_VALUE / 2, Duration.ofNanos(Long.MAX_VALUE)));
        List<TraceEvent> events = log.end().events().toList();
        assertThat(events.get(1).begun()).isZero();
        assertThat(events.get(1).took()).isZero();
        assertThat(events.getLast().ended()).isPositive();
    }

    @Test
    void events_beyondTheMost_areCounted_andTheFileStaysSmall() throws IOException {
        for (int i = 0; i < BuildTrace.MOST + 12; i++) {
            log.add(call(Operation.INLINED, Outcome.REFUSED));
        }
        BuildTrace trace = log.end();
        assertThat(trace.count()).isEqualTo(BuildTrace.MOST);
        assertThat(trace.beyond()).isEqualTo(13);
        String text = text(trace);
        assertThat(text).startsWith("hone trace 1 100000 13\n").hasSizeLessThan(8 << 20);
        assertThat(read(text).orElseThrow().beyond()).isEqualTo(13);
    }

    @Test
    void whatComesAfterTheEnd_isNotNoted() {
        log.add(answered(Source.LOCAL, 0, Duration.ZERO));
        assertThat(log.end().count()).isEqualTo(2);
        log.add(answered(Source.LOCAL, 0, Duration.ZERO));
        log.add(call(Operation.PUT, Outcome.DONE));
        assertThat(log.end().count()).isZero();
    }

    @Test
    void whatIsNoTrace_orNotAllOfOne_isNone() throws IOException {
        String event = "result 1200 85 local 5678 fedcba9876543210\n";
        assertThat(read("hone trace 1 1 0\n" + event)).isPresent();
        for (String wrong : List.of(
                "",
                "\n",
                "hone trace 2 1 0\n" + event,
                "hone trace 1 \n",
                "hone trace 1 1\n" + event,
                "hone trace 1 2 0\n" + event,
                "hone trace 1 0 0\n" + event,
                "hone trace 1 1 -1\n" + event,
                "hone trace 1 1 0\n" + event.replace("local", "nowhere"),
                "hone trace 1 1 0\n" + event.replace("1200", "-1"),
                "hone trace 1 1 0\n" + event.replace("1200", "99999999999999999999"),
                "hone trace 1 1 0\n" + event.replace("fedc", "\u001b[2J"),
                "hone trace 1 1 0\n" + event.replace("fedc", "FEDC"),
                "hone trace 1 1 0\nresult\n",
                "hone trace 1 1 0\ngreeting\n",
                "hone trace 1 1 0\ngreeting soon\n",
                "hone trace 1 1 0\npack 1 2 3 4 done\n",
                "hone trace 1 1 0\npack 1 2 3 4 local 5 fedcba9876543210\n",
                "hone trace 1 1 0\n" + "x".repeat(1_000_000))) {
            assertThat(read(wrong)).as(wrong.length() > 99 ? "long" : wrong).isEmpty();
        }
    }

    @Test
    void whatIsAnyBytes_isNone_andHarmless() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes =
                    "hone trace 1 2 0\nresult 1200 85 local 5678 fedcba9876543210\npack 1 2 3 4 done 5 fedcba9876543210\n"
                            .getBytes(StandardCharsets.US_ASCII);
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            TraceFile.read(new ByteArrayInputStream(bytes))
                    .ifPresent(trace -> assertThat(trace.events()).hasSize(2));
        }
    }
}
