package dev.hone.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.kit.ServerProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our client asks cacheprog's own proxy, and that asks a server that keeps to the letter of the contract. So both sides of the
 * contract are held to the real one.
 */
final class CacheprogProxyTest extends RemoteCacheContract {
    private static final String VARIABLE = "HONE_RIVAL_CACHEPROG";

    private final CacheprogServer behind = new CacheprogServer();

    @TempDir
    private Path folder;

    private ServerProcess proxy;
    private HttpRemoteCache remote;

    @BeforeEach
    void start() {
        String program = System.getenv().getOrDefault(VARIABLE, "");
        Assumptions.assumeTrue(
                !program.isEmpty() && Files.isExecutable(Path.of(program)),
                () -> "no rival to compare with: " + VARIABLE + " does not name a program");
        int port = ServerProcess.freePort();
        proxy = ServerProcess.start(
                List.of(
                        program,
                        "proxy",
                        "--listen-address=127.0.0.1:" + port,
                        "--remote-storage-type=http",
                        "--http-storage-base-url=" + behind.url()),
                Map.of(),
                port,
                folder);
        remote = HttpRemoteCache.open(
                new HttpRemoteSettings(URI.create("http://127.0.0.1:" + port), List.of(), Duration.ofSeconds(20)));
    }

    @AfterEach
    void stop() {
        if (remote != null) {
            remote.close();
        }
        if (proxy != null) {
            proxy.close();
        }
        behind.close();
    }

    @Override
    RemoteCache remote() {
        return remote;
    }

    @Override
    boolean keeps() {
        return false;
    }

    @Test
    void put_throughTheProxy_arrivesAsItWasSent() {
        remote.put(Outputs.action(1), Outputs.packed(Outputs.bytes("a text")), RemoteCache.Existing.REPLACE);

        assertThat(behind.requests())
                .containsExactly("PUT /base/cache/" + Outputs.action(1).hex());
        assertThat(behind.headers().getFirst().get("X-cacheprog-outputid"))
                .containsExactly(Outputs.output(Outputs.bytes("a text")).hex());
    }
}
