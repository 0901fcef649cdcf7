package dev.hone.server.collect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.base.ByteSize;
import dev.hone.server.http.Refusal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

final class GrpcTest {
    private static final ByteSize LARGEST = ByteSize.of(1_000);

    private static byte[] frame(int flags, int length, byte[] content) {
        return ByteBuffer.allocate(5 + content.length)
                .put((byte) flags)
                .putInt(length)
                .put(content)
                .array();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] read(byte[] body, String encoding) throws IOException {
        return Grpc.message(new ByteArrayInputStream(body), encoding, LARGEST);
    }

    @Test
    void message_plainOrPacked_isRead() throws IOException {
        byte[] message = "hello".getBytes(UTF_8);
        byte[] packed = gzip(message);

        assertThat(read(frame(0, 5, message), "identity")).isEqualTo(message);
        assertThat(read(frame(0, 5, message), "gzip")).isEqualTo(message);
        assertThat(read(frame(1, packed.length, packed), "gzip")).isEqualTo(message);
        assertThat(read(frame(0, 0, new byte[0]), "identity")).isEmpty();
    }

    private static void holdRefused(byte[] body, String encoding, String said) {
        assertThatThrownBy(() -> read(body, encoding))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(said);
    }

    @Test
    void message_thatIsWrong_isRefusedWithTheReason() throws IOException {
        byte[] bomb = gzip(new byte[1_001]);
        holdRefused(new byte[0], "identity", "there is no message");
        holdRefused(new byte[4], "identity", "there is no message");
        holdRefused(frame(0, 6, new byte[5]), "identity", "in the middle of a message");
        holdRefused(frame(0, 4, new byte[5]), "identity", "something behind the message");
        holdRefused(frame(2, 5, new byte[5]), "identity", "flags 2");
        holdRefused(frame(0, 1_001, new byte[5]), "identity", "the message has 1001 bytes");
        holdRefused(frame(0, -1, new byte[5]), "identity", "the message has 4294967295 bytes");
        holdRefused(frame(1, 5, new byte[5]), "snappy", "not with snappy");
        holdRefused(frame(1, 5, new byte[5]), "gzip", "is not");
        holdRefused(frame(1, bomb.length, bomb), "gzip", "unpacked");
    }

    @Test
    void message_ofAnyBytes_isWithinItsBody_orRefused() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] body = new byte[random.nextInt(40)];
            random.nextBytes(body);
            for (int j = 0; j < Math.min(4, body.length); j++) {
                body[j] = (byte) random.nextInt(2);
            }
            try {
                assertThat(read(body, "gzip").length).isLessThanOrEqualTo(1_000);
            } catch (Refusal e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void encoded_isPrintableAsciiWithoutPercent() {
        assertThat(Grpc.encoded("100 % ü\n")).isEqualTo("100 %25 %C3%BC%0A");
    }
}
