package dev.hone.kubernetes;

import dev.hone.kit.TargetSourceContract;
import dev.hone.targets.TargetSource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class MockServerContractTest extends TargetSourceContract {
    @TempDir
    private Path folder;

    private KubernetesMockServer server;
    private int port;
    private TargetSource source;
    private List<Listed> pods = List.of();

    @BeforeEach
    void open() {
        server = start();
        port = server.getPort();
        source = KubernetesTargetSource.of(Kubeconfig.of(folder, "http://127.0.0.1:" + port, "t"), Map.of(), "", "");
    }

    @AfterEach
    void close() {
        source.close();
        server.destroy();
    }

    @Override
    protected TargetSource source() {
        return source;
    }

    @Override
    protected int affordable() {
        return 60;
    }

    @Override
    protected void list(List<Listed> instances) {
        pods = instances;
        try (KubernetesClient client = server.createClient()) {
            new RealPods(client).hold(instances);
        }
    }

    @Override
    protected void breakDown() {
        server.destroy();
    }

    @Override
    protected void mend() {
        server = start();
        list(pods);
    }

    private KubernetesMockServer start() {
        KubernetesMockServer started = new KubernetesMockServer(
                new Context(), new MockWebServer(), new HashMap<>(), new WithoutFields(), false);
        started.init(InetAddress.getLoopbackAddress(), port);
        return started;
    }

    /** Knows labels and names, but no {@code status.phase}: with that selector it would find nothing. */
    private static final class WithoutFields extends KubernetesCrudDispatcher {
        @Override
        public MockResponse dispatch(RecordedRequest request) {
            String path = request.getPath().replaceFirst("fieldSelector=[^&]*", "");
            return super.dispatch(new RecordedRequest(
                    request.getHttpVersion(), request.method(), path, request.getHeaders(), request.getBody()));
        }
    }
}
