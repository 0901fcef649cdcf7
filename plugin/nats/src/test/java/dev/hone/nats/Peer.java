package dev.hone.nats;

import io.nats.client.Connection;
import io.nats.client.Nats;
import java.io.IOException;

/** Somebody else at the same server. */
record Peer(Connection connection) implements AutoCloseable {
    static Peer at(NatsServer server) throws IOException, InterruptedException {
        return new Peer(Nats.connect(server.url()));
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
