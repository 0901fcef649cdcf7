package dev.hone.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Holds the page about the API against its document; with {@code -Dhone.reference.write=true} it writes the page. */
final class ApiReferenceTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "reference", "api.md");

    private final StringBuilder page = new StringBuilder();
    private final ApiDocument document = ApiDocument.read();

    ApiReferenceTest() throws IOException {}

    @Test
    void api_isDocumentedAsItIs() throws IOException {
        Map<String, Object> info = ApiDocument.map(document.root().get("info"));
        page.append("# The HTTP API\n\nMade from [openapi.yaml](openapi.yaml), which a server hands out at ");
        page.append("`/api/hone/v1/openapi.yaml`.\n\n");
        page.append(ApiDocument.text(info, "description")).append("\n\n");
        table("request", "role", "what");
        for (ApiDocument.Operation each : document.operations()) {
            row(
                    '`' + each.method() + " " + each.path() + '`',
                    each.role(),
                    ApiDocument.text(each.described(), "summary"));
        }
        document.operations().forEach(this::operation);
        page.append("\n## Objects\n");
        document.schemas().forEach((name, schema) -> object(name, ApiDocument.map(schema)));
        if (Boolean.getBoolean("hone.reference.write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE).content().as("write it anew, as CONTRIBUTING.md says").isEqualTo(page.toString());
    }

    private void table(String... columns) {
        row(columns);
        page.append("|---".repeat(columns.length)).append("|\n");
    }

    private void row(String... cells) {
        page.append("| ").append(String.join(" | ", cells).replace('\n', ' ')).append(" |\n");
    }

    private void operation(ApiDocument.Operation operation) {
        Map<String, Object> described = operation.described();
        page.append("\n## ")
                .append(operation.method())
                .append(' ')
                .append(operation.path())
                .append("\n\n");
        page.append(ApiDocument.text(described, "summary")).append(".\n");
        String more = ApiDocument.text(described, "description");
        if (!more.isEmpty()) {
            page.append('\n').append(more).append('\n');
        }
        if (!operation.parameters().isEmpty()) {
            page.append('\n');
            table("parameter", "in", "what");
            operation.parameters().forEach(this::parameter);
        }
        Map<String, Object> body = ApiDocument.map(described.get("requestBody"));
        if (!body.isEmpty()) {
            page.append("\nBody: ").append(content(body)).append(".\n");
            Object schema = ApiDocument.map(ApiDocument.map(body.get("content"))
                            .values()
                            .iterator()
                            .next())
                    .get("schema");
            members(ApiDocument.map(schema));
        }
        page.append('\n');
        table("status", "answer", "what");
        ApiDocument.map(described.get("responses")).forEach((status, answer) -> {
            Map<String, Object> said = document.resolve(answer);
            row(status, content(said), ApiDocument.text(said, "description"));
        });
    }

    private void parameter(Object written) {
        Map<String, Object> parameter = document.resolve(written);
        Map<String, Object> schema = ApiDocument.map(parameter.get("schema"));
        String usual = schema.containsKey("default") ? " (default: `" + schema.get("default") + "`)" : "";
        String words = schema.containsKey("enum") ? " one of " + schema.get("enum") : "";
        String pattern = schema.containsKey("pattern") ? " `" + schema.get("pattern") + '`' : "";
        row(
                '`' + ApiDocument.text(parameter, "name") + '`',
                ApiDocument.text(parameter, "in"),
                (ApiDocument.text(parameter, "description") + pattern + words + usual).strip());
    }

    /** What is sent, by its media type and, if it has one, by the name of its object. */
    private static String content(Map<String, Object> described) {
        Map<String, Object> content = ApiDocument.map(described.get("content"));
        if (content.isEmpty()) {
            return "";
        }
        Map.Entry<String, Object> only = content.entrySet().iterator().next();
        String type = type(ApiDocument.map(ApiDocument.map(only.getValue()).get("schema")));
        return type.startsWith("[") ? type : '`' + only.getKey() + '`';
    }

    private void object(String name, Map<String, Object> schema) {
        page.append("\n### ").append(name).append('\n');
        String description = ApiDocument.text(schema, "description");
        if (!description.isEmpty()) {
            page.append('\n').append(description).append('\n');
        }
        members(schema);
    }

    private void members(Map<String, Object> schema) {
        Map<String, Object> properties = ApiDocument.map(schema.get("properties"));
        if (properties.isEmpty()) {
            return;
        }
        page.append('\n');
        table("member", "type", "what");
        properties.forEach((name, member) -> member(name, ApiDocument.map(member)));
    }

    private void member(String name, Map<String, Object> schema) {
        row('`' + name + '`', type(schema), ApiDocument.text(schema, "description"));
        boolean many = schema.containsKey("items");
        Map<String, Object> inner = many ? ApiDocument.map(schema.get("items")) : schema;
        ApiDocument.map(inner.get("properties"))
                .forEach((each, member) -> member(name + (many ? "[]." : ".") + each, ApiDocument.map(member)));
    }

    private static String type(Map<String, Object> schema) {
        if (schema.containsKey("$ref")) {
            String name = ApiDocument.text(schema, "$ref").replaceFirst(".*/", "");
            return "[" + name + "](#" + name.toLowerCase(java.util.Locale.ROOT) + ")";
        }
        if (schema.containsKey("items")) {
            return "array of " + type(ApiDocument.map(schema.get("items")));
        }
        List<Object> words = ApiDocument.list(schema.get("enum"));
        String format = schema.containsKey("format") ? ", " + schema.get("format") : "";
        return ApiDocument.text(schema, "type")
                + format
                + (words.isEmpty() ? "" : ": " + words.toString().replaceAll("[\\[\\]]", ""));
    }
}
