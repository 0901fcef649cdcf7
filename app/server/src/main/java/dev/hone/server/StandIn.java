package dev.hone.server;

import dev.hone.command.Declaration;
import dev.hone.server.log.LogFormat;

/** The options that autopgo's long-running commands share. */
final class StandIn {
    private static final int LAST_PORT = 65_535;

    private StandIn() {}

    static void port(Declaration declaration, int usual) {
        declaration.number("-p, --port", "PORT", 0, LAST_PORT, "The port to listen on (default: " + usual + ").");
    }

    static void eventWriter(Declaration declaration) {
        declaration.required("--event-writer-url", "URL", "The bus to write events to.");
    }

    static void blobStore(Declaration declaration) {
        declaration.required("--blob-store-url", "URL", "The store that profiles are in.");
    }

    static void common(Declaration declaration) {
        declaration.flag("--debug", "Serve profiles of this process under /debug/pprof, to this machine only.");
        LogOptions.declare(declaration, LogFormat.JSON);
    }
}
