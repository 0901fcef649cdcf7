package dev.hone.consul;

import dev.hone.targets.ApiPlace;
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

/** Finds instances in Consul's catalog by the tags that autopgo knows. */
public final class ConsulTargetSource implements TargetSource {
    private static final String NAME = "consul";

    private final Map<String, String> environment;
    private final TagQuery query;
    private final LookLimit limit;
    private final AtomicBoolean closed = new AtomicBoolean();

    ConsulTargetSource(Map<String, String> environment, String app, Duration most) {
        this.environment = Map.copyOf(environment);
        query = new TagQuery(app);
        limit = new LookLimit("Consul", most);
    }

    /**
     * A source by the variables that Consul's own programs read: {@code CONSUL_HTTP_ADDR}, {@code CONSUL_HTTP_TOKEN} and more.
     *
     * @param app the only app to look for; empty for all
     */
    public static ConsulTargetSource of(Map<String, String> environment, String app) {
        return new ConsulTargetSource(environment, app, LookLimit.USUAL);
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
        ConsulSettings settings = ConsulSettings.of(environment);
        Map<String, String> parameters = parameters(settings);
        TargetList list = new TargetList(NAME);
        try (JsonApi api = new JsonApi(settings.place())) {
            SideBySide.each(services(api, settings.place(), parameters), service -> {
                String path = "/v1/catalog/service/" + JsonApi.encoded(service);
                HttpHeaders headers = api.list(path, parameters, CatalogEntry.class, entry -> add(list, entry));
                refuseGaps(headers, settings.place());
            });
        }
        return list.targets();
    }

    /** The names of services that have an instance with our tags. */
    private List<String> services(JsonApi api, ApiPlace place, Map<String, String> parameters)
            throws InterruptedException {
        List<String> names = new ArrayList<>();
        HttpHeaders headers = api.table("/v1/catalog/services", parameters, ServiceTags.class, (name, tags) -> {
            // An old Consul lists all, whatever the filter.
            if (query.matches(tags)) {
                names.add(name);
            }
        });
        refuseGaps(headers, place);
        return names;
    }

    /** The tags of all instances of a service. */
    private static final class ServiceTags extends ArrayList<String> {
        private static final long serialVersionUID = 1;
    }

    private Map<String, String> parameters(ConsulSettings settings) {
        Map<String, String> parameters = new TreeMap<>(settings.parameters());
        parameters.put("filter", query.filter("ServiceTags"));
        return parameters;
    }

    /** Consul leaves out what a token may not read, and says so; it looks at the filter first, so this is of what we look for. */
    private static void refuseGaps(HttpHeaders headers, ApiPlace place) {
        if (headers.firstValue("X-Consul-Results-Filtered-By-ACLs").orElse("").equals("true")) {
            throw new TargetException(
                    TargetError.DENIED, place + " hides some instances from the token; " + place.remedy());
        }
    }

    private void add(TargetList list, CatalogEntry entry) {
        TagQuery.Place place = entry.place();
        if (!entry.serviceKind().isEmpty() && query.matches(entry.serviceTags())) {
            list.leave(place.instance(), "it is a " + entry.serviceKind() + " that took over the tags of its service");
            return;
        }
        String version = entry.serviceMeta().getOrDefault("version", "");
        query.add(list, place, entry.serviceTags(), Marks.of(Map.of(Marks.VERSION, version)));
    }

    @Override
    public Health check() {
        try {
            if (closed.get()) {
                return Health.bad(NAME + " was closed");
            }
            limit.within(() -> {
                ConsulSettings settings = ConsulSettings.of(environment);
                try (JsonApi api = new JsonApi(settings.place())) {
                    return services(api, settings.place(), parameters(settings));
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
