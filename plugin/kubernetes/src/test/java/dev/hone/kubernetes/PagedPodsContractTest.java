package dev.hone.kubernetes;

import dev.hone.kit.TargetSourceContract;
import dev.hone.targets.TargetSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class PagedPodsContractTest extends TargetSourceContract {
    @TempDir
    private Path folder;

    private FakePods kubernetes;
    private TargetSource source;

    @BeforeEach
    void open() {
        kubernetes = new FakePods();
        source = KubernetesTargetSource.of(Kubeconfig.of(folder, kubernetes.url(), "t"), Map.of(), "", "");
    }

    @AfterEach
    void close() {
        source.close();
        kubernetes.close();
    }

    @Override
    protected TargetSource source() {
        return source;
    }

    @Override
    protected void list(List<Listed> instances) {
        kubernetes.hold(instances.stream().map(PagedPodsContractTest::json).toList());
    }

    private static String json(Listed listed) {
        String marks = listed.marks().entrySet().stream()
                .map(mark -> ",\"" + mark.getKey() + "\":\"" + mark.getValue() + "\"")
                .collect(Collectors.joining());
        return FakePods.pod(
                listed.name(),
                json -> json.replace("web", listed.app())
                        .replace("10.0.0.1", listed.host())
                        .replace("\"6060\"", "\"" + listed.port() + "\"" + marks));
    }

    @Override
    protected void breakDown() {
        kubernetes.stop();
    }

    @Override
    protected void mend() {
        kubernetes.startAgain();
    }
}
