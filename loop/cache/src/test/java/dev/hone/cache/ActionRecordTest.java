package dev.hone.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ActionRecordTest {
    /** As docs/formats/cache-socket.md has it; the shim's tests read the same. */
    private static final String DOCUMENTED =
            "hone1 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824 5 1767225600.5 eaf2c51a\n";

    @Test
    void bytes_areAsDocumented() {
        ActionRecord record =
                new ActionRecord(Outputs.output(Outputs.bytes("hello")), 5, Instant.ofEpochSecond(1767225600, 5));
        assertThat(new String(record.bytes(), StandardCharsets.US_ASCII)).isEqualTo(DOCUMENTED);
        assertThat(ActionRecord.parse(record.bytes())).contains(record);
    }
}
