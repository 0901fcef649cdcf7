package dev.hone.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.hone.targets.TargetError;
import dev.hone.targets.TargetException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent that speaks TLS only, and one that wants to see a certificate as well. */
final class ConsulTlsTest {
    private static final char[] PASSWORD = "password".toCharArray();

    @TempDir
    private static Path folder;

    private static HttpsServer open;
    private static HttpsServer closed;

    @BeforeAll
    static void start() throws Exception {
        make("server", "EC");
        make("client", "RSA");
        open = serve(false);
        closed = serve(true);
    }

    @AfterAll
    static void stop() {
        open.stop(0);
        closed.stop(0);
    }

    /** A key, a certificate of it, and both in PEM. */
    private static void make(String name, String algorithm) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        algorithm,
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-validity",
                        "10",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "password"))
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = load(name);
        pem(name + ".pem", "CERTIFICATE", keys.getCertificate(name).getEncoded());
        pem(name + ".key", "PRIVATE KEY", keys.getKey(name, PASSWORD).getEncoded());
        Files.createDirectories(folder.resolve("authorities"));
        if (name.equals("server")) {
            Files.copy(folder.resolve("server.pem"), folder.resolve("authorities/one.pem"));
        }
    }

    private static KeyStore load(String name) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve(name + ".p12"))) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    private static void pem(String file, String kind, byte[] bytes) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(
                folder.resolve(file), "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    }

    private static HttpsServer serve(boolean wantsCertificate) throws IOException, GeneralSecurityException {
        KeyManagerFactory ours = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        ours.init(load("server"), PASSWORD);
        KeyStore known = KeyStore.getInstance("PKCS12");
        known.load(null, PASSWORD);
        known.setCertificateEntry("client", load("client").getCertificate("client"));
        TrustManagerFactory theirs = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        theirs.init(known);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(ours.getKeyManagers(), theirs.getTrustManagers(), null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters tls = context.getDefaultSSLParameters();
                tls.setNeedClientAuth(wantsCertificate);
                if (wantsCertificate) {
                    // By 1.3 whoever shows none is told after its request, or finds the connection closed before it
                    // reads that.
                    tls.setProtocols(new String[] {"TLSv1.2"});
                }
                parameters.setSSLParameters(tls);
            }
        });
        server.createContext("/v1/catalog/services", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 2);
                exchange.getResponseBody().write(new byte[] {'{', '}'});
            }
        });
        server.start();
        return server;
    }

    private static String address(HttpsServer server) {
        return "https://127.0.0.1:" + server.getAddress().getPort();
    }

    private static String file(String name) {
        return folder.resolve(name).toString();
    }

    private static void assertWorks(Map<String, String> environment) {
        assertThat(ConsulTargetSource.of(environment, "").look().found()).isEmpty();
    }

    private static void assertFails(Map<String, String> environment, String words) {
        assertThatThrownBy(() -> ConsulTargetSource.of(environment, "").look())
                .isInstanceOfSatisfying(
                        TargetException.class,
                        e -> assertThat(e.error()).as(e.getMessage()).isEqualTo(TargetError.MISCONFIGURED))
                .hasMessageContaining(words);
    }

    @Test
    void look_trustsWhomItIsToldTo_andNobodyElse() {
        String address = address(open);
        assertWorks(Map.of("CONSUL_HTTP_ADDR", address, "CONSUL_CACERT", file("server.pem")));
        assertWorks(Map.of("CONSUL_HTTP_ADDR", address, "CONSUL_CAPATH", file("authorities")));
        assertWorks(Map.of(
                "CONSUL_HTTP_ADDR",
                "127.0.0.1:" + open.getAddress().getPort(),
                "CONSUL_HTTP_SSL",
                "true",
                "CONSUL_CACERT",
                file("server.pem")));
        assertFails(Map.of("CONSUL_HTTP_ADDR", address), "cannot be trusted");
        assertFails(Map.of("CONSUL_HTTP_ADDR", address, "CONSUL_CACERT", file("client.pem")), "cannot be trusted");
    }

    @Test
    void look_atACertificateForAnotherName_trustsItOnlyWhenToldNotToVerify() {
        String address = "https://localhost:" + open.getAddress().getPort();
        assertFails(Map.of("CONSUL_HTTP_ADDR", address, "CONSUL_CACERT", file("server.pem")), "cannot be trusted");
        assertWorks(Map.of("CONSUL_HTTP_ADDR", address, "CONSUL_HTTP_SSL_VERIFY", "false"));
    }

    @Test
    void look_showsItsCertificate() {
        assertWorks(Map.of(
                "CONSUL_HTTP_ADDR", address(closed),
                "CONSUL_CACERT", file("server.pem"),
                "CONSUL_CLIENT_CERT", file("client.pem"),
                "CONSUL_CLIENT_KEY", file("client.key")));
        assertFails(
                Map.of("CONSUL_HTTP_ADDR", address(closed), "CONSUL_CACERT", file("server.pem")), "does not trust us");
    }

    @Test
    void look_withFilesThatHoldSomethingElse_saysWhich() throws IOException {
        Files.writeString(folder.resolve("old.key"), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n");
        Files.writeString(
                folder.resolve("broken.key"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        Files.writeString(folder.resolve("empty.pem"), "");
        Map<String, String> address = Map.of("CONSUL_HTTP_ADDR", address(open));
        assertFails(with(address, "CONSUL_CACERT", "empty.pem"), "has no certificate in it");
        assertFails(with(address, "CONSUL_CACERT", "client.key"), "does not hold what it should");
        Map<String, String> shown = with(address, "CONSUL_CLIENT_CERT", "client.pem");
        assertFails(with(shown, "CONSUL_CLIENT_KEY", "old.key"), "openssl pkcs8 -topk8 -nocrypt");
        assertFails(with(shown, "CONSUL_CLIENT_KEY", "broken.key"), "is a key of a kind that Java does not know");
    }

    private static Map<String, String> with(Map<String, String> environment, String name, String file) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, file(file));
        return more;
    }
}
