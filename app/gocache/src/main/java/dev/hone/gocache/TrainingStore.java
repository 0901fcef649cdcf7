package dev.hone.gocache;

import java.io.BufferedReader;
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

/** A shared store to train with: it has one and the same result for whatever is asked, and takes whatever is brought. */
final class TrainingStore implements AutoCloseable {
    private static final String LENGTH = "content-length:";

    private final ServerSocket server;
    private final String answer;

    private TrainingStore(ServerSocket server, String answer) {
        this.server = server;
        this.answer = answer;
    }

    /** One that has this body, of which go knows the digest in base64. */
    static TrainingStore with(String output, String body) throws IOException {
        ServerSocket server = new ServerSocket();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        String hex = HexFormat.of().formatHex(Base64.getDecoder().decode(output));
        String answer = String.join(
                "\r\n",
                "HTTP/1.1 200 OK",
                "Content-Length: " + body.length(),
                "Last-Modified: Sat, 21 Nov 2026 21:12:39 GMT",
                "ETag: \"5d41402abc4b2a76b9719d911017c592\"",
                "X-Cacheprog-OutputID: " + hex,
                "X-Cacheprog-UncompressedSize: " + body.length(),
                "x-amz-meta-output_id: " + output,
                "x-amz-meta-uncompressed_size: " + body.length(),
                "",
                body);
        TrainingStore store = new TrainingStore(server, answer);
        Thread.ofVirtual().start(store::accept);
        return store;
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
                in.skip(length(in));
                String said = line.startsWith("GET ")
                        ? answer
                        : "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nETag: \"1\"\r\n\r\n";
                out.write(said.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }
        } catch (IOException e) {
            return; // the client is gone
        }
    }

    /** Reads the headers, and how long the body is. */
    private static long length(BufferedReader in) throws IOException {
        long length = 0;
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Long.parseLong(line.substring(LENGTH.length()).strip());
            }
        }
        return length;
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
