package dev.hone.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One call of a client as it was recorded: its words, what the server answered, and what came of it.
 *
 * @param head notes and the line of the command
 * @param answers what the server said, in turn
 * @param findings what was asked of the server, and how the client ended: by the name of the section
 */
record ClientCall(String name, List<String> head, List<WireMessage> answers, Map<String, String> findings) {
    private static final String ANSWER = "answer";

    /** The calls of a folder of the test resources. */
    static List<Path> in(String folder) {
        try (Stream<Path> files = Files.list(WireExchange.recordings().resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".call"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ClientCall read(Path file) {
        try {
            return parse(
                    String.valueOf(file.getFileName()),
                    new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ClientCall parse(String name, String text) {
        String[] sections = text.split("(?m)^--- ", -1);
        List<WireMessage> answers = new ArrayList<>();
        Map<String, String> findings = new LinkedHashMap<>();
        for (String section : Arrays.asList(sections).subList(1, sections.length)) {
            int end = section.indexOf('\n');
            String title = section.substring(0, end);
            String body = section.substring(end + 1);
            if (title.equals(ANSWER)) {
                answers.add(WireMessage.parse(body));
            } else {
                findings.put(title, body);
            }
        }
        return new ClientCall(name, sections[0].lines().toList(), answers, findings);
    }

    String format() {
        StringBuilder text = new StringBuilder();
        head.forEach(line -> text.append(line).append('\n'));
        answers.forEach(
                answer -> text.append("--- ").append(ANSWER).append('\n').append(answer.format()));
        findings.forEach(
                (title, body) -> text.append("--- ").append(title).append('\n').append(body));
        return text.toString();
    }

    ClientCall with(Map<String, String> found) {
        return new ClientCall(name, head, answers, found);
    }

    /** Calls a program that takes the same words, in a folder that has {@code cpu.pb.gz} and an {@code old.pgo}. */
    Map<String, String> run(Path program, Path folder) {
        try (CannedServer server = CannedServer.answering(answers)) {
            Files.write(folder.resolve("cpu.pb.gz"), WireBodies.named("cpu"));
            Files.writeString(folder.resolve("old.pgo"), "OLD");
            Call.Outcome outcome = call(program, server.port()).in(folder).run();
            Map<String, String> found = new LinkedHashMap<>();
            for (WireMessage request : server.requests()) {
                found.put(
                        "request " + (found.size() + 1),
                        WireRecorder.kept(request).format());
            }
            found.put("exit", outcome.exit() + "\n");
            found.put("out", general(outcome.out()));
            found.put("err", general(outcome.err()));
            found.put("files", files(folder));
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Call call(Path program, int port) {
        String line = head.getLast()
                .substring(2)
                .replace("<host>", "127.0.0.1:" + port)
                .replace("<nobody>", "127.0.0.1:1");
        List<String> words = new ArrayList<>(Arrays.asList(line.split(" ", -1)));
        Call call = Call.of(program);
        while (words.getFirst().matches("[A-Z_]+=.*")) {
            String[] setting = words.removeFirst().split("=", 2);
            call = call.with(setting[0], setting[1]);
        }
        words.addFirst(program.toString());
        return new Call(words, call.folder(), call.environment());
    }

    private static String general(String text) {
        return WireRecorder.general(text)
                .replaceAll("(?s)\nUsage:\n.*", "\nUsage: (and so on)\n")
                .replaceAll("[0-9]{5,}h[0-9]+m[0-9]+s", "<age>")
                .replaceAll("(127\\.0\\.0\\.1):1\\b", "<nobody>")
                .replaceAll("(?m)^[0-9]{4}/[0-9]{2}/[0-9]{2} [0-9:]{8} ", "<now> ");
    }

    private static String files(Path folder) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path file : Folder.list(folder, ".pgo")) {
            text.append(file.getFileName())
                    .append(": ")
                    .append(Files.readString(file))
                    .append('\n');
        }
        return text.toString();
    }
}
