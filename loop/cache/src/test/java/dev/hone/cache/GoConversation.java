package dev.hone.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What go would send, said beforehand, and what it was answered. */
final class GoConversation {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private int id;

    /** The next request in go's own framing; gives back its number. */
    int get(ActionId action) {
        line("{\"ID\":" + ++id + ",\"Command\":\"get\",\"ActionID\":\"" + Outputs.base64(action.bytes()) + "\"}");
        return id;
    }

    int put(ActionId action, byte[] body) {
        return put(action, Outputs.output(body), body);
    }

    int put(ActionId action, OutputId output, byte[] body) {
        String size = body.length == 0 ? "" : ",\"BodySize\":" + body.length;
        line("{\"ID\":" + ++id + ",\"Command\":\"put\",\"ActionID\":\"" + Outputs.base64(action.bytes())
                + "\",\"OutputID\":\"" + output.base64() + "\"" + size + "}");
        if (body.length > 0) {
            raw("\"" + Outputs.base64(body) + "\"\n");
        }
        return id;
    }

    int close() {
        line("{\"ID\":" + ++id + ",\"Command\":\"close\"}");
        return id;
    }

    void line(String object) {
        raw(object + "\n\n");
    }

    void raw(String text) {
        said.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What was answered, by the number of the request. */
    record Answers(Map<Long, RequestFields> byId) {
        RequestFields to(long id) {
            RequestFields fields = byId.get(id);
            assertThat(fields).as("an answer to request " + id).isNotNull();
            return fields == null ? RequestFields.parse(new byte[0]) : fields;
        }

        int count() {
            return byId.size();
        }
    }

    /** Says it all. */
    Answers with(GoSession session) throws InterruptedException {
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        session.serve(new ByteArrayInputStream(said.toByteArray()), answers, Duration.ZERO);
        Map<Long, RequestFields> byId = new LinkedHashMap<>();
        for (String line : answers.toString(StandardCharsets.UTF_8).lines().toList()) {
            RequestFields fields = RequestFields.parse(line.getBytes(StandardCharsets.UTF_8));
            assertThat(byId.put(fields.number("ID"), fields))
                    .as("a second answer: " + line)
                    .isNull();
        }
        assertThat(byId).containsKey(0L);
        return new Answers(byId);
    }
}
