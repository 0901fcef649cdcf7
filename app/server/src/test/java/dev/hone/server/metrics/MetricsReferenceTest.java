package dev.hone.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds the page of metrics against those that are there; with {@code -Dhone.reference.write=true} it writes the page. */
final class MetricsReferenceTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "reference", "metrics.md");

    @Test
    void metrics_areDocumentedAsTheyAre() throws IOException {
        String page = """
                # Metrics

                What `/metrics` of `hone up` and the other servers tells, in Prometheus' format.

                | name | kind | says |
                |---|---|---|
                """ + String.join("\n", new Metrics("1").rows()) + "\n";
        if (Boolean.getBoolean("hone.reference.write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE).content().as("write it anew, as CONTRIBUTING.md says").isEqualTo(page);
    }
}
