package dev.hone.gocache.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

final class DiagnosisFuzzTest {
    @TempDir
    static Path folder;

    @FuzzTest(maxDuration = "1h")
    void whatBuildsSay_whateverItIs_isCompared(byte[] bytes) throws IOException {
        int half = bytes.length / 2;
        InputLog first = Recorded.log(folder, "/a", Map.of(), Arrays.copyOf(bytes, half));
        InputLog second = Recorded.log(folder, "/b", Map.of(), Arrays.copyOfRange(bytes, half, bytes.length));
        assertThat(Diagnosis.between(first, first).findings()).isEmpty();
        Diagnosis diagnosis = Diagnosis.between(first, second);
        assertThat(diagnosis.different()).isGreaterThanOrEqualTo(diagnosis.following());
        assertThat(Elsewhere.of(second)).hasSizeLessThan(4);
        Files.write(folder.resolve("file"), bytes);
        try {
            assertThat(InputLog.open(folder.resolve("file")).folder()).isNotNull();
        } catch (IOException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }
}
