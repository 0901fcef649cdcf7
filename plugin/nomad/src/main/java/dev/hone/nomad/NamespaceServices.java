package dev.hone.nomad;

import java.util.List;
import java.util.Objects;

/** The services of a namespace as Nomad lists them. */
record NamespaceServices(String namespace, List<Stub> services) {
    NamespaceServices {
        namespace = Objects.requireNonNullElse(namespace, "");
        services = List.copyOf(Objects.requireNonNullElse(services, List.of()));
    }

    /**
     * A service.
     *
     * @param tags those of all its instances
     */
    record Stub(String serviceName, List<String> tags) {
        Stub {
            serviceName = Objects.requireNonNullElse(serviceName, "");
            tags = List.copyOf(Objects.requireNonNullElse(tags, List.of()));
        }
    }
}
