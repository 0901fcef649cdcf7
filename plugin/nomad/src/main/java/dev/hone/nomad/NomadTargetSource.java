package dev.hone.nomad;

import dev.hone.targets.JsonApi;
import dev.hone.targets.LookLimit;
import dev.hone.targets.Marks;
import dev.hone.targets.SideBySide;
import dev.hone.targets.TagQuery;
import dev.hone.targets.TargetError;
import dev.hone.targets.TargetException;
import dev.hone.targets.TargetList;
import dev.hone.targets.TargetSource;
import dev.hone.targets.Targets;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Finds instances among the services that Nomad keeps itself, by the tags that autopgo knows. */
public final class NomadTargetSource implements TargetSource {
    private static final String NAME = "nomad";
    private static final Marks NONE = Marks.of(Map.of());
    private static final String PAGE = "1000";

    private final Map<String, String> environment;
    private final TagQuery query;
    private final LookLimit limit;
    private final AtomicBoolean closed = new AtomicBoolean();

    NomadTargetSource(Map<String, String> environment, String app, Duration most) {
        this.environment = Map.copyOf(environment);
        query = new TagQuery(app);
        limit = new LookLimit("Nomad", most);
    }

    /**
     * A source by the variables that Nomad's own programs read: {@code NOMAD_ADDR}, {@code NOMAD_TOKEN} and more.
     *
     * @param app the only app to look for; empty for all
     */
    public static NomadTargetSource of(Map<String, String> environment, String app) {
        return new NomadTargetSource(environment, app, LookLimit.USUAL);
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
        return limit.within(this::find);
    }

    private Targets find() throws InterruptedException {
        NomadSettings settings = NomadSettings.of(environment);
        TargetList list = new TargetList(NAME);
        try (JsonApi api = new JsonApi(settings.place())) {
            SideBySide.each(services(api, settings), service -> ask(api, settings, service, list));
        }
        return list.targets();
    }

    /** A service that may have instances we look for. */
    private record Service(String namespace, String name) {}

    private List<Service> services(JsonApi api, NomadSettings settings) throws InterruptedException {
        List<Service> services = new ArrayList<>();
        api.list("/v1/services", parameters(settings, "*"), NamespaceServices.class, entry -> {
            for (NamespaceServices.Stub stub : entry.services()) {
                // Nomad itself does not filter this list, and its tags are those of all instances.
                if (query.matches(stub.tags())) {
                    services.add(new Service(entry.namespace(), stub.serviceName()));
                }
            }
        });
        return services;
    }

    private void ask(JsonApi api, NomadSettings settings, Service service, TargetList list)
            throws InterruptedException {
        Map<String, String> parameters = parameters(settings, service.namespace());
        parameters.put("per_page", PAGE);
        for (String next = "start"; !next.isEmpty(); ) {
            HttpHeaders headers = api.list(
                    "/v1/service/" + JsonApi.encoded(service.name()),
                    parameters,
                    Registration.class,
                    entry -> query.add(list, entry.place(), entry.tags(), NONE));
            next = headers.firstValue("X-Nomad-NextToken").orElse("");
            parameters.put("next_token", next);
        }
    }

    private Map<String, String> parameters(NomadSettings settings, String namespace) {
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("namespace", namespace);
        parameters.put("filter", query.filter("Tags"));
        if (!settings.region().isEmpty()) {
            parameters.put("region", settings.region());
        }
        return parameters;
    }

    @Override
    public Health check() {
        try {
            if (closed.get()) {
                return Health.bad(NAME + " was closed");
            }
            limit.within(() -> {
                NomadSettings settings = NomadSettings.of(environment);
                try (JsonApi api = new JsonApi(settings.place())) {
                    return services(api, settings);
                }
            });
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
