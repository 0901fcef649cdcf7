package dev.hone.server;

import dev.hone.server.http.HttpLimits;
import dev.hone.server.http.Listening;
import dev.hone.server.keys.Gate;
import dev.hone.server.log.LogFormat;
import dev.hone.server.log.Logs;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** Serves what is asked first, so that a start-up cache made of this process holds the classes it needs. */
final class Training {
    private Training() {}

    public static void main(String[] args) throws IOException {
        Main.run(new CountDownLatch(1), "help", "up");
        Logs.start(LogFormat.TEXT, "info", OutputStream.nullOutputStream());
        World world = Main.world(new CountDownLatch(1));
        Serving serving =
                new Serving(Listening.parse("127.0.0.1:0"), Gate.Openness.LOOPBACK, null, HttpLimits.USUAL, false);
        Path data = Files.createTempDirectory("hone-training");
        Storing storing = new Storing(
                new FileUrl(data.resolve("blobs")).text(),
                "mem://events",
                "mem://events",
                false,
                null,
                data.resolve("signing-key.pem"));
        try (Assembly assembly = new Assembly(serving, storing, Assembly.Faces.SERVER, null, world)) {
            assembly.start();
            if (args.length > 0) {
                upload(assembly.port(), Files.readAllBytes(Path.of(args[0])));
            }
            for (String path : List.of(
                    "/api/profile",
                    "/api/profile/web",
                    "/api/hone/v1/apps",
                    "/api/health",
                    "/api/ready",
                    "/healthz",
                    "/metrics",
                    "/none")) {
                ask(assembly.port(), path);
            }
        } finally {
            delete(data);
        }
        Runtime.getRuntime().exit(0);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    private static void upload(int port, byte[] profile) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String head = "POST /api/profile/web HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                    + profile.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(profile);
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
    }

    private static void ask(int port, String path) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
    }
}
