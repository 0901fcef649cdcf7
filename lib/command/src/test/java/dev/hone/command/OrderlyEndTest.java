package dev.hone.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class OrderlyEndTest {
    @Test
    void end_duringABlock_interruptsIt_andWaitsForIt() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Block.class.getName())
                .start();
        assertThat(process.getInputStream().read()).isEqualTo('b');

        // Not Process.destroy(), which closes our end of its output.
        process.toHandle().destroy();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("taken back");
        assertThat(process.waitFor()).isEqualTo(143);
    }

    /** Stays in its block until it is interrupted. */
    static final class Block {
        private Block() {}

        public static void main(String[] args) {
            try (OrderlyEnd _ = OrderlyEnd.begin()) {
                wait(System.out);
            }
            System.out.print(", and went on");
            System.out.flush();
        }

        private static void wait(PrintStream out) {
            out.print('b');
            out.flush();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                out.print("taken back");
                out.flush();
            }
        }
    }
}
