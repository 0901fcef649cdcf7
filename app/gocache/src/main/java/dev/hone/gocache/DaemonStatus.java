package dev.hone.gocache;

import dev.hone.base.GoDuration;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What a daemon says of itself, for people. */
final class DaemonStatus {
    private final Map<String, String> values;

    private DaemonStatus(Map<String, String> values) {
        this.values = values;
    }

    static DaemonStatus parse(String line) {
        Map<String, String> values = new HashMap<>();
        try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), line)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                values.put(name, json.getString());
            }
        }
        return new DaemonStatus(values);
    }

    String text(boolean stopping) {
        return """
                %s
                folder         %s
                process        %s, version %s, for %s
                go commands    %s so far, %s running
                results asked  %s found here, %s fetched, %s missed
                results made   %s, %s wait to be shared
                """.formatted(
                        stopping ? "the daemon stops when its go commands have ended" : "a daemon is running",
                        value("folder"),
                        value("pid"),
                        value("version"),
                        GoDuration.format(Duration.ofSeconds(Long.parseLong(value("seconds")))),
                        value("commands"),
                        value("running"),
                        value("local"),
                        value("remote"),
                        value("missed"),
                        value("puts"),
                        value("waiting"));
    }

    /** It in a line, as one of this version sees it. */
    String summary(String ours) {
        String version = value("version");
        return "process %s, version %s%s, %s go commands so far"
                .formatted(
                        value("pid"),
                        version,
                        version.equals(ours) ? "" : " (a build with " + ours + " replaces it)",
                        value("commands"));
    }

    /** How many results are not in the shared store yet. */
    int waiting() {
        return Integer.parseInt(value("waiting"));
    }

    private String value(String name) {
        return values.getOrDefault(name, "0");
    }
}
