package dev.hone.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTest {
    private static Event read(String json) {
        return Event.read(Message.of("app", json));
    }

    @Test
    void toMessage_writesTheEnvelopeInOrder() {
        Map<String, String> payload = new LinkedHashMap<>();
        payload.put("profileKey", "web/staging/1");
        payload.put("app", "web");
        Event event = new Event("an-id", Instant.parse("2026-11-21T08:04:06.5Z"), "profile.uploaded", payload);
        Message message = event.toMessage("web");
        assertThat(message.key()).isEqualTo("web");
        assertThat(message.text())
                .isEqualTo("{\"id\":\"an-id\",\"timestamp\":\"2026-11-21T08:04:06.500Z\",\"type\":\"profile.uploaded\","
                        + "\"payload\":{\"profileKey\":\"web/staging/1\",\"app\":\"web\"}}");
        assertThat(Event.read(message)).isEqualTo(event);
    }

    @Test
    void now_hasAnIdOfVersion4() {
        Event event = Event.now(() -> Instant.EPOCH, new SplittableRandom(1), "profile.deleted", Map.of("app", "web"));
        assertThat(event.id()).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(event.timestamp()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void read_ofWhatGoWrites_takesIt() {
        Event event = read(
                "{\"id\":\"5f0c\",\"timestamp\":\"2026-11-21T09:04:06.123456789+01:00\","
                        + "\"type\":\"profile.merged\",\"payload\":{\"app\":\"a\\u003cb\",\"profileKey\":\"k\",\"mergedKey\":\"m\"}}\n");
        assertThat(event.timestamp()).isEqualTo(Instant.parse("2026-11-21T08:04:06.123456789Z"));
        assertThat(event.payload()).containsEntry("app", "a<b").containsEntry("mergedKey", "m");
    }

    @Test
    void read_ofUnknownFieldsAndValues_leavesThemOut() {
        Event event = read("{\"new\":{\"a\":[1,{}]},\"type\":\"t\",\"payload\":{\"n\":1.50,\"b\":true,\"z\":null,"
                + "\"o\":{\"x\":\"y\"},\"l\":[\"x\"],\"s\":\"text\"},\"more\":[]}");
        assertThat(event.payload())
                .containsExactly(Map.entry("n", "1.50"), Map.entry("b", "true"), Map.entry("s", "text"));
        assertThat(event.id()).isEmpty();
        assertThat(event.timestamp()).isEqualTo(Instant.EPOCH);
        assertThat(read("{\"type\":\"t\",\"payload\":null}").payload()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"profile.uploaded\"",
                "{",
                "{}",
                "{\"type\":\"\"}",
                "{\"type\":1}",
                "{\"type\":null}",
                "{\"type\":\"t\"",
                "{\"type\":\"t\"}}",
                "{\"type\":\"t\"} {}",
                "{\"type\":\"t\",}",
                "{\"type\":\"t\",\"payload\":[]}",
                "{\"type\":\"t\",\"payload\":\"x\"}",
                "{\"type\":\"t\",\"payload\":{\"a\"",
                "{\"type\":\"t\",\"timestamp\":\"yesterday\"}",
                "{\"type\":\"t\",\"timestamp\":7}",
                "{\"id\":{},\"type\":\"t\"}",
                "{\"type\":\"\ud800\"",
                "\u0000"
            })
    void read_ofWhatIsNoEvent_saysSo(String json) {
        assertBad(Message.received("", json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void read_ofHostileBytes_isBounded() {
        assertBad(Message.received("", new byte[EventJson.MOST_BYTES + 1]));
        assertBad(Message.received("", new byte[] {'{', (byte) 0xff, (byte) 0xfe, 'x'}));
        assertBad(Message.of("", "{\"type\":\"t\",\"x\":" + "[".repeat(30_000)));
        assertBad(Message.of("", "{\"type\":\"t\",\"payload\":{\"n\":" + "9".repeat(60_000) + "}}"));
        SplittableRandom random = new SplittableRandom(3);
        byte[] good = "{\"id\":\"5f\",\"timestamp\":\"2026-11-21T09:04:06Z\",\"type\":\"t\",\"payload\":{\"a\":\"b\"}}"
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] broken = good.clone();
            for (int n = random.nextInt(1, 4); n > 0; n--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            readOrRefuse(Message.received("", broken));
        }
    }

    private static void readOrRefuse(Message message) {
        try {
            assertThat(Event.read(message).type()).isNotEmpty();
        } catch (EventException e) {
            assertThat(e.error()).isEqualTo(EventError.BAD_EVENT);
        }
    }

    private static void assertBad(Message message) {
        assertThatThrownBy(() -> Event.read(message))
                .isInstanceOfSatisfying(
                        EventException.class, e -> assertThat(e.error()).isEqualTo(EventError.BAD_EVENT))
                .hasMessageStartingWith("the message is not an event: ");
    }
}
