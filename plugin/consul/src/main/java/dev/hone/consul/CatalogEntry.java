package dev.hone.consul;

import dev.hone.targets.TagQuery;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An instance of a service as Consul's catalog lists it.
 *
 * @param address the node's
 * @param serviceAddress the instance's own; empty when it is the node's
 * @param serviceKind empty for what is a service itself; a proxy or gateway otherwise
 */
record CatalogEntry(
        String address,
        String serviceID,
        String serviceName,
        String serviceAddress,
        int servicePort,
        String serviceKind,
        List<String> serviceTags,
        Map<String, String> serviceMeta) {
    CatalogEntry {
        address = Objects.requireNonNullElse(address, "");
        serviceID = Objects.requireNonNullElse(serviceID, "");
        serviceName = Objects.requireNonNullElse(serviceName, "");
        serviceAddress = Objects.requireNonNullElse(serviceAddress, "");
        serviceKind = Objects.requireNonNullElse(serviceKind, "");
        serviceTags = List.copyOf(Objects.requireNonNullElse(serviceTags, List.of()));
        serviceMeta = Map.copyOf(Objects.requireNonNullElse(serviceMeta, Map.of()));
    }

    /** Where it is; an instance is known by host and port, since a service's id is one only on its node. */
    TagQuery.Place place() {
        String host = serviceAddress.isEmpty() ? address : serviceAddress;
        if (host.isEmpty() || servicePort == 0) {
            return new TagQuery.Place(serviceName + " " + serviceID, host, servicePort);
        }
        return new TagQuery.Place(
                (host.contains(":") ? "[" + host + "]" : host) + ":" + servicePort, host, servicePort);
    }
}
