package dev.hone.gocache;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** A shared store to train with: it has the result of one action, takes whatever is brought, and gives that back. */
final class TrainingStore implements AutoCloseable {
    private static final String LENGTH = "content-length:";
    /** Of what is stored with a body. */
    private static final Pattern FACTS = Pattern.compile("(?i)(content-length|x-cacheprog-|x-amz-meta-).*");

    private static final String STORED = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nETag: \"1\"\r\n\r\n";
    private static final String ABSENT = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";

    private final ServerSocket server;
    private final String action;
    private final String answer;
    private final Map<String, String> brought = new ConcurrentHashMap<>();

    private TrainingStore(ServerSocket server, String action, String answer) {
        this.server = server;
        this.action = action;
        this.answer = answer;
    }

    /** One that has this body for an action; go knows the action and the body's digest in base64. */
    static TrainingStore with(String action, String output, String body) throws IOException {
        ServerSocket server = new ServerSocket();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        String facts = String.join(
                "\r\n",
                "Content-Length: " + body.length(),
                "X-Cacheprog-OutputID: " + hex(output),
                "X-Cacheprog-UncompressedSize: " + body.length(),
                "x-amz-meta-output_id: " + output,
                "x-amz-meta-uncompressed_size: " + body.length(),
                "");
        TrainingStore store = new TrainingStore(server, hex(action), found(facts, body));
        Thread.ofVirtual().start(store::accept);
        return store;
    }

    private static String hex(String id) {
        return HexFormat.of().formatHex(Base64.getDecoder().decode(id));
    }

    private static String found(String facts, String body) {
        return "HTTP/1.1 200 OK\r\nLast-Modified: Sat, 21 Nov 2026 21:12:39 GMT\r\nETag: \"5d41402abc4b2a76b9719d911017c592\"\r\n"
                + facts + "\r\n" + body;
    }

    String address() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException e) {
            return; // it is closed
        }
    }

    private void serve(Socket client) {
        try (client;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1))) {
            OutputStream out = client.getOutputStream();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.write(answer(line, in).getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }
        } catch (IOException e) {
            return; // the client is gone
        }
    }

    /** Reads the rest of a request, too. */
    private String answer(String request, BufferedReader in) throws IOException {
        StringBuilder facts = new StringBuilder();
        int length = 0;
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            if (FACTS.matcher(line).matches()) {
                facts.append(line).append("\r\n");
            }
            if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Integer.parseInt(line.substring(LENGTH.length()).strip());
            }
        }
        String path = request.replaceFirst("^[A-Z]+ ([^ ?]*).*", "$1");
        String body = body(in, length);
        if (!request.startsWith("GET ")) {
            brought.put(path, found(facts.toString(), body));
            return STORED;
        }
        return brought.getOrDefault(path, path.contains(action) ? answer : ABSENT);
    }

    private static String body(BufferedReader in, int length) throws IOException {
        char[] body = new char[length];
        int count = 0;
        while (count < length) {
            int read = in.read(body, count, length - count);
            if (read < 0) {
                throw new EOFException("a body of " + length + " bytes ended after " + count);
            }
            count += read;
        }
        return new String(body);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
