package dev.hone.kubernetes;

import dev.hone.kit.TargetSourceContract.Listed;
import dev.hone.targets.Marks;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pods of an API server, made as people make them; what a kubelet would say is said here. */
final class RealPods {
    private static final String NAMESPACE = "default";

    private final KubernetesClient client;

    RealPods(KubernetesClient client) {
        this.client = client;
    }

    /** Makes these all there are. */
    void hold(List<Listed> instances) {
        client.pods().inNamespace(NAMESPACE).withGracePeriod(0).delete();
        Map<String, Listed> byName = new LinkedHashMap<>();
        instances.forEach(listed -> byName.put(listed.name(), listed));
        byName.values().forEach(this::make);
    }

    private void make(Listed listed) {
        Map<String, String> annotations = new HashMap<>(listed.marks());
        annotations.put(Marks.PORT, "" + listed.port());
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withName(listed.name())
                .withNamespace(NAMESPACE)
                .addToLabels(Marks.SCRAPE, "true")
                .addToLabels(Marks.APP, listed.app())
                .withAnnotations(annotations)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("main")
                .withImage("nowhere/nothing")
                .endContainer()
                .endSpec()
                .build();
        Pod made = client.pods().inNamespace(NAMESPACE).resource(pod).create();
        Pod running = new PodBuilder(made)
                .withNewStatus()
                .withPhase("Running")
                .withPodIP(listed.host())
                .addNewPodIP(listed.host())
                .endStatus()
                .build();
        client.pods().inNamespace(NAMESPACE).resource(running).updateStatus();
    }
}
