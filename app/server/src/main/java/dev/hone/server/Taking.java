package dev.hone.server;

import dev.hone.collect.Snapshot;

/** What takes profiles in a process, and hands them in. */
interface Taking extends AutoCloseable {
    void start();

    SignsOfLife.Dependency dependency();

    /** How each target fares; empty where there are none. */
    Snapshot snapshot();

    @Override
    void close();
}
