package dev.hone.nomad;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.hone.targets.TagQuery;
import java.util.List;
import java.util.Objects;

/** An instance of a service as Nomad registers it. */
record Registration(
        @JsonProperty("ID") String id,
        String serviceName,
        String allocID,
        String address,
        int port,
        List<String> tags) {
    Registration {
        id = Objects.requireNonNullElse(id, "");
        serviceName = Objects.requireNonNullElse(serviceName, "");
        allocID = Objects.requireNonNullElse(allocID, "");
        address = Objects.requireNonNullElse(address, "");
        tags = List.copyOf(Objects.requireNonNullElse(tags, List.of()));
    }

    /** Where it is; an instance is an allocation. */
    TagQuery.Place place() {
        return new TagQuery.Place(allocID.isEmpty() ? serviceName + " " + id : allocID, address, port);
    }
}
