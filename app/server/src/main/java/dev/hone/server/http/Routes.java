package dev.hone.server.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jetty.http.pathmap.MatchedResource;
import org.eclipse.jetty.http.pathmap.PathMappings;
import org.eclipse.jetty.http.pathmap.UriTemplatePathSpec;

/** Finds the route of a request, or says that there is none. */
final class Routes {
    private final PathMappings<Map<String, Route>> paths = new PathMappings<>();

    Routes(List<Route> routes) {
        Map<String, Map<String, Route>> byTemplate = new TreeMap<>();
        for (Route route : routes) {
            Map<String, Route> methods = byTemplate.computeIfAbsent(route.template(), template -> new HashMap<>());
            if (methods.put(route.method().name(), route) != null) {
                throw new IllegalArgumentException("two routes for " + route.method() + " " + route.template());
            }
        }
        byTemplate.forEach((template, methods) -> paths.put(new UriTemplatePathSpec(template), methods));
    }

    /** What a method and a path lead to. */
    sealed interface Found {
        /** A route, and what stands at the places of its parameters. */
        record Matched(Route route, Map<String, String> parameters) implements Found {}

        /** The path is known, but for other methods. */
        record OtherMethod(String allowed) implements Found {}

        /** Nothing is there. */
        record Nothing() implements Found {}
    }

    Found find(String method, String path) {
        MatchedResource<Map<String, Route>> match = paths.getMatched(path);
        if (match == null) {
            return new Found.Nothing();
        }
        Map<String, Route> methods = match.getResource();
        Route route = methods.get(method.equals("HEAD") && !methods.containsKey("HEAD") ? "GET" : method);
        if (route == null || method.equals("ANY")) {
            route = methods.get("ANY");
        }
        if (route == null) {
            return new Found.OtherMethod(allowed(methods));
        }
        Map<String, String> parameters = ((UriTemplatePathSpec) match.getPathSpec()).getPathParams(path);
        return new Found.Matched(route, parameters == null ? Map.of() : parameters);
    }

    private static String allowed(Map<String, Route> methods) {
        TreeSet<String> names = new TreeSet<>(methods.keySet());
        if (names.contains("GET")) {
            names.add("HEAD");
        }
        return String.join(", ", names);
    }
}
