package dev.hone.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.kit.TargetSourceContract;
import dev.hone.targets.Target;
import dev.hone.targets.TargetError;
import dev.hone.targets.TargetException;
import dev.hone.targets.TargetSource;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real API server, which checks what it is asked, who asks, and cuts pages. */
@Tag("soak")
class ClusterContractTest extends TargetSourceContract {
    private static RealCluster cluster;

    @TempDir
    private Path folder;

    private TargetSource source;

    @BeforeAll
    static void start(@TempDir Path folder) {
        cluster = new RealCluster(folder);
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @BeforeEach
    void open() {
        list(List.of());
        source = KubernetesTargetSource.of(cluster.kubeconfig(folder, "admin-token"), Map.of(), "", "");
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
        return 1100;
    }

    @Override
    protected void list(List<Listed> instances) {
        try (KubernetesClient client = cluster.client()) {
            new RealPods(client).hold(instances);
        }
    }

    @Override
    protected void breakDown() {
        cluster.stop();
    }

    @Override
    protected void mend() {
        cluster.startAgain();
    }

    private void assertDenied(TargetSource refused, String words) {
        assertThatThrownBy(refused::look)
                .isInstanceOfSatisfying(
                        TargetException.class,
                        e -> assertThat(e.error()).as(e.getMessage()).isEqualTo(TargetError.DENIED))
                .hasMessageContaining(words)
                .hasMessageNotContaining("-token");
    }

    @Test
    void look_byWhomItDoesNotKnow_isDenied() {
        assertDenied(
                KubernetesTargetSource.of(cluster.kubeconfig(folder, "no-token-of-it"), Map.of(), "", ""),
                "does not know us");
    }

    @Test
    void look_byWhomMayListOneNamespace_isDeniedForAll_andWorksThere() {
        list(List.of(Listed.of("first", "web", "10.0.0.1", 6060)));
        Path reader = cluster.kubeconfig(folder, "reader-token");
        assertDenied(KubernetesTargetSource.of(reader, Map.of(), "", ""), "ClusterRole");
        TargetSource there = KubernetesTargetSource.of(reader, Map.of(), "default", "web");
        assertDenied(there, "a Role and a RoleBinding there");
        grant();
        assertThat(there.look().found()).extracting(Target::instance).containsExactly("default/first");
    }

    /** The rights that the README says are needed. */
    private static void grant() {
        try (KubernetesClient client = cluster.client()) {
            client.resource(new RoleBuilder()
                            .withNewMetadata()
                            .withName("hone-scrape")
                            .withNamespace("default")
                            .endMetadata()
                            .addNewRule()
                            .withApiGroups("")
                            .withResources("pods")
                            .withVerbs("list")
                            .endRule()
                            .build())
                    .create();
            client.resource(new RoleBindingBuilder()
                            .withNewMetadata()
                            .withName("hone-scrape")
                            .withNamespace("default")
                            .endMetadata()
                            .withNewRoleRef("rbac.authorization.k8s.io", "Role", "hone-scrape")
                            .addNewSubject("rbac.authorization.k8s.io", "User", "reader", null)
                            .build())
                    .create();
        }
    }
}
