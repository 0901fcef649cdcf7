package dev.hone.gocache;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what {@code hone cache report --trace} writes. */
final class Traces {
    private Traces() {}

    static List<JsonNode> events(String trace) {
        List<JsonNode> events = new ArrayList<>();
        new JsonMapper().readTree(trace).get("traceEvents").forEach(events::add);
        return events;
    }

    /** What took time: where, what, when and how long. */
    static List<String> spans(List<JsonNode> events) {
        return events.stream()
                .filter(event -> event.get("ph").asString().equals("X"))
                .map(event -> event.get("pid").asInt() + "/" + event.get("tid").asInt() + " "
                        + event.get("name").asString() + " " + event.get("ts").asLong() + "+"
                        + event.get("dur").asLong())
                .toList();
    }

    /** What processes and their threads are called. */
    static List<String> names(List<JsonNode> events) {
        List<String> names = new ArrayList<>();
        for (JsonNode event : events) {
            String what = event.get("name").asString();
            String process = event.get("pid").asString();
            if (what.equals("process_name")) {
                names.add(process + " " + event.get("args").get("name").asString());
            } else if (what.equals("thread_name")) {
                names.add(process + "/" + event.get("tid").asInt() + " "
                        + event.get("args").get("name").asString());
            }
        }
        return names;
    }
}
