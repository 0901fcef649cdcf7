package dev.hone.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class LogLineTest {
    private static String logged(LogFormat format, String level) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Logs.start(format, level, out);
        LoggerFactory.getLogger("audit")
                .atInfo()
                .addKeyValue("app", "web")
                .addKeyValue("name", "a b\n\"c\"\u001b\u202e")
                .log("stored");
        LoggerFactory.getLogger(LogLineTest.class).debug("hidden");
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void text_isOneLine_whateverIsInIt() {
        assertThat(logged(LogFormat.TEXT, "info"))
                .matches("time=\\S+ level=INFO msg=stored logger=audit app=web "
                        + "name=\"a b\\\\n\\\\\"c\\\\\"\\\\u001b\\\\u202e\"\n");
    }

    @Test
    void json_isOneObjectInALine() {
        assertThat(logged(LogFormat.JSON, "info"))
                .startsWith("{\"time\":\"")
                .contains("\"level\":\"INFO\",\"msg\":\"stored\",\"logger\":\"audit\",\"app\":\"web\"")
                .containsOnlyOnce("\n")
                .endsWith("}\n");
    }

    @Test
    void level_thatNobodyKnows_isInfo_asInAutopgo() {
        assertThat(logged(LogFormat.TEXT, "loud")).doesNotContain("hidden").contains("stored");
        assertThat(logged(LogFormat.TEXT, "debug")).contains("hidden");
        assertThat(logged(LogFormat.TEXT, "WARN")).isEmpty();
    }
}
