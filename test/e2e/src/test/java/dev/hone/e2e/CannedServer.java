package dev.hone.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that gives one answer after the other, whatever it is asked, and keeps what it was asked. */
final class CannedServer implements AutoCloseable {
    private final ServerSocket listener;
    private final List<WireMessage> requests = new CopyOnWriteArrayList<>();

    private CannedServer(ServerSocket listener) {
        this.listener = listener;
    }

    static CannedServer answering(List<WireMessage> answers) {
        try {
            CannedServer server = new CannedServer(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().start(() -> server.serve(answers.iterator()));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    List<WireMessage> requests() {
        return List.copyOf(requests);
    }

    /** Each answer ends its connection, so that the next request comes on a new one. */
    private void serve(Iterator<WireMessage> answers) {
        while (answers.hasNext()) {
            try (WireSocket client = new WireSocket(listener.accept())) {
                requests.add(client.receive(""));
                client.send(closing(answers.next()), "127.0.0.1:" + port());
            } catch (IOException e) {
                // The test is over, or the client went away.
                return;
            }
        }
    }

    private static WireMessage closing(WireMessage answer) {
        List<WireMessage.Header> headers = new ArrayList<>(answer.headers());
        headers.add(new WireMessage.Header("Connection", "close"));
        return new WireMessage(answer.start(), headers, answer.body());
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
