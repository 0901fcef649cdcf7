package dev.hone.e2e;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** HTTP/1.1 as it is written, without a library that would tidy it up. */
final class WireSocket implements Closeable {
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final InputStream in;

    WireSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    /** Sends a request to a server of this machine and returns its answer. */
    static WireMessage ask(int port, WireMessage request) {
        try (WireSocket socket = new WireSocket(new Socket(InetAddress.getLoopbackAddress(), port))) {
            socket.send(request, "127.0.0.1:" + port);
            return socket.receive(request.method());
        } catch (IOException e) {
            throw new AssertionError("no answer to " + request.start(), e);
        }
    }

    void send(WireMessage message, String host) throws IOException {
        String body = WireBodies.resolve(message.body());
        boolean chunked = message.valueOf("Transfer-Encoding").isPresent();
        StringBuilder text = new StringBuilder(message.start()).append("\r\n");
        message.headers().stream()
                .map(WireMessage.Header::plain)
                .forEach(header -> text.append(header).append("\r\n"));
        String head = text.append("\r\n")
                .toString()
                .replace("<host>", host)
                .replace("<length>", Integer.toString(body.length()));
        OutputStream out = socket.getOutputStream();
        out.write((head + (chunked ? chunked(body) : body)).getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static String chunked(String body) {
        String chunk = body.isEmpty() ? "" : Integer.toHexString(body.length()) + "\r\n" + body + "\r\n";
        return chunk + "0\r\n\r\n";
    }

    /** Reads an answer to a request of that method, or a request. */
    WireMessage receive(String method) throws IOException {
        String start = line();
        List<WireMessage.Header> headers = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            headers.add(WireMessage.header(line));
        }
        WireMessage head = new WireMessage(start, headers, "");
        return method.equals("HEAD") ? head : head.withBody(body(head));
    }

    private String body(WireMessage head) throws IOException {
        String coding = head.valueOf("Transfer-Encoding").orElse("").toLowerCase(Locale.ROOT);
        if (coding.equals("chunked")) {
            return chunks();
        }
        if (head.valueOf("Content-Length").isPresent()) {
            return exactly(Integer.parseInt(head.valueOf("Content-Length").orElseThrow()));
        }
        boolean untilTheEnd = head.valueOf("Connection").orElse("").equals("close")
                && head.start().startsWith("HTTP/");
        return untilTheEnd ? new String(in.readAllBytes(), StandardCharsets.ISO_8859_1) : "";
    }

    private String chunks() throws IOException {
        StringBuilder body = new StringBuilder();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.append(exactly(size));
            line();
        }
        line();
        return body.toString();
    }

    private String exactly(int count) throws IOException {
        return new String(in.readNBytes(count), StandardCharsets.ISO_8859_1);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the other side closed the connection after '" + line + "'");
            }
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
