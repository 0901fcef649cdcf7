package dev.hone.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.io.StringWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.event.KeyValuePair;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes one event in one line, whatever is in it. */
final class LogLine extends LayoutBase<ILoggingEvent> {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern BARE = Pattern.compile("[\\p{Alnum}._/:@+,*{}\\[\\]()-]+");

    private final LogFormat format;

    LogLine(LogFormat format) {
        this.format = format;
        start();
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        Map<String, Object> fields = fields(event);
        return (format == LogFormat.JSON ? json(fields) : text(fields)) + "\n";
    }

    private static Map<String, Object> fields(ILoggingEvent event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("time", Instant.ofEpochMilli(event.getTimeStamp()).toString());
        fields.put("level", event.getLevel().toString());
        fields.put("msg", event.getFormattedMessage());
        if (!event.getLoggerName().startsWith("dev.hone.")) {
            fields.put("logger", event.getLoggerName());
        }
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                fields.put(pair.key, String.valueOf(pair.value));
            }
        }
        if (event.getThrowableProxy() != null) {
            fields.put(
                    "error",
                    ThrowableProxyUtil.asString(event.getThrowableProxy()).strip());
        }
        return fields;
    }

    private static String text(Map<String, Object> fields) {
        StringBuilder line = new StringBuilder();
        fields.forEach((key, value) -> {
            String word = String.valueOf(value);
            line.append(line.isEmpty() ? "" : " ").append(key).append('=');
            line.append(BARE.matcher(word).matches() ? word : quoted(word));
        });
        return line.toString();
    }

    /** In double quotes, without anything that could begin a line or move a cursor. */
    private static String quoted(String word) {
        StringBuilder text = new StringBuilder("\"");
        word.codePoints().forEach(c -> {
            switch (c) {
                case '"', '\\' -> text.append('\\').appendCodePoint(c);
                case '\n' -> text.append("\\n");
                case '\t' -> text.append("\\t");
                default -> {
                    if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                        text.append(String.format("\\u%04x", c));
                    } else {
                        text.appendCodePoint(c);
                    }
                }
            }
        });
        return text.append('"').toString();
    }

    private static String json(Map<String, Object> fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            fields.forEach((key, value) -> json.writeStringProperty(key, String.valueOf(value)));
            json.writeEndObject();
        }
        return text.toString();
    }
}
