package dev.hone.kubernetes;

import dev.hone.base.Sleeper;
import dev.hone.kit.ServerProcess;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** An API server and its etcd: a cluster with accounts and rights, but without anybody who runs pods. */
final class RealCluster implements AutoCloseable {
    private static final String TOKENS = "admin-token,admin,1,system:masters\nreader-token,reader,2\n";
    private static final int PATIENCE = 600;

    private final Path folder;
    private final int port = ServerProcess.freePort();
    private final int store = ServerProcess.freePort();
    private final ServerProcess etcd;
    private ServerProcess server;

    RealCluster(Path folder) {
        this.folder = folder;
        String program =
                ServerProcess.program("kube-apiserver", System.getenv()).toString();
        try {
            Files.createDirectory(folder.resolve("store"));
            Files.writeString(folder.resolve("tokens.csv"), TOKENS);
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair keys = generator.generateKeyPair();
            pem("sa.key", "PRIVATE KEY", keys.getPrivate().getEncoded());
            pem("sa.pub", "PUBLIC KEY", keys.getPublic().getEncoded());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("preparing " + program, e);
        }
        etcd = etcd();
        server = server(program);
    }

    private void pem(String file, String kind, byte[] bytes) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(
                folder.resolve(file), "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    }

    private ServerProcess etcd() {
        int peers = ServerProcess.freePort();
        return ServerProcess.start(
                List.of(
                        ServerProcess.program("etcd", System.getenv()).toString(),
                        "--data-dir=" + folder.resolve("etcd"),
                        "--listen-client-urls=http://127.0.0.1:" + store,
                        "--advertise-client-urls=http://127.0.0.1:" + store,
                        "--listen-peer-urls=http://127.0.0.1:" + peers,
                        "--initial-advertise-peer-urls=http://127.0.0.1:" + peers,
                        "--initial-cluster=default=http://127.0.0.1:" + peers,
                        "--unsafe-no-fsync"),
                Map.of(),
                store,
                folder.resolve("store"));
    }

    private ServerProcess server(String program) {
        ServerProcess started = ServerProcess.start(
                List.of(
                        program,
                        "--etcd-servers=http://127.0.0.1:" + store,
                        "--bind-address=127.0.0.1",
                        "--advertise-address=127.0.0.1",
                        "--secure-port=" + port,
                        "--cert-dir=" + folder.resolve("certificates"),
                        "--service-account-issuer=https://kubernetes.default.svc",
                        "--service-account-key-file=" + folder.resolve("sa.pub"),
                        "--service-account-signing-key-file=" + folder.resolve("sa.key"),
                        "--authorization-mode=RBAC",
                        "--token-auth-file=" + folder.resolve("tokens.csv"),
                        "--service-cluster-ip-range=10.0.0.0/24",
                        "--disable-admission-plugins=ServiceAccount",
                        "--endpoint-reconciler-type=none",
                        "--allow-privileged=true"),
                Map.of(),
                port,
                folder);
        awaitReady();
        return started;
    }

    private void awaitReady() {
        try (KubernetesClient client = client()) {
            for (int i = 0; i < PATIENCE && !isReady(client); i++) {
                Sleeper.REAL.sleep(Duration.ofMillis(100));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isReady(KubernetesClient client) {
        try {
            return "ok".equals(client.raw("/readyz"))
                    && client.namespaces().withName("default").get() != null;
        } catch (KubernetesClientException e) {
            return false;
        }
    }

    /** How the account with this token gets at it. */
    Path kubeconfig(Path to, String token) {
        String trust = "\n    certificate-authority: " + folder.resolve("certificates/apiserver.crt");
        return Kubeconfig.write(to, "    server: https://127.0.0.1:" + port + trust, "    token: " + token);
    }

    /** A client that may do everything. */
    KubernetesClient client() {
        try {
            Path own = Files.createDirectories(folder.resolve("admin"));
            Config config = Config.fromKubeconfig(kubeconfig(own, "admin-token").toFile());
            return new KubernetesClientBuilder()
                    .withConfig(config)
                    .withHttpClientFactory(new JdkHttpClientFactory())
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void stop() {
        server.close();
    }

    void startAgain() {
        server = server(ServerProcess.program("kube-apiserver", System.getenv()).toString());
    }

    @Override
    public void close() {
        stop();
        etcd.close();
    }
}
