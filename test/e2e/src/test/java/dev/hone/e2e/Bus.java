package dev.hone.e2e;

import dev.hone.kit.ServerProcess;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A NATS server, and an ear on it that hears every message of one subject as it goes by. */
final class Bus implements AutoCloseable {
    static final String SUBJECT = "profile";

    private final ServerProcess server;
    private final Socket socket;
    private final List<Event> heard = new CopyOnWriteArrayList<>();

    private Bus(ServerProcess server, Socket socket) {
        this.server = server;
        this.socket = socket;
    }

    /** One message: how it was announced ({@code MSG} or {@code HMSG}), its subject, its headers and its body. */
    record Event(String kind, String subject, String headers, String body) {}

    static Bus start(Path folder) {
        int port = ServerProcess.freePort();
        List<String> command = List.of(
                ServerProcess.program("nats-server", System.getenv()).toString(), "-a", "127.0.0.1", "-p", "" + port);
        ServerProcess server = ServerProcess.start(command, Map.of(), port, folder);
        try {
            Bus bus = new Bus(server, new Socket(InetAddress.getLoopbackAddress(), port));
            bus.write("CONNECT {\"verbose\":false,\"headers\":true}\r\nSUB " + SUBJECT + " 1\r\nPING\r\n");
            Thread.ofVirtual().start(bus::listen);
            return bus;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "nats://127.0.0.1:" + server.port();
    }

    List<Event> heard() {
        return List.copyOf(heard);
    }

    /** Says something to all who listen. */
    void publish(String body) {
        int size = body.getBytes(StandardCharsets.UTF_8).length;
        write("PUB " + SUBJECT + " " + size + "\r\n" + body + "\r\n");
    }

    private synchronized void write(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() {
        try {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                hear(line.split(" ", -1), in);
            }
        } catch (IOException e) {
            // The server was stopped, or the ear was closed.
            return;
        }
    }

    private void hear(String[] words, InputStream in) throws IOException {
        int last = words.length - 1;
        switch (words[0]) {
            case "PING" -> write("PONG\r\n");
            case "MSG" -> heard.add(new Event(words[0], words[1], "", text(in, Integer.parseInt(words[last]), true)));
            case "HMSG" -> {
                int headers = Integer.parseInt(words[last - 1]);
                String head = text(in, headers, false);
                heard.add(new Event(words[0], words[1], head, text(in, Integer.parseInt(words[last]) - headers, true)));
            }
            default -> {}
        }
    }

    private static String text(InputStream in, int size, boolean last) throws IOException {
        String text = new String(in.readNBytes(size), StandardCharsets.UTF_8);
        in.skipNBytes(last ? 2 : 0);
        return text;
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.close();
    }
}
