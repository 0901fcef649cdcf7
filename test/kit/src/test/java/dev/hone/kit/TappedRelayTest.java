package dev.hone.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.kit.TappedRelay.Tap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TappedRelayTest {
    private static final String ASKED = "GET /a HTTP/1.1\r\n\r\n";

    private final RudeServer server = RudeServer.answering(200, "told");

    @AfterEach
    void stop() {
        server.close();
    }

    private TappedRelay relay(Supplier<Tap> requests, Supplier<Tap> answers) {
        return TappedRelay.before(Integer.parseInt(server.url().replaceFirst(".*:", "")), requests, answers);
    }

    private static Socket connect(TappedRelay relay) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), relay.port());
    }

    private static String ask(TappedRelay relay) throws IOException {
        try (Socket socket = connect(relay)) {
            socket.getOutputStream().write(ASKED.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static Tap hearing(List<ByteArrayOutputStream> all) {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        all.add(heard);
        return (said, on, back) -> {
            heard.writeBytes(said);
            on.write(said);
        };
    }

    private static String text(ByteArrayOutputStream heard) {
        return heard.toString(StandardCharsets.US_ASCII);
    }

    @Test
    void taps_hearTheirOwnDirection_andOneConnectionEach() throws IOException {
        List<ByteArrayOutputStream> requests = new CopyOnWriteArrayList<>();
        List<ByteArrayOutputStream> answers = new CopyOnWriteArrayList<>();
        try (TappedRelay relay = relay(() -> hearing(requests), () -> hearing(answers))) {
            assertThat(ask(relay)).startsWith("HTTP/1.1 200 ").endsWith("told");
            assertThat(ask(relay)).endsWith("told");
        }
        assertThat(requests).map(TappedRelayTest::text).containsExactly(ASKED, ASKED);
        assertThat(answers).map(TappedRelayTest::text).hasSize(2).allMatch(answer -> answer.endsWith("told"));
    }

    @Test
    void tap_thatThrows_endsTheConnection() throws IOException {
        Tap lost = (said, on, back) -> {
            throw new IOException("lost");
        };
        try (TappedRelay relay = relay(() -> Tap.OPEN, () -> lost)) {
            assertThat(ask(relay)).isEmpty();
        }
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void tap_thatAnswers_isHeardAndTheServerAskedNothing() throws IOException {
        Tap own = (said, on, back) -> {
            back.write("mine".getBytes(StandardCharsets.US_ASCII));
            throw new IOException("that was all");
        };
        try (TappedRelay relay = relay(() -> own, () -> Tap.OPEN)) {
            assertThat(ask(relay)).isEqualTo("mine");
        }
        // It is called, and then left without a word.
        assertThat(server.requests()).allMatch(String::isEmpty);
    }

    @Test
    void close_endsConnections() throws IOException, InterruptedException {
        CountDownLatch heard = new CountDownLatch(1);
        Tap first = (said, on, back) -> heard.countDown();
        TappedRelay relay = relay(() -> first, () -> Tap.OPEN);
        try (Socket socket = connect(relay)) {
            socket.getOutputStream().write('G');
            heard.await();
            relay.close();
            assertThat(socket.getInputStream().read()).isNegative();
        }
    }

    @Test
    void relay_whoseServerIsAway_hangsUp() throws IOException {
        server.close();
        try (TappedRelay relay = relay(() -> Tap.OPEN, () -> Tap.OPEN);
                Socket socket = connect(relay)) {
            assertThat(socket.getInputStream().read()).isNegative();
        }
    }
}
