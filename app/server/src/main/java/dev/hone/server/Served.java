package dev.hone.server;

/** A process that was put together and can begin to serve. */
interface Served extends AutoCloseable {
    void start();

    int port();

    @Override
    void close();
}
