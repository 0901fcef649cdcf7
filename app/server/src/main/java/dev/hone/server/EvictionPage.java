package dev.hone.server;

import dev.hone.base.ByteSize;
import dev.hone.cache.StoreEviction;
import dev.hone.cache.StoreEviction.Victim;
import dev.hone.command.Age;
import dev.hone.command.Json;
import dev.hone.command.Table;
import dev.hone.command.Table.Column;
import dev.hone.command.Terminal;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Shows what would be removed to make room, longest unused first. */
final class EvictionPage {
    private EvictionPage() {}

    static String of(StoreEviction eviction, Instant now, boolean json, Terminal terminal) {
        List<Victim> victims = new ArrayList<>();
        StoreEviction.Result result = eviction.run(now, true, victims::add);
        victims.sort(Comparator.comparing(Victim::used).thenComparing(Victim::key));
        return json ? json(victims, result) : text(victims, result, now, terminal);
    }

    private static String text(List<Victim> victims, StoreEviction.Result result, Instant now, Terminal terminal) {
        Table table = new Table(Column.right("UNUSED"), Column.right("SIZE"), Column.left("RESULT"));
        for (Victim victim : victims) {
            table.add(
                    Age.of(Duration.between(victim.used(), now)),
                    ByteSize.of(victim.size()).format(),
                    Terminal.visible(victim.key()));
        }
        String sum = "would remove %,d of %,d results, %s of %s\n"
                .formatted(
                        result.removed(),
                        result.results(),
                        ByteSize.of(result.freed()).format(),
                        ByteSize.of(result.bytes()).format());
        return victims.isEmpty() ? sum : table.render(terminal) + "\n" + sum;
    }

    private static String json(List<Victim> victims, StoreEviction.Result result) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.generator(text)) {
            json.writeStartObject();
            json.writeNumberProperty("results", result.results());
            json.writeNumberProperty("bytes", result.bytes());
            json.writeNumberProperty("freed", result.freed());
            json.writeName("removed").writeStartArray();
            for (Victim victim : victims) {
                json.writeStartObject();
                json.writeStringProperty("result", victim.key());
                json.writeNumberProperty("size", victim.size());
                json.writeStringProperty("used", victim.used().toString());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text + "\n";
    }
}
