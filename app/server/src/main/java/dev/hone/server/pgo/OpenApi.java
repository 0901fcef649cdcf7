package dev.hone.server.pgo;

import dev.hone.server.http.Answer;
import dev.hone.server.http.Method;
import dev.hone.server.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Hands out the description of the API. */
public final class OpenApi {
    private static final String DOCUMENT = "openapi.yaml";

    private OpenApi() {}

    public static List<Route> routes() {
        return List.of(Route.signOfLife(Method.GET, "/api/hone/v1/openapi.yaml", call -> document()));
    }

    private static Answer document() throws IOException {
        try (InputStream in = OpenApi.class.getResourceAsStream(DOCUMENT)) {
            if (in == null) {
                throw new IOException(DOCUMENT + " is missing from the program");
            }
            return Answer.bytes(200, in.readAllBytes()).with("Content-Type", "application/yaml");
        }
    }
}
