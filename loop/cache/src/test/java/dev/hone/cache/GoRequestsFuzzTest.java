package dev.hone.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Feeds the reader of requests, and that of records, whatever a coverage-guided fuzzer thinks of. */
final class GoRequestsFuzzTest {
    private static final GoRequests.Bodies COUNTING = new GoRequests.Bodies() {
        @Override
        public Staged take(InputStream body, OutputId output, long size) throws IOException {
            assertThat((long) body.readAllBytes().length).isEqualTo(size);
            return new Staged(Path.of("/nowhere"), output, size);
        }

        @Override
        public Staged claim(String file, OutputId output, long size) {
            throw new CacheException(CacheError.BAD_REQUEST, "no such file");
        }
    };

    @FuzzTest(maxDuration = "1h")
    void requests_ofAnyBytes_areReadOrRefused(byte[] bytes) {
        ActionRecord.parse(bytes);
        GoRequests requests = new GoRequests(new ByteArrayInputStream(bytes), COUNTING);
        try {
            @Nullable GoRequest request = requests.next();
            while (request != null) {
                assertThat(request.id()).isNotNegative();
                request = requests.next();
            }
        } catch (CacheException | IOException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }
}
