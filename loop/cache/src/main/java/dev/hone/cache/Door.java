package dev.hone.cache;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Where a store is to be found on the network. */
public record Door(String host, int port) {
    /** Whether somebody is there, by a connection that says nothing. A name that is not known is nobody. */
    boolean opens(Duration most) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), (int) Math.min(Integer.MAX_VALUE, most.toMillis()));
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
