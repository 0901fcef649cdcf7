package dev.hone.server;

import dev.hone.command.Arguments;
import dev.hone.command.Declaration;
import dev.hone.server.http.Listening;
import dev.hone.server.keys.Gate;
import dev.hone.server.log.LogFormat;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The options that autopgo's long-running commands share. */
final class StandIn {
    private static final int LAST_PORT = 65_535;

    static final Logger LOG = LoggerFactory.getLogger("hone");

    private StandIn() {}

    /** Told once, because the tool that is stood in for has no keys, and its routes need none here either. */
    static String warning(boolean keyed) {
        return keyed
                ? "hone: the keys guard Hone's own routes; on those of autopgo, whose clients have no keys, anybody who can "
                        + "reach this port can upload, download and delete; put a proxy before it, or use hone up\n"
                : "hone: anybody who can reach this port can upload, download and delete, as with autopgo; "
                        + "put a proxy before it, or use hone up with --keys\n";
    }

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
        debug(declaration);
        LogOptions.declare(declaration, LogFormat.JSON);
    }

    static void otlp(Declaration declaration) {
        declaration.flag(
                "--otlp",
                "Take in OpenTelemetry's profiles at /v1development/profiles. Their protocol may still change.");
    }

    static void debug(Declaration declaration) {
        declaration.flag("--debug", "Serve profiles of this process under /debug/pprof, to this machine only.");
    }

    static Serving serving(Arguments arguments, int usualPort) {
        int port = arguments.number("--port", usualPort);
        return new Serving(
                Listening.everywhere(port),
                Gate.Openness.AS_ORIGINAL,
                arguments.value("--keys").map(Path::of).orElse(null),
                LimitOptions.of(arguments),
                arguments.flag("--debug"));
    }

    static Storing storing(Arguments arguments, @Nullable String reader, @Nullable Path prune) {
        return new Storing(
                arguments.value("--blob-store-url").orElseThrow(),
                arguments.value("--event-writer-url").orElseThrow(),
                reader,
                true,
                prune,
                SigningOption.file(arguments));
    }
}
