package dev.hone.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Runs what people run most, so that a start-up cache made of this process holds the classes they need.
 *
 * <p>Who makes the cache throws the output away.
 */
final class Training {
    private static final int SILENCE = 2_000;

    private Training() {}

    public static void main(String[] args) {
        if (args.length != 1) {
            throw new IllegalArgumentException("usage: Training PROFILE");
        }
        String sample = args[0];
        List<List<String>> commands = List.of(
                List.of("--version"),
                List.of("--help"),
                List.of("help", "profile", "top"),
                List.of("profile", "info", sample),
                List.of("profile", "info", sample, sample),
                List.of("profile", "info", "--json", sample),
                List.of("profile", "top", sample),
                List.of("profile", "top", "--json", sample),
                List.of("profile", "top", "--focus=main", sample),
                List.of("profile", "tree", sample),
                List.of("profile", "diff", sample, sample),
                List.of("profile", "edges", sample),
                List.of("profile", "check", sample),
                List.of("profile", "check", "--json", sample),
                List.of("profile", "drift", sample, sample),
                List.of("profile", "digest", sample),
                List.of("profile", "preprofile", sample),
                List.of("profile", "merge", sample, sample, "-o", "-"),
                List.of("profile", "canonical", sample, "-o", "-"),
                List.of("profile", "top", sample + ".missing"),
                List.of("profil"));
        commands.forEach(command -> Main.run(command.toArray(String[]::new)));
        talk(sample);
    }

    /** Runs what builds run, with a server that has nothing. No server of the JDK's is used: a release does not bring one. */
    private static void talk(String sample) {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + server.getLocalPort();
            Thread.ofVirtual().start(() -> answer(server));
            Main.run("download", "web", "--timeout", "20s", "-u", url, "-o", "-");
            Main.run("upload", "--timeout", "20s", "-u", url, "-a", "web", sample);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(ServerSocket server) {
        byte[] answer = "HTTP/1.1 201 Created\r\nContent-Length: 11\r\nConnection: close\r\n\r\n{\"key\":\"k\"}"
                .getBytes(StandardCharsets.US_ASCII);
        while (true) {
            try (Socket client = server.accept()) {
                // All of what is asked, so that closing does not take the answer back.
                InputStream in = client.getInputStream();
                int lines = in.read(new byte[1 << 16]);
                client.setSoTimeout(SILENCE);
                client.getOutputStream().write(answer);
                client.shutdownOutput();
                while (lines >= 0) {
                    lines = in.read(new byte[1 << 16]);
                }
            } catch (IOException e) {
                if (server.isClosed()) {
                    return;
                }
            }
        }
    }
}
