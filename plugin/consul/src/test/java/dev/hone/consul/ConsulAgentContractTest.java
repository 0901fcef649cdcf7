package dev.hone.consul;

import dev.hone.kit.TargetSourceContract;
import dev.hone.targets.TargetSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("soak")
class ConsulAgentContractTest extends TargetSourceContract {
    private static ConsulAgent agent;

    private TargetSource source;
    private List<Listed> listed = List.of();

    @BeforeAll
    static void start(@TempDir Path folder) {
        agent = new ConsulAgent(folder);
    }

    @AfterAll
    static void stop() {
        if (agent != null) {
            agent.close();
        }
    }

    @BeforeEach
    void open() {
        list(List.of());
        source = ConsulTargetSource.of(Map.of("CONSUL_HTTP_ADDR", agent.url()), "");
    }

    @AfterEach
    void close() {
        source.close();
    }

    @Override
    protected TargetSource source() {
        return source;
    }

    @Override
    protected int affordable() {
        return 300;
    }

    @Override
    protected void list(List<Listed> instances) {
        listed = instances;
        agent.put("/v1/catalog/deregister", Map.of("Node", "fleet"));
        for (Listed one : instances) {
            Map<String, Object> service = Map.of(
                    "ID", one.name(),
                    "Service", one.app().equals("batch") ? "nightly" : "shop",
                    "Address", one.host(),
                    "Port", one.port(),
                    "Tags", ConsulContractTest.tags(one));
            agent.put("/v1/catalog/register", Map.of("Node", "fleet", "Address", "10.9.9.9", "Service", service));
        }
    }

    @Override
    protected void breakDown() {
        agent.stop();
    }

    @Override
    protected void mend() {
        agent.startAgain();
        list(listed);
    }
}
