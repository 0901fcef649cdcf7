package dev.hone.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that say how to get at a cluster. */
final class Kubeconfig {
    private Kubeconfig() {}

    /** One with a token. */
    static Path of(Path folder, String server, String token) {
        return write(folder, "    server: " + server, "    token: " + token);
    }

    /** One with these lines for the cluster and for the user. */
    static Path write(Path folder, String cluster, String user) {
        String text = """
                apiVersion: v1
                kind: Config
                clusters:
                - name: here
                  cluster:
                %s
                users:
                - name: me
                  user:
                %s
                contexts:
                - name: it
                  context: {cluster: here, user: me}
                current-context: it
                """.formatted(cluster, user);
        try {
            return Files.writeString(folder.resolve("kubeconfig"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
