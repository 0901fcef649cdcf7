package dev.hone.kubernetes;

import dev.hone.targets.Marks;
import dev.hone.targets.TargetError;
import dev.hone.targets.TargetException;
import dev.hone.targets.TargetList;
import dev.hone.targets.Targets;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which pods to look for, and what they say of themselves.
 *
 * @param namespace the only one to look in; empty for all
 * @param app the only one to look for; empty for all
 */
record PodQuery(String namespace, String app) {
    private static final long PAGE = 500;
    private static final int GONE = 410;
    private static final String RUNNING = "Running";
    private static final String STATUS_RUNNING = "status.phase=" + RUNNING;
    private static final String VERSION_LABEL = "app.kubernetes.io/version";
    private static final String NAMESPACE_GRAMMAR = "[a-z0-9-]{1,63}";

    /** Where it looks, for messages. */
    String where() {
        return namespace.isEmpty() ? "all namespaces" : "namespace " + namespace;
    }

    /** All of them. */
    Targets all(KubernetesClient client) {
        try {
            return pages(client);
        } catch (KubernetesClientException e) {
            if (e.getCode() != GONE) {
                throw e;
            }
            // What the pages are of was compacted away between two of them. That is rare, and from the start it works
            // again.
            return pages(client);
        }
    }

    private Targets pages(KubernetesClient client) {
        TargetList list = new TargetList("kubernetes");
        String next = "";
        do {
            PodList page = page(client, PAGE, next);
            page.getItems().forEach(pod -> add(list, pod));
            next = text(page.getMetadata().getContinue());
        } while (!next.isEmpty());
        return list.targets();
    }

    /** One of them, to see whether that is allowed. */
    PodList one(KubernetesClient client) {
        return page(client, 1, "");
    }

    private PodList page(KubernetesClient client, long most, String next) {
        ListOptions options = new ListOptionsBuilder()
                .withLabelSelector(selector())
                .withFieldSelector(STATUS_RUNNING)
                .withLimit(most)
                .withContinue(next.isEmpty() ? null : next)
                .build();
        PodList page = namespace.isEmpty()
                ? client.pods().inAnyNamespace().list(options)
                : client.pods().inNamespace(namespace).list(options);
        if (page == null || page.getMetadata() == null) {
            throw new TargetException(TargetError.BAD_LIST, "Kubernetes answered no list of pods; is it Kubernetes?");
        }
        return page;
    }

    /** With an app it is autopgo's; without one, pods that name no app are found, too, and are left out with the reason. */
    private String selector() {
        if (!app.isEmpty() && !Marks.isApp(app)) {
            throw new TargetException(TargetError.MISCONFIGURED, "'" + app + "' is no app");
        }
        if (!namespace.isEmpty() && !namespace.matches(NAMESPACE_GRAMMAR)) {
            throw new TargetException(TargetError.MISCONFIGURED, "'" + namespace + "' is no namespace");
        }
        String scraped = Marks.SCRAPE + "=true";
        return app.isEmpty() ? scraped : Marks.APP + "=" + app + "," + scraped;
    }

    private void add(TargetList list, Pod pod) {
        Map<String, String> labels = of(pod.getMetadata().getLabels());
        Marks marks = Marks.of(Map.of(Marks.VERSION, labels.getOrDefault(VERSION_LABEL, "")))
                .and(Marks.of(labels))
                .and(Marks.of(of(pod.getMetadata().getAnnotations())))
                .and(Marks.of(Map.of(Marks.APP, labels.getOrDefault(Marks.APP, ""))));
        String name = pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
        Optional<String> reason = unfit(pod, marks);
        if (reason.isPresent()) {
            list.leave(name, reason.get());
        } else {
            list.add(name, text(pod.getStatus().getPodIP()), port(marks), marks);
        }
    }

    private static Optional<String> unfit(Pod pod, Marks marks) {
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            return Optional.of("it is being stopped");
        }
        if (pod.getStatus() == null || !RUNNING.equals(pod.getStatus().getPhase())) {
            return Optional.of("it is not running");
        }
        if (marks.value(Marks.APP, "").isEmpty()) {
            return Optional.of("it names no app; add the label " + Marks.APP);
        }
        if (marks.value(Marks.PORT, "").isEmpty()) {
            return Optional.of("it names no port; add the annotation " + Marks.PORT);
        }
        return port(marks) < 0
                ? Optional.of(Marks.PORT + " is a number, not '" + marks.value(Marks.PORT, "") + "'")
                : Optional.empty();
    }

    private static int port(Marks marks) {
        String port = marks.value(Marks.PORT, "");
        return port.matches("[0-9]{1,9}") ? Integer.parseInt(port) : -1;
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    private static Map<String, String> of(@Nullable Map<String, String> marks) {
        return Objects.requireNonNullElse(marks, Map.of());
    }
}
