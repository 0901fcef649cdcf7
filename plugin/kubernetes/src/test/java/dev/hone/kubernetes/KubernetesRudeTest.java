package dev.hone.kubernetes;

import dev.hone.kit.TargetsOverHttpContract;
import dev.hone.targets.TargetSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class KubernetesRudeTest extends TargetsOverHttpContract {
    @TempDir
    private Path folder;

    @Override
    protected TargetSource at(String url, Duration most) {
        Cluster cluster = new Cluster(Kubeconfig.of(folder, url, TOKEN), Map.of());
        return new KubernetesTargetSource(cluster, new PodQuery("", ""), most);
    }
}
