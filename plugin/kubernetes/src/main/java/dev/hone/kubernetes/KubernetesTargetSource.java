package dev.hone.kubernetes;

import dev.hone.targets.LookLimit;
import dev.hone.targets.TargetError;
import dev.hone.targets.TargetException;
import dev.hone.targets.TargetSource;
import dev.hone.targets.Targets;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Finds pods by the labels and annotations that autopgo knows. */
public final class KubernetesTargetSource implements TargetSource {
    private static final String NAME = "kubernetes";

    private final Cluster cluster;
    private final PodQuery query;
    private final LookLimit limit;
    private final AtomicBoolean closed = new AtomicBoolean();

    KubernetesTargetSource(Cluster cluster, PodQuery query, Duration most) {
        this.cluster = cluster;
        this.query = query;
        limit = new LookLimit("Kubernetes", most);
    }

    /**
     * A source of the pods of a cluster.
     *
     * @param kubeconfig how to get at it; null for what {@code KUBECONFIG} names, or for the cluster that this runs in
     * @param environment the process's
     * @param namespace the only namespace to look in; empty for all
     * @param app the only app to look for; empty for all
     */
    public static KubernetesTargetSource of(
            @Nullable Path kubeconfig, Map<String, String> environment, String namespace, String app) {
        return new KubernetesTargetSource(
                new Cluster(kubeconfig, environment), new PodQuery(namespace, app), LookLimit.USUAL);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Targets look() {
        if (closed.get()) {
            throw new TargetException(TargetError.CLOSED, NAME + " was closed");
        }
        return limit.within(() -> ask(query::all));
    }

    /** What is asked of a cluster. */
    private interface Question<T> {
        T ask(KubernetesClient client);
    }

    private <T> T ask(Question<T> question) throws InterruptedException {
        try (ClusterClient access = cluster.open(limit.most())) {
            return access.ask(question::ask, query);
        }
    }

    @Override
    public Health check() {
        try {
            if (closed.get()) {
                return Health.bad(NAME + " was closed");
            }
            limit.within(() -> ask(query::one));
            return Health.GOOD;
        } catch (TargetException e) {
            return Health.bad(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        closed.set(true);
    }
}
