package dev.hone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoopTest {
    @Test
    void answer_eachLine_isTheTimeOfOneOfThatManyIterations() {
        AtomicLong now = new AtomicLong();
        Loop loop = new Loop(() -> (int) now.addAndGet(70) * 0 + 3, now::get);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        loop.answer(new BufferedReader(new StringReader("1\n5\n")), new PrintStream(out, true, StandardCharsets.UTF_8));
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).containsExactly("70", "70");
        assertThat(loop.kept()).isEqualTo(15);
    }

    @Test
    void named_unknownWork_isRefused() {
        assertThatThrownBy(() -> Loop.named(List.of("juggle"), () -> 0))
                .hasMessageContaining("there is no loop 'juggle'");
    }
}
