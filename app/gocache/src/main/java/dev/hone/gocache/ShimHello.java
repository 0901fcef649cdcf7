package dev.hone.gocache;

import dev.hone.base.GoDuration;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What comes first over the daemon's socket: who it is and what it wants.
 *
 * @param protocol the version of what is spoken
 * @param version that of the program
 * @param ask a question to the daemon itself; empty: a go command is to be served
 * @param arguments the words behind {@code hone cache}
 * @param environment the variables that count
 * @param pid the shim's process, as it sees itself; 0 where it does not say
 * @param age how long that has been running
 */
record ShimHello(
        long protocol,
        String version,
        String ask,
        String workingDirectory,
        List<String> arguments,
        Map<String, String> environment,
        long pid,
        Duration age) {
    static final long PROTOCOL = 1;

    private static final JsonFactory JSON = new JsonFactory();

    ShimHello {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /** Refuses what is no hello with an {@link IllegalArgumentException}. */
    static ShimHello parse(byte[] line) {
        long protocol = 0;
        Map<String, String> words = new LinkedHashMap<>();
        List<String> arguments = new ArrayList<>();
        Map<String, String> environment = new LinkedHashMap<>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("a hello is an object");
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                switch (name) {
                    case "Hone" -> protocol = value == JsonToken.VALUE_NUMBER_INT ? json.getLongValue() : 0;
                    case "Args" -> texts(json, arguments);
                    case "Env" -> texts(json, environment);
                    default -> word(json, name, words);
                }
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException("a hello is JSON: " + e.getOriginalMessage(), e);
        }
        if (protocol < 1) {
            throw new IllegalArgumentException("a hello says which version of the protocol it speaks");
        }
        return new ShimHello(
                protocol,
                words.getOrDefault("Version", ""),
                words.getOrDefault("Ask", ""),
                words.getOrDefault("Cwd", ""),
                arguments,
                environment,
                number(words.getOrDefault("Pid", "")),
                age(words.getOrDefault("Age", "")));
    }

    /** The go command that started the shim, if it can be seen from here. */
    Optional<ProcessHandle> go() {
        return pid == 0 ? Optional.empty() : ProcessHandle.of(pid).flatMap(ProcessHandle::parent);
    }

    private static void word(JsonParser json, String name, Map<String, String> to) {
        if (json.currentToken().isStructStart()) {
            json.skipChildren();
        } else {
            to.put(name, json.getString());
        }
    }

    private static void texts(JsonParser json, List<String> to) {
        if (json.currentToken() == JsonToken.START_ARRAY) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                to.add(scalar(json));
            }
        }
    }

    private static void texts(JsonParser json, Map<String, String> to) {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                to.put(name, scalar(json));
            }
        }
    }

    private static String scalar(JsonParser json) {
        if (json.currentToken().isStructStart()) {
            throw new IllegalArgumentException("a hello's words and variables are texts");
        }
        return json.getString();
    }

    /** Whether the one who speaks is of a later version than this. */
    boolean isNewerThan(String ours) {
        String[] theirs = version.split("\\.", -1);
        String[] own = ours.split("\\.", -1);
        for (int i = 0; i < Math.min(theirs.length, own.length); i++) {
            int difference = Integer.compare(number(theirs[i]), number(own[i]));
            if (difference != 0) {
                return difference > 0;
            }
        }
        return theirs.length > own.length;
    }

    /** How long whoever asks is ready to wait: the one argument of a question. */
    Duration patience() {
        return arguments.isEmpty() ? Duration.ZERO : GoDuration.parse(arguments.getFirst());
    }

    private static Duration age(String micros) {
        return micros.matches("[0-9]{1,15}") ? Duration.of(Long.parseLong(micros), ChronoUnit.MICROS) : Duration.ZERO;
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    }
}
