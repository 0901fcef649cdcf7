package dev.hone.gopgo;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Feeds the reader of symbol lists whatever a coverage-guided fuzzer thinks of. */
final class SymbolListFuzzTest {
    @FuzzTest(maxDuration = "1h")
    void read_ofAnyBytes_givesAListOrARefusal(byte[] bytes) throws IOException {
        try {
            assertThat(SymbolList.read(new ByteArrayInputStream(bytes)).size()).isPositive();
        } catch (GoProfileException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
