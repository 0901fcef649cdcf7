package dev.hone.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GoRequestsTest {
    private static final Duration LONGEST = Duration.ofNanos(4_294_967_295_000L);

    private static final String ACTION = Outputs.base64(Outputs.action(1).bytes());

    @Test
    void body_inAnyPieces_arrivesWhole() throws IOException {
        Random random = new Random(5);
        for (int size : new int[] {1, 2, 3, 4, 5, 24_575, 24_576, 24_577, 200_000}) {
            byte[] body = new byte[size];
            random.nextBytes(body);
            String said = put(1, body, "OutputID") + "\"" + Outputs.base64(body) + "\"\n" + get(2);
            Collected bodies = new Collected();
            GoRequests requests = new GoRequests(new Pieces(said, random), bodies);
            assertThat(requests.next()).isInstanceOf(GoRequest.Put.class);
            assertThat(bodies.last).isEqualTo(body);
            assertThat(requests.next()).isEqualTo(new GoRequest.Get(2, Outputs.action(1)));
            assertThat(requests.next()).isNull();
        }
    }

    @Test
    void requests_withoutBlankLinesOrWithMore_areRead() throws IOException {
        byte[] body = Outputs.bytes("x");
        String said = get(1).strip() + get(2).strip() + "\r\n\r\n\r\n \t"
                + put(3, body, "OutputID").strip() + "\r\n\"" + Outputs.base64(body) + "\"" + get(4);
        GoRequests requests = requests(said);
        for (int id = 1; id <= 4; id++) {
            assertThat(requests.next()).isNotNull().extracting(GoRequest::id).isEqualTo((long) id);
        }
        assertThat(requests.next()).isNull();
    }

    @Test
    void objectId_standsInForOutputId_whichWins() throws IOException {
        byte[] body = Outputs.bytes("x");
        String text = "\"" + Outputs.base64(body) + "\"\n";
        assertThat(requests(put(1, body, "ObjectID") + text).next())
                .isInstanceOfSatisfying(
                        GoRequest.Put.class,
                        put -> assertThat(put.body().output()).isEqualTo(Outputs.output(body)));
        String both = put(1, body, "OutputID").replace("\"ID\"", "\"ObjectID\":\"nonsense\",\"ID\"");
        assertThat(requests(both + text).next()).isInstanceOf(GoRequest.Put.class);
    }

    @Test
    void body_thatIsWrong_costsItsOwnPutOnly() throws IOException {
        byte[] body = Outputs.bytes("twelve bytes");
        String sound = Outputs.base64(body);
        for (String wrong : new String[] {
            sound.substring(4),
            sound + "AAAA",
            sound.replace('d', '*'),
            "",
            sound.substring(1),
            "é" + sound.substring(2)
        }) {
            GoRequests requests = requests(put(1, body, "OutputID") + "\"" + wrong + "\"\n" + get(2));
            assertThat(requests.next()).as(wrong).isInstanceOf(GoRequest.Refused.class);
            assertThat(requests.next()).as(wrong).isEqualTo(new GoRequest.Get(2, Outputs.action(1)));
        }
    }

    @Test
    void told_isSizesAndTimes() throws IOException {
        byte[] hits = ByteBuffer.allocate(112)
                .putLong(3)
                .put(Outputs.action(1).bytes())
                .putLong(5)
                .putInt(2)
                .putInt(7)
                .putLong(4)
                .put(Outputs.action(2).bytes())
                .putLong(-1)
                .putInt(-1)
                .putInt(-1)
                .array();
        GoRequests requests = requests(told(Outputs.base64(hits)) + get(2));
        assertThat(requests.next())
                .isEqualTo(new GoRequest.Told(
                        0,
                        List.of(
                                new Hit(3, Outputs.action(1), 5, Duration.ofNanos(2_000), Duration.ofNanos(7_000)),
                                new Hit(4, Outputs.action(2), 0, LONGEST, LONGEST))));
        assertThat(requests.next()).isEqualTo(new GoRequest.Get(2, Outputs.action(1)));
    }

    @Test
    void told_nonsense_isRefused_andTheNextIsRead() throws IOException {
        for (String wrong : new String[] {"AAAA", "*", Outputs.base64(new byte[52])}) {
            GoRequests requests = requests(told(wrong) + get(2));
            assertThat(requests.next()).as(wrong).isInstanceOf(GoRequest.Refused.class);
            assertThat(requests.next()).as(wrong).isEqualTo(new GoRequest.Get(2, Outputs.action(1)));
        }
    }

    private static String told(String hits) {
        return "{\"Command\":\"told\",\"Hits\":\"" + hits + "\"}\n";
    }

    @Test
    void put_withoutItsBody_leavesTheNextReadable() throws IOException {
        GoRequests requests = requests(put(1, Outputs.bytes("x"), "OutputID") + get(2));
        assertThat(requests.next())
                .isInstanceOfSatisfying(
                        GoRequest.Refused.class,
                        refused -> assertThat(refused.reason()).contains("no body"));
        assertThat(requests.next()).isEqualTo(new GoRequest.Get(2, Outputs.action(1)));
    }

    @Test
    void body_thatCannotBeKept_isReadToItsEnd() throws IOException {
        byte[] body = new byte[100_000];
        GoRequests.Bodies full = new GoRequests.Bodies() {
            @Override
            public Staged take(InputStream in, OutputId output, long size) throws IOException {
                in.readNBytes(1000);
                throw new CacheException(CacheError.UNUSABLE_FOLDER, "the disk is full");
            }

            @Override
            public Staged claim(String file, OutputId output, long size) {
                throw new AssertionError();
            }
        };
        String said = put(1, body, "OutputID") + "\"" + Outputs.base64(body) + "\"\n" + get(2);
        GoRequests requests = new GoRequests(new ByteArrayInputStream(Outputs.bytes(said)), full);
        assertThat(requests.next()).isEqualTo(new GoRequest.Refused(1, "the disk is full"));
        assertThat(requests.next()).isEqualTo(new GoRequest.Get(2, Outputs.action(1)));
    }

    @Test
    void ids_thatAreNone_areRefused() throws IOException {
        for (String id : new String[] {"", "../../etc/passwd", "AAAA", "A".repeat(10_000), "\\u0000", "=".repeat(44)}) {
            GoRequests requests = requests("{\"ID\":1,\"Command\":\"get\",\"ActionID\":\"" + id + "\"}\n" + get(2));
            assertThat(requests.next()).as(id).isInstanceOf(GoRequest.Refused.class);
            assertThat(requests.next()).as(id).isEqualTo(new GoRequest.Get(2, Outputs.action(1)));
        }
    }

    @Test
    void request_thatNeverEnds_isRefusedBeforeItFillsTheMemory() {
        GoRequests requests = requests("{\"ID\":1,\"Command\":\"" + "x".repeat(1 << 20));
        assertThatThrownBy(requests::next)
                .isInstanceOfSatisfying(
                        CacheException.class, e -> assertThat(e.error()).isEqualTo(CacheError.TOO_LARGE));
    }

    @Test
    void input_thatBreaksOffWithinABody_isAnEndOfTheInput() {
        GoRequests requests = requests(put(1, new byte[100], "OutputID") + "\"AAAA");
        assertThatThrownBy(requests::next).isInstanceOf(EOFException.class);
    }

    private static String get(int id) {
        return "{\"ID\":" + id + ",\"Command\":\"get\",\"ActionID\":\"" + ACTION + "\"}\n\n";
    }

    private static String put(int id, byte[] body, String name) {
        return "{\"ID\":" + id + ",\"Command\":\"put\",\"ActionID\":\"" + ACTION + "\",\"" + name + "\":\""
                + Outputs.output(body).base64() + "\",\"BodySize\":" + body.length + "}\n\n";
    }

    private static GoRequests requests(String said) {
        return new GoRequests(new ByteArrayInputStream(said.getBytes(StandardCharsets.UTF_8)), new Collected());
    }

    /** Keeps the last body in memory. */
    private static final class Collected implements GoRequests.Bodies {
        private byte[] last = new byte[0];

        @Override
        public Staged take(InputStream in, OutputId output, long size) throws IOException {
            last = in.readAllBytes();
            return new Staged(Path.of("/nowhere"), output, size);
        }

        @Override
        public Staged claim(String file, OutputId output, long size) {
            return new Staged(Path.of(file), output, size);
        }
    }

    /** Gives a few bytes at a time. */
    private static final class Pieces extends FilterInputStream {
        private final Random random;

        Pieces(String text, Random random) {
            super(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
            this.random = random;
        }

        @Override
        public int read(byte[] to, int offset, int count) throws IOException {
            return super.read(to, offset, Math.min(count, 1 + random.nextInt(random.nextBoolean() ? 3 : 70_000)));
        }
    }
}
